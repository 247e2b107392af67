"""Taking the name of an agency apart: places in front, the body at the end."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.agencies.regions import Region, Regions
from pipelines.catalogue.load import lexicon, radicals


@dataclass(frozen=True, slots=True)
class Parts:
    """A name without its body: `core` is places and what follows them."""

    core: str
    has_body: bool  # 人民政府, 办事处 …
    has_office: bool  # an office inside the body
    is_street: bool = False  # the body is the office of a street, never of a county
    ending: str = ""  # the body and the office as written


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    words = lexicon("agencies")
    return re.compile(f"(?P<body>{words['government']})?(?P<office>{words['office']})?$")


@lru_cache(maxsize=4096)  # the same names come again within a document, and in the next
def plain(name: str) -> str:
    """Return a name in plain characters without white space, page numbers and edge punctuation."""
    words = lexicon("agencies")
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name.translate(radicals())))
    for noise in ("page_number", "seal"):
        bare = re.sub(words[noise], "", bare.strip(words["edges"]))
    return bare.strip(words["edges"])


@lru_cache(maxsize=1)
def _written_out() -> dict[str, str]:
    names: Mapping[str, Sequence[str]] = lexicon("agencies")["written_out"]
    return {short: full for full, shorts in names.items() for short in shorts}


def written_out(body: str) -> str:
    """Return a body without its place under its full name: 卫生健康委员会 of 卫健委.

    A short form that may stand for several bodies (城管局) stays as it is. 管委会 is written out
    whatever stands before it; the kind of its place (市卫健委) is no part of it.
    """
    words = lexicon("agencies")
    council, full = words["council"]
    own = re.match(words["own_place"], body)
    name = body[own.end() :] if own else body
    name = _written_out().get(name, name)
    return name.removesuffix(council) + full if name.endswith(council) else name


def proper(name: str) -> str:
    """Return the plain name of the first body: no second name, no brackets, no body in between."""
    words = lexicon("agencies")
    bare = re.sub(words["party"], "", re.sub(r"(?<=.)\([^()]*\)?$", "", name))
    bare = re.sub(words["system"], "", bare)
    joint = re.match(words["joint"], bare)
    return joint["first"] if joint else bare


@lru_cache(maxsize=4096)
def take_apart(name: str) -> Parts:
    """Split the body off a plain name."""
    match = next(m for m in _body().finditer(name) if m.end() == len(name))
    body, office = match["body"], match["office"]
    if office and not body:
        # An office without a government is a department, unless a township stands before it.
        township = re.search(f"{lexicon('agencies')['with_office']}$", name[: match.start()])
        if not township:
            return Parts(name, has_body=False, has_office=False)
    core = re.sub(lexicon("agencies")["inner_body"], "", name[: match.start()])
    is_street = bool(body) and body.endswith(lexicon("agencies")["street_office"])
    return Parts(core, bool(body), bool(office), is_street, name[match.start() :])


def walks(core: str, regions: Regions) -> Iterator[tuple[tuple[Region, ...], str]]:
    """Yield every consistent chain of regions at the start of a name, with what is left."""
    yield from _walk(core, (), regions)


def _walk(
    rest: str, above: tuple[Region, ...], regions: Regions
) -> Iterator[tuple[tuple[Region, ...], str]]:
    yield above, rest
    for size in range(2, min(len(rest), regions.longest) + 1):
        name = rest[:size]
        for region in (*regions.names.get(name, ()), *regions.former.get(name, ())):
            if not above or _is_inside(region, above[-1]):
                yield from _walk(rest[size:], (*above, region), regions)


def _is_inside(region: Region, outer: Region) -> bool:
    return len(region.code) > len(outer.code) and region.code.startswith(outer.code)
