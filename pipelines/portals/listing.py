"""One page of a list, read: its links, what it states of itself, and what is asked for next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import urlsplit

from pipelines.model import Link
from pipelines.parse.kind import leads_to_report
from pipelines.portals.addresses import host_of, is_below, is_file, key_of, resolved
from pipelines.portals.answers import ListAnswer, read_answer
from pipelines.portals.engines import (
    ListRequest,
    after_script,
    counted_on,
    first_request,
    is_of_column,
    next_request,
)
from pipelines.portals.refusals import refusal_in
from pipelines.resources import toml

LinkKind = Literal["report", "folder", "column", "section", "candidate", "other"]
_BASE: Final = re.compile(r"<base\s[^>]*?href=[\"']([^\"']+)", re.IGNORECASE)
_FRAME: Final = re.compile(r"<i?frame\s[^>]*?src=[\"']([^\"']+)", re.IGNORECASE)
_OF_SITE: Final[tuple[LinkKind, ...]] = ("column", "section")
_SHORT_WORD: Final = 40  # a link longer than this is the title of something


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link of a list: whole address ("" where it names no page), title, and what it may be.

    `report` by its words, `folder` a list within the list (a year, the departments), `column` of a
    site, `section` on the way to it, `candidate` whatever else a folder holds, `other` the rest;
    `is_record` where it is a record of the list.
    """

    title: str
    address: str
    kind: LinkKind
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one page of a list gives.

    `total` and `pages` are what it states of the whole list, None where it does not; `following`
    are the requests that may come after it; `problem` is why it is none, "" where it is one, and
    `detail` what an interface says of it.
    """

    links: tuple[ListedLink, ...] = ()
    total: int | None = None
    pages: int | None = None
    following: tuple[ListRequest, ...] = ()
    problem: str = ""
    detail: str = ""


def read_list(text: str, request: ListRequest, found_at: str) -> ListPage:
    """Read one page of a list.

    Args:
        text: what came.
        request: what was asked for.
        found_at: where it came from, after every redirect.
    """
    if request.is_script:
        first = after_script(request, text)
        return ListPage(following=(first,)) if first else ListPage(problem="needs_browser")
    refused = refusal_in(text)
    if not refused and is_moved_home(request.address, found_at):
        refused = "moved"
    if refused:
        return ListPage(problem=refused)
    answer = read_answer(text)
    base = _base(text, request, found_at, answer)
    links = tuple(_nearest(_links(answer, request, base)))
    following = tuple(_following(text, request, base, answer))
    page = ListPage(links, answer.total, answer.pages, following)
    is_first = request.n <= 1 and not request.is_printed
    if is_first and not following and not any(link.kind != "other" for link in links):
        problem = _why_nothing(text, answer)
        return replace(page, problem=problem, detail=answer.fault)
    return replace(page, problem="interface", detail=answer.fault) if answer.fault else page


def is_moved_home(asked: str, found_at: str) -> bool:
    """Tell whether a site sent on to its first page, which is how many say "gone"."""
    path = urlsplit(found_at).path
    return path in {"", "/"} and urlsplit(asked).path not in {"", "/"}


def is_site(address: str) -> bool:
    """Tell the first page of a site."""
    parts = urlsplit(address)
    return not parts.query and _common("site").fullmatch(parts.path) is not None


def _base(text: str, request: ListRequest, found_at: str, answer: ListAnswer) -> str:
    if answer.is_data and request.engine:  # its records are shown in the column's own page
        return request.root
    match = _BASE.search(text[:20_000])
    return resolved(found_at, match[1]) or found_at if match else found_at


def _links(answer: ListAnswer, request: ListRequest, base: str) -> Iterator[ListedLink]:
    records = {(link.text, link.address) for link in answer.records}
    own = {key_of(base), key_of(request.address), key_of(request.root)}
    seen: set[tuple[str, str]] = set()
    for link in answer.links:
        address = resolved(base, link.address)
        is_record = (link.text, link.address) in records
        identity = (key_of(address), "") if address else ("", link.text)
        is_turned = _common("pager").fullmatch("".join(link.text.split())) is not None
        if is_turned or identity in seen or identity[0] in own or not (address or is_record):
            continue
        seen.add(identity)
        kind = _kind(link, address, request, base)
        yield ListedLink(link.text, address, kind, is_record)


def _nearest(links: Iterator[ListedLink]) -> Iterator[ListedLink]:
    """Yield links; no section is asked for where the page leads to a column or report."""
    found = [*links]
    is_there = any(link.kind in {"report", "column"} for link in found)
    for link in found:
        is_passed = is_there and link.kind == "section"
        yield replace(link, kind="other") if is_passed else link


def _kind(link: Link, address: str, request: ListRequest, base: str) -> LinkKind:
    if not is_of_column(request, address):
        return "other"
    word = "".join(link.text.split())
    if request.is_site and address and host_of(address) == host_of(request.root):
        for kind in _OF_SITE:
            if _common(kind).fullmatch(word):
                return kind
    if leads_to_report(link.text):
        return "report"
    if not address:
        return "other"
    if _is_folder(word, address, request) and not is_file(address):
        return "folder"
    is_short = len(word) <= _SHORT_WORD
    return "candidate" if request.is_listing and is_short and is_below(address, base) else "other"


def _is_folder(word: str, address: str, request: ListRequest) -> bool:
    """Tell a year of the column, or its departments; a site's own menu has departments too."""
    if host_of(address) != host_of(request.root):
        return False
    is_office = _common("offices").fullmatch(word) and is_below(address, request.root)
    return bool(is_office or _common("year").fullmatch(word))


def _following(
    text: str, request: ListRequest, base: str, answer: ListAnswer
) -> Iterator[ListRequest]:
    """Yield what may be asked for next: the printed next page, else the engine's, else a frame."""
    if request.engine:
        following = next_request(request)
        if following and answer.records and not _is_last(request, answer):
            yield following
        return
    printed = [*_printed(answer, base)]
    if printed:
        yield from (replace(request, address=address, is_printed=True) for address in printed)
        return
    if request.is_printed and not answer.is_data:
        return
    is_counted = answer.is_data and bool(answer.records)
    following = counted_on(request) if is_counted else None
    following = following or first_request(request, text, len(answer.records))
    if following is not None:
        yield following
    elif not answer.records:
        yield from _frames(text, request, base)


def _is_last(request: ListRequest, answer: ListAnswer) -> bool:
    """Tell whether an uncounted list ends here: fewer records than its page says come at once."""
    usual = toml("pipelines.portals", "limits.toml")["size"]
    size = int(request.values["size"])
    return answer.total is None and size != usual and len(answer.records) < size


def _printed(answer: ListAnswer, base: str) -> Iterator[str]:
    """Yield where the link to the next page leads; where there is none, the numbered pages."""
    words = [("".join(link.text.split()), resolved(base, link.address)) for link in answer.links]
    onward = [address for word, address in words if address and _common("next").fullmatch(word)]
    if onward:
        yield onward[0]
        return
    here = _stem(base)
    for word, address in words:
        is_number = word.isdecimal() and _common("number").fullmatch(word)
        if is_number and address and _stem(address) == here and key_of(address) != key_of(base):
            yield address


def _stem(address: str) -> str:
    """Return an address without its numbers: pages of one list differ in nothing else."""
    return re.sub(r"[_-]?\d+", "", urlsplit(address).path) + host_of(address)


def _frames(text: str, request: ListRequest, base: str) -> Iterator[ListRequest]:
    if request.depth >= toml("pipelines.portals", "limits.toml")["depth"]:
        return
    for source in _FRAME.findall(text)[:3]:
        address = resolved(base, source)
        if address and host_of(address) == host_of(base) and not is_file(address):
            yield replace(request, address=address, depth=request.depth + 1)


def _why_nothing(text: str, answer: ListAnswer) -> str:
    if answer.fault:
        return "interface"
    if answer.total == 0 or (answer.is_data and _common("empty").search(text)):
        return ""
    if not answer.is_data and not answer.links and _common("shell").search(text):
        return "needs_browser"
    return "no_links"


@lru_cache(maxsize=16)
def _common(name: str) -> re.Pattern[str]:
    return re.compile(toml("pipelines.portals", "engines.toml")["common"][name], re.IGNORECASE)
