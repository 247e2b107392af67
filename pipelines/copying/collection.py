"""Near-copies in a collection: between the years of an agency, and between agencies of a year."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.copying.candidates import candidates
from pipelines.copying.compare import Likeness, ShingledText, likeness
from pipelines.copying.letters import measure
from pipelines.copying.shingles import Hashes, frequent, sample, shingles, shipped, union
from pipelines.identities import AgencyId

KEPT = 512  # texts ready to be compared: a family is compared all with all
YEARS = "years"
AGENCIES = "agencies"
Load = Callable[["CollectedReport"], str]


@dataclass(frozen=True, slots=True)
class CollectedReport:
    """One report of a collection: who tells it, at which level, of which year, and its key."""

    key: int
    agency: str
    level: str
    year: int

    @property
    def county(self) -> str:
        """Return the code under which agencies share a template of their own."""
        return AgencyId(self.agency).area


@dataclass(frozen=True, slots=True)
class CopiedPair:
    """Two reports that share much; between years the later one is `left`.

    `compared` counts the pairs of their kind that were compared with it, those of the same county
    or nation and year, and `lower` how many of them are less alike.
    """

    left: CollectedReport
    right: CollectedReport
    kind: str  # years | agencies
    likeness: Likeness
    compared: int = 1
    lower: int = 0

    @property
    def quantile(self) -> float:
        """Return the share of the other pairs of its kind that are less alike."""
        return self.lower / max(1, self.compared - 1)


def near_copies(texts: Sequence[CollectedReport], load: Load) -> Iterator[CopiedPair]:
    """Yield the pairs of one data set whose similarity is above the floor, year by year.

    Args:
        texts: one report an agency and year, in any order.
        load: gives the letters of a text; asked several times, so that few need be in memory.
    """
    years: dict[int, list[CollectedReport]] = {}
    for text in sorted(texts, key=lambda one: (one.year, one.agency, one.key)):
        years.setdefault(text.year, []).append(text)
    before: _Block | None = None
    for year, told in years.items():
        block = _Block(told, lambda text: shingles(load(text)))
        if before is not None and before.year == year - 1:
            yield from _between_years(block, before)
        yield from _between_agencies(block)
        before = block


class _Block:
    """The reports of one year, and what is boilerplate among them."""

    def __init__(
        self, texts: Sequence[CollectedReport], load: Callable[[CollectedReport], Hashes]
    ) -> None:
        self.year = texts[0].year
        self.texts = texts
        self._load = load
        step = max(1, len(texts) // measure()["learnt_from"])
        learnt = texts[::step]
        common = frequent((load(text) for text in learnt), len(learnt))
        everywhere = union([shipped(), common])
        counties: dict[str, list[CollectedReport]] = {}
        for text in texts:
            counties.setdefault(text.county, []).append(text)
        self.counties: Mapping[str, Sequence[CollectedReport]] = counties
        self._asides: dict[str, Hashes] = {}
        self._weighed: dict[int, ShingledText] = {}
        self.samples: dict[int, Hashes] = {}
        for county, own in counties.items():
            hashes = [load(text) for text in own]
            aside = union([everywhere, frequent(hashes, len(own))])
            self._asides[county] = aside
            for text, every in zip(own, hashes, strict=True):
                self.samples[text.key] = sample(every, aside)

    def weighed(self, text: CollectedReport) -> ShingledText:
        """Return a text with what is boilerplate in its county set aside; the last are kept."""
        known = self._weighed.pop(text.key, None)
        if known is None:
            known = ShingledText.of(self._load(text), self._asides[text.county])
        self._weighed[text.key] = known
        if len(self._weighed) > KEPT:
            del self._weighed[next(iter(self._weighed))]
        return known


def _between_years(block: _Block, before: _Block) -> Iterator[CopiedPair]:
    earlier = {text.agency: text for text in before.texts}
    found: dict[str, list[CopiedPair]] = {}
    for text in block.texts:
        prior = earlier.get(text.agency)
        if prior is not None:
            like = likeness(block.weighed(text), before.weighed(prior))
            found.setdefault(text.level, []).append(CopiedPair(text, prior, YEARS, like))
    for pairs in found.values():
        yield from _ranked(pairs, len(pairs))


def _between_agencies(block: _Block) -> Iterator[CopiedPair]:
    near: dict[str, list[CopiedPair]] = {}
    far: list[CopiedPair] = []
    for pair in _alike(block):
        if pair.left.county == pair.right.county:
            near.setdefault(pair.left.county, []).append(pair)
        else:
            far.append(pair)
    for county, pairs in near.items():
        count = len(block.counties[county])
        yield from _ranked(pairs, count * (count - 1) // 2)
    count = len(block.texts)
    close = [pair for pair in far if pair.likeness.similarity >= measure()["far_floor"]]
    yield from _ranked(close, count * (count - 1) // 2)


def _alike(block: _Block) -> Iterator[CopiedPair]:
    """Score the candidates."""
    texts = block.texts
    samples = [block.samples[text.key] for text in texts]
    for i, j in candidates(samples, measure()["looked_at"]):
        if texts[i].agency != texts[j].agency:
            like = likeness(block.weighed(texts[i]), block.weighed(texts[j]))
            yield CopiedPair(texts[i], texts[j], AGENCIES, like)


def _ranked(pairs: Sequence[CopiedPair], compared: int) -> Iterator[CopiedPair]:
    """Tell of each pair above the floor how many were compared and are less alike."""
    ordered = sorted(pair.likeness.similarity for pair in pairs)
    unseen = compared - len(pairs)  # far below: they were no candidates
    for pair in pairs:
        if pair.likeness.similarity >= measure()["floor"]:
            lower = unseen + bisect_left(ordered, pair.likeness.similarity)
            yield replace(pair, compared=compared, lower=lower)
