"""What was learnt of the texts of a year, kept beside the store: the next publication needs it.

It can be deleted at any time: what is not here, or was learnt from other texts, is learnt again.
"""

import os
import shutil
import zipfile
from pathlib import Path
from typing import Final

import numpy as np

from pipelines.copying.compared_year import KeptCounty, KeptYear
from pipelines.copying.shingles import Hashes
from pipelines.digests import COMPARING, digest_of

_FOLDER: Final = "compared"


class KeptYears:
    """A file a data set and year; one is whole or not there."""

    def __init__(self, store: Path) -> None:
        self._root = store / _FOLDER
        self._folder = self._root / digest_of(COMPARING)[:16]
        self.commons: dict[str, str] = {}

    def read(self, name: str) -> KeptYear:
        """Return what is known of a year, nothing where nothing whole is kept."""
        try:
            with np.load(self._folder / f"{name}.npz") as file:
                parts = {key: file[key] for key in file.files}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return KeptYear()
        asides = _apart(parts["asides"], parts["aside_sizes"])
        samples = iter(_apart(parts["samples"], parts["sample_sizes"]))
        counties = {
            str(digest): KeptCounty(aside, tuple(next(samples) for _ in range(int(count))))
            for digest, aside, count in zip(
                parts["counties"], asides, parts["text_counts"], strict=True
            )
        }
        return KeptYear(str(parts["learnt_from"]), parts["common"], counties)

    def write(self, name: str, common: str, one: KeptYear) -> None:
        """Keep what is known of a year; `common` is the digest of its boilerplate."""
        self.commons[name] = common
        counties = list(one.counties.values())
        samples = [text for county in counties for text in county.samples]
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f".{os.getpid()}.npz"
        np.savez(
            partial,
            learnt_from=np.array(one.learnt_from),
            common=one.common if one.common is not None else np.empty(0, np.uint64),
            counties=np.array(list(one.counties), dtype=str),
            text_counts=np.array([len(county.samples) for county in counties], np.int64),
            asides=_joined([county.aside for county in counties]),
            aside_sizes=np.array([len(county.aside) for county in counties], np.int64),
            samples=_joined(samples),
            sample_sizes=np.array([len(text) for text in samples], np.int64),
        )
        os.replace(partial, self._folder / f"{name}.npz")  # noqa: PTH105 - the atomic call, by its name

    def forget_others(self) -> None:
        """Remove what earlier ways of comparing left."""
        for folder in self._root.glob("*"):
            if folder != self._folder and folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)


def _joined(parts: list[Hashes]) -> Hashes:
    return np.concatenate(parts) if parts else np.empty(0, np.uint64)


def _apart(whole: Hashes, sizes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[Hashes]:
    return np.split(whole, np.cumsum(sizes)[:-1]) if len(sizes) else []
