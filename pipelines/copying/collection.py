"""Near-copies in a collection: between the years of an agency, and between agencies of a year."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.copying.candidates import candidates
from pipelines.copying.compare import Likeness, likeness
from pipelines.copying.compared_year import ComparedYear, KeptYear
from pipelines.copying.letters import measure
from pipelines.identities import AgencyId

YEARS = "years"
AGENCIES = "agencies"
Load = Callable[["CollectedReport"], str]


@dataclass(frozen=True, slots=True)
class CollectedReport:
    """One report of a collection: who tells it, at which level, of which year, and its key.

    `name` says which text it is, where what was learnt of it may be kept for another time.
    """

    key: int
    agency: str
    level: str
    year: int
    name: str = ""

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
    before: ComparedYear | None = None
    for year, told in by_year(texts).items():
        block = ComparedYear(told, load, KeptYear())
        if before is not None and before.year == year - 1:
            yield from between_years(block, before, block.counties)
        yield from between_agencies(block, block.counties)
        before = block


def by_year(texts: Sequence[CollectedReport]) -> dict[int, list[CollectedReport]]:
    """Return texts by year, those of each year in one order."""
    years: dict[int, list[CollectedReport]] = {}
    for text in sorted(texts, key=lambda one: (one.year, one.agency, one.key)):
        years.setdefault(text.year, []).append(text)
    return years


def between_years(
    block: ComparedYear, before: ComparedYear, counties: Collection[str]
) -> Iterator[CopiedPair]:
    """Yield the pairs of some counties' agencies with their own texts of the year before."""
    earlier = {text.agency: text for text in before.texts if text.county in counties}
    for county in counties:
        pairs = [
            CopiedPair(text, prior, YEARS, likeness(block.weighed(text), before.weighed(prior)))
            for text in block.counties.get(county, ())
            if (prior := earlier.get(text.agency)) is not None
        ]
        yield from _ranked(pairs, len(pairs))


def between_agencies(block: ComparedYear, counties: Collection[str]) -> Iterator[CopiedPair]:
    """Yield the pairs of a year of which one is of some counties."""
    near: dict[str, list[CopiedPair]] = {}
    far: list[CopiedPair] = []
    for pair in _alike(block, counties):
        if pair.left.county == pair.right.county:
            near.setdefault(pair.left.county, []).append(pair)
        elif pair.likeness.similarity >= measure()["far_floor"]:
            far.append(pair)
    for county, pairs in near.items():
        count = len(block.counties[county])
        yield from _ranked(pairs, count * (count - 1) // 2)
    count = len(block.texts)
    yield from _ranked(far, count * (count - 1) // 2)


def _alike(block: ComparedYear, counties: Collection[str]) -> Iterator[CopiedPair]:
    """Score the candidates."""
    texts = block.texts
    samples = [block.samples[text.key] for text in texts]
    looked_for = None
    if len(counties) < len(block.counties):
        looked_for = [i for i, text in enumerate(texts) if text.county in counties]
    for i, j in candidates(samples, measure()["looked_at"], looked_for):
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
