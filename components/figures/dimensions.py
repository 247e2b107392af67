"""What changes only with a publication: dimensions, read once for each and never changed."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from pipelines.store.store import Store


def agencies(store: Store, dataset: str) -> pd.DataFrame:
    """Return the agencies of a data set."""
    return _agencies(store, store.info().digest, dataset)


def counties(store: Store, dataset: str) -> pd.DataFrame:
    """Return the counties of a data set."""
    return _counties(store, store.info().digest, dataset)


def indicators(store: Store) -> pd.DataFrame:
    """Return every indicator."""
    return _indicators(store, store.info().digest)


def members(store: Store) -> pd.DataFrame:
    """Return the members of every dimension."""
    return _members(store, store.info().digest)


@lru_cache(maxsize=8)
def _agencies(store: Store, _digest: str, dataset: str) -> pd.DataFrame:
    return store.agencies(dataset)


@lru_cache(maxsize=8)
def _counties(store: Store, _digest: str, dataset: str) -> pd.DataFrame:
    return store.counties(dataset)


@lru_cache(maxsize=4)
def _indicators(store: Store, _digest: str) -> pd.DataFrame:
    return store.indicators()


@lru_cache(maxsize=4)
def _members(store: Store, _digest: str) -> pd.DataFrame:
    return store.members()
