"""Near-copies among 10,000 texts of 3,000 characters, beside MinHash with LSH in the same run.

`python -m tests.bench.copying [COUNT]` prints time, recall and precision of both, and the ratio,
and what comparing every text with every other would take, reckoned from 300 pairs.

The texts are put together from the words of the two generators of documents: unrelated reports
share words, stock sentences and the model of their county. One text in four belongs to a family of
2 to 12, each member edited by 2 to 10 %: words replaced, sentences dropped, added or moved.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from pipelines.copying.collection import CollectedReport, near_copies
from pipelines.copying.letters import letters
from pipelines.copying.shingles import shingles, shipped, within

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("tests/accuracy/words.toml", "tests/simulate/words.toml")
LENGTH = 3_000
COUNTY = 25  # agencies
ALIKE = 0.5  # exact Jaccard from which a planted pair must be found
PERMUTATIONS, BANDS = 64, 16
Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class Library:
    """Texts, and the pairs that were planted."""

    texts: Sequence[str]
    planted: Pairs


class Writer:
    """Writes reports out of the phrase tables, the same ones every time."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)  # noqa: S311 - not for secrets
        phrases = sorted(set(_phrases()))
        self.stock = [phrase for phrase in phrases if len(phrase) > 24][:40]
        cut = {word for phrase in phrases for word in self._cut(phrase)}
        self.words = sorted(cut)
        self.random.shuffle(self.words)
        self.weights = list(np.cumsum([1 / (rank + 20) for rank in range(len(self.words))]))
        self.models: dict[int, list[str]] = {}

    def _cut(self, phrase: str) -> Iterator[str]:
        at = 0
        while at < len(phrase):
            size = self.random.randint(2, 4)
            yield phrase[at : at + size]
            at += size

    def sentence(self) -> str:
        """Return one sentence of common and rare words."""
        count = self.random.randint(5, 12)
        return "".join(self.random.choices(self.words, cum_weights=self.weights, k=count)) + "。"

    def report(self, county: int) -> list[str]:
        """Return the sentences of one report: a model's, stock ones, and its own."""
        model = self.models.setdefault(county, [self.sentence() for _ in range(12)])
        said = [one for one in model if self.random.random() < 0.8]
        said += [one + "。" for one in self.stock if self.random.random() < 0.3]
        length = sum(map(len, said))
        while length < LENGTH:
            said.append(self.sentence())
            length += len(said[-1])
        self.random.shuffle(said)
        return said

    def edited(self, sentences: Sequence[str]) -> list[str]:
        """Return a report edited by 2 to 10 % of its characters."""
        said = list(sentences)
        left = self.random.uniform(0.02, 0.10) * sum(map(len, said))
        while left > 0:
            at = self.random.randrange(len(said))
            if self.random.random() < 0.3:
                left -= self._moved(said, at)
            else:
                word = self.random.choices(self.words, cum_weights=self.weights)[0]
                spot = self.random.randrange(len(said[at]))
                said[at] = said[at][:spot] + word + said[at][spot + len(word) :]
                left -= len(word)
        return said

    def _moved(self, said: list[str], at: int) -> int:
        kind = self.random.choice(("drop", "add", "move"))
        if kind == "add":
            said.insert(at, self.sentence())
            return len(said[at])
        gone = said.pop(at)
        if kind == "move":
            said.insert(self.random.randrange(len(said) + 1), gone)
        return len(gone) if kind == "drop" else 8

    def library(self, count: int) -> Library:
        """Return texts with families planted among them."""
        texts: list[str] = []
        planted: Pairs = set()
        while len(texts) < count:
            base = self.report(len(texts) // COUNTY)
            size = self.random.randint(2, 12) if self.random.random() < 0.045 else 1
            family = range(len(texts), min(count, len(texts) + size))
            planted |= set(combinations(family, 2))
            texts += ["".join(self.edited(base) if size > 1 else base) for _ in family]
        order = list(range(count))
        self.random.shuffle(order)  # families lie within a county and across the land
        place = {old: new for new, old in enumerate(order)}
        moved = {(min(place[i], place[j]), max(place[i], place[j])) for i, j in planted}
        return Library([texts[old] for old in order], moved)


def _phrases() -> Iterator[str]:
    for table in TABLES:
        yield from _said(tomllib.loads((ROOT / table).read_text(encoding="utf-8")))


def _said(node: object) -> Iterator[str]:
    if isinstance(node, str):
        for part in re.split(r"\{[^}]*\}|[，。；、：]", node):
            if len(plain := letters(part)) > 3:
                yield plain
        yield from [plain] if len(plain := letters(re.sub(r"\{[^}]*\}", "", node))) > 24 else []
    elif isinstance(node, dict):
        for one in node.values():
            yield from _said(one)
    elif isinstance(node, list):
        for one in node:
            yield from _said(one)


def ours(texts: Sequence[str]) -> Pairs:
    """Return the pairs that the product finds: one county's, and across counties."""
    told = [
        CollectedReport(i, f"{100000 + i // COUNTY}{i % COUNTY:03d}", "township", 2024)
        for i in range(len(texts))
    ]
    found = near_copies(told, lambda one: letters(texts[one.key]))
    return {(min(p.left.key, p.right.key), max(p.left.key, p.right.key)) for p in found}


def minhash(texts: Sequence[str]) -> Pairs:
    """Return the pairs that share a band of a MinHash signature and half of it."""
    chance = np.random.default_rng(1)
    factors = chance.integers(1, 2**31, PERMUTATIONS, dtype=np.uint64) * 2 + 1
    terms = chance.integers(0, 2**31, PERMUTATIONS, dtype=np.uint64)
    aside = shipped()
    signed = np.empty((len(texts), PERMUTATIONS), dtype=np.uint64)
    for row, text in enumerate(texts):
        hashes = np.unique(shingles(letters(text)))
        hashes = hashes[~within(hashes, aside)]
        for column in range(PERMUTATIONS):
            mixed = hashes * factors[column] + terms[column]
            signed[row, column] = (mixed >> np.uint64(17)).min()
    found: Pairs = set()
    size = PERMUTATIONS // BANDS
    for band in range(BANDS):
        buckets: dict[bytes, list[int]] = {}
        for row in range(len(texts)):
            key = signed[row, band * size : (band + 1) * size].tobytes()
            buckets.setdefault(key, []).append(row)
        for rows in buckets.values():
            found |= set(combinations(rows, 2))
    return {(i, j) for i, j in found if np.mean(signed[i] == signed[j]) >= 0.4}


def jaccard(left: str, right: str) -> float:
    """Return the exact share of 5-grams in common, those of every report set aside."""
    one, two = (set(shingles(letters(text)).tolist()) - _aside() for text in (left, right))
    return len(one & two) / len(one | two)


_ASIDE: set[int] = set()


def _aside() -> set[int]:
    if not _ASIDE:
        _ASIDE.update(shipped().tolist())
    return _ASIDE


def score(name: str, seconds: str, found: Pairs, wanted: Pairs, planted: Pairs) -> None:
    """Print one line of the comparison."""
    recall = len(found & wanted) / len(wanted)
    precision = len(found & planted) / max(1, len(found))
    print(
        f"{name}: {seconds}, recall {recall:.4f} of {len(wanted)} planted pairs alike to "
        f"{ALIKE:.0%}, precision {precision:.4f} of {len(found)} found"
    )


def main() -> None:
    """Write the texts, look for copies both ways, and compare."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    library = Writer().library(count)
    said = sum(map(len, library.texts)) / count
    print(f"{count} texts of {said:.0f} characters, {len(library.planted)} planted pairs")
    exact = {pair: jaccard(*(library.texts[i] for i in pair)) for pair in library.planted}
    chance = random.Random(3)  # noqa: S311 - not for secrets
    strangers = [tuple(chance.sample(range(count), 2)) for _ in range(500)]
    apart = max(
        jaccard(library.texts[i], library.texts[j])
        for i, j in strangers
        if (min(i, j), max(i, j)) not in library.planted
    )
    spread = sorted(exact.values())
    print(
        f"exact Jaccard: planted {spread[0]:.2f} to {spread[-1]:.2f}, median "
        f"{spread[len(spread) // 2]:.2f}; 500 others at most {apart:.2f}"
    )
    wanted = {pair for pair, share in exact.items() if share >= ALIKE}
    start = time.process_time()
    for pair in strangers[:300]:
        jaccard(*(library.texts[i] for i in pair))
    every = (time.process_time() - start) / 300 * count * (count - 1) / 2
    times = []
    for name, way in (("inverted index", ours), ("MinHash 64, LSH 16×4", minhash)):
        start, before = time.perf_counter(), time.process_time()
        found = way(library.texts)
        times.append(time.process_time() - before)
        seconds = f"{time.perf_counter() - start:.1f} s ({times[-1]:.1f} s of processor)"
        score(name, seconds, found, wanted, library.planted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"every pair exactly: {every / 3600:.1f} h, {every / times[0]:,.0f} times as long")
    print(f"ratio {times[1] / times[0]:.1f}; peak {peak:.0f} MB of the whole run")


if __name__ == "__main__":
    main()
