"""Names that are not the agency's own: another place, another kind of agency, another scale."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipelines.agencies.regions import Regions
from pipelines.catalogue.model import Words
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.lines import Line
from pipelines.validate.words import check_words

CONTEXT = 10  # characters looked at around a name
COUNTY = 6  # digits of a county's code
SHORTEST = 3  # characters of a township's name that is no ordinary word

NEVER = {  # the levels at which an agency never speaks so of itself
    "bureau": ("township", "county"),
    "township": ("department", "county"),
    "subject": ("township", "department"),
    "stranger": ("township", "county"),
}


@lru_cache(maxsize=2)
def _patterns(part: str) -> Mapping[str, re.Pattern[str]]:
    known: Mapping[str, Any] = check_words()[part]
    return {name: re.compile(text) for name, text in known.items() if isinstance(text, str)}


def other_voice(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-13: an agency that speaks of itself as another kind of agency, or of a wider area."""
    patterns = list(_foreign_voices(context))
    for line in context.lines if patterns else ():
        if not line.is_body:
            continue
        for pattern, excused in patterns:
            match = pattern.search(line.text)
            if match and not _is_excused(line.text[: match.start()], excused):
                yield from _quoted(context, "R-STR-13", line, match[0])
                return


def _is_excused(before: str, excused: re.Pattern[str] | None) -> bool:
    """Say whether what stands before a voice makes it another's: a quotation, a superior."""
    is_quoted = _patterns("voice")["quoted"].search(before)
    return bool(is_quoted) or bool(excused and excused.search(before))


def _foreign_voices(
    context: CheckContext,
) -> Iterator[tuple[re.Pattern[str], re.Pattern[str] | None]]:
    """Yield what an agency of this level does not call itself, each with what excuses it."""
    known, level = _patterns("voice"), context.report.agency.level
    name = context.report.agency.name
    yield from ((known[voice], None) for voice, levels in NEVER.items() if level in levels)
    if level in {"township", "department"} and _is_of_county(context):
        yield known["wide"], known["wide_excused"]
    if level == "township":
        short = re.sub(check_words()["structure"]["government"], "", name)
        for ending, pattern in check_words()["voice"]["kinds"].items():
            if short.endswith(ending):
                yield re.compile(pattern), None


def _is_of_county(context: CheckContext) -> bool:
    """Say whether the agency is one of a county: a city's may speak of all the city."""
    return len(context.report.agency.id.partition("-")[0]) >= COUNTY


def other_place(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-14: another place named as the one that reports, or as the one above it."""
    seen = _neighbour(context) or _stranger(context)
    if seen:
        yield from _quoted(context, "R-STR-14", *seen)


def _neighbour(context: CheckContext) -> tuple[Line, str] | None:
    """Return where a township's text names another township of its county."""
    agency = context.report.agency
    if agency.level != "township":
        return None
    others = context.surroundings.neighbours.get(agency.id, ())
    names = [name for name in others if len(name) >= SHORTEST and name not in agency.name]
    if not names:
        return None
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    for line in context.lines:
        partners: set[str] = set()  # whom a line once names rightly it may name again
        for match in pattern.finditer(line.text) if line.is_body else ():
            if _is_misplaced(line, match) and match[0] not in partners:
                return line, match[0]
            partners.add(match[0])
    return None


def _is_misplaced(line: Line, match: re.Match[str]) -> bool:
    known = _patterns("foreign")
    before = line.text[max(0, match.start() - CONTEXT) : match.start()]
    after = line.text[match.end() : match.end() + CONTEXT]
    return not known["excused_before"].search(before) and not known["excused_after"].search(after)


def _stranger(context: CheckContext) -> tuple[Line, str] | None:
    """Return where a text has a place from elsewhere report, or stand above the agency."""
    regions, agency = context.surroundings.regions, context.report.agency
    if regions is None or not agency.id or agency.level not in {"township", "department", "county"}:
        return None
    own = _own_names(context, regions)
    end = _patterns("foreign")["place_end"]
    for line in context.lines:
        for match in end.finditer(line.text) if line.is_body else ():
            name = _place_before(line.text, match.end(), regions)
            if name and name not in own and _is_stranger(context, regions, line, match.end(), name):
                return line, name
    return None


def _own_names(context: CheckContext, regions: Regions) -> str:
    """Return every name of the agency's own place and of those above it, joined."""
    agency = context.report.agency
    chain = regions.chain(agency.id.partition("-")[0])
    names = {name for region in chain if region for name in regions.spellings(region)}
    former = {name for one in chain if one for name in _formerly(regions).get(one.code, ())}
    towns = {regions.township(agency.id), agency.name}
    return " ".join(names | former | towns)


@lru_cache(maxsize=2)
def _formerly(regions: Regions) -> Mapping[str, Sequence[str]]:
    """Return the former names of each county by its code: asked of every report."""
    former: dict[str, list[str]] = {}
    for name, bearers in regions.former.items():
        for county in bearers:
            former.setdefault(county.code, []).append(name)
    return former


def _place_before(text: str, end: int, regions: Regions) -> str:
    """Return the longest name of a place that ends at a position, "" where none does."""
    for size in range(check_words()["foreign"]["longest_place"], 1, -1):
        name = text[max(0, end - size) : end]
        is_town = size >= SHORTEST and name in regions.townships
        is_region = name in regions.names and name not in regions.words["plain_words"]
        if len(name) == size and (is_town or is_region):
            return name
    return ""


def _is_stranger(context: CheckContext, regions: Regions, line: Line, end: int, name: str) -> bool:
    """Say whether a place from elsewhere does what only the agency or one above it does."""
    known = _patterns("foreign")
    before = line.text[max(0, end - len(name) - CONTEXT) : end - len(name)]
    after = line.text[end : end + 24]
    if name in regions.names:
        is_above = bool(known["superior_after"].match(after))
        if is_above:
            return not known["superior_excused"].search(before)
        return bool(known["subject_before"].search(before) and known["organ_after"].match(after))
    if (
        context.report.agency.level != "township"
        or regions.stem(name) in context.report.agency.name
    ):
        return False
    return bool(known["subject_before"].search(before) and known["subject_after"].match(after))


def _quoted(context: CheckContext, rule: str, line: Line, name: str) -> Iterator[Judgement]:
    own = context.report.agency.name
    holes = {"name": Words(zh=own, en=own)} | words(name)
    yield from context.fail(rule, member=name, words=holes, places=(line.place(name),))


NAMES = (other_voice, other_place)
