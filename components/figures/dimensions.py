"""What changes only with a publication: dimensions, read once for each and never changed."""

import pandas as pd

from components.cache import kept_for_publication
from pipelines.store.store import Store


def agencies(store: Store, dataset: str) -> pd.DataFrame:
    """Return the agencies of a data set."""
    return _agencies(store, store.info().digest, dataset)


def is_held(store: Store, dataset: str) -> bool:
    """Tell whether there is anything of a data set: an installation may leave examples out."""
    return bool(_held(store, store.info().digest, dataset)["has_any"].item())


@kept_for_publication
def _held(store: Store, _digest: str, dataset: str) -> pd.DataFrame:
    return store.held(dataset)


def counties(store: Store, dataset: str) -> pd.DataFrame:
    """Return the counties of a data set."""
    return _counties(store, store.info().digest, dataset)


def indicators(store: Store) -> pd.DataFrame:
    """Return every indicator."""
    return _indicators(store, store.info().digest)


def members(store: Store) -> pd.DataFrame:
    """Return the members of every dimension."""
    return _members(store, store.info().digest)


@kept_for_publication
def _agencies(store: Store, _digest: str, dataset: str) -> pd.DataFrame:
    return store.agencies(dataset)


@kept_for_publication
def _counties(store: Store, _digest: str, dataset: str) -> pd.DataFrame:
    return store.counties(dataset)


@kept_for_publication
def _indicators(store: Store, _digest: str) -> pd.DataFrame:
    return store.indicators()


@kept_for_publication
def _members(store: Store, _digest: str) -> pd.DataFrame:
    return store.members()
