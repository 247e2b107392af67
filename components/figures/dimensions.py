"""What changes only with a publication: dimensions, read once for each and never changed."""

import pandas as pd

from components.cache import kept_for_publication
from pipelines.store.store import Store


@kept_for_publication
def agencies(store: Store, dataset: str) -> pd.DataFrame:
    """Return the agencies of a data set."""
    return store.agencies(dataset)


@kept_for_publication
def is_held(store: Store, dataset: str) -> bool:
    """Tell whether there is anything of a data set: an installation may leave examples out."""
    return bool(store.held(dataset)["has_any"].item())


@kept_for_publication
def counties(store: Store, dataset: str) -> pd.DataFrame:
    """Return the counties of a data set."""
    return store.counties(dataset)


@kept_for_publication
def indicators(store: Store) -> pd.DataFrame:
    """Return every indicator."""
    return store.indicators()


@kept_for_publication
def members(store: Store) -> pd.DataFrame:
    """Return the members of every dimension."""
    return store.members()
