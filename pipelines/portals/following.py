"""One link of a list followed: a report brought in, a list within the list, or a clear word."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from pipelines.fetch.fetcher import FetchedPage
from pipelines.portals.addresses import file_named_in, host_of, is_file, key_of, resolved
from pipelines.portals.asking import ExaminedPage, SiteVisitor, StepError
from pipelines.portals.engines import ListRequest
from pipelines.portals.journal import Event
from pipelines.portals.listing import ListedLink, is_moved_home, read_list
from pipelines.portals.refusals import refusal_in
from pipelines.portals.state import CollectionState, list_event
from pipelines.read.sniff import decode, sniff
from pipelines.resources import toml

_QUOTED: Final = re.compile(
    r"[\"'](/?[^\"'\s<>]{1,300}\.(?:pdf|docx?|wps|ofd)(?:#[^\"']*)?)[\"']", re.IGNORECASE
)
_NAMED: Final = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd)\W?$", re.IGNORECASE)
_SOURCES: Final = (("iframe", "src"), ("embed", "src"), ("object", "data"), ("[pdfsrc]", "pdfsrc"))
_MARKUP: Final = frozenset({"html", "text"})


class LinkFollower:
    """Follows the links of one column; what it yields is written down before it goes on."""

    def __init__(
        self, visitor: SiteVisitor, state: CollectionState, before: CollectionState | None
    ) -> None:
        self._visitor, self._desk = visitor, visitor.desk
        self._state, self._before = state, before

    def follow(self, key: str, link: ListedLink) -> Iterator[Event]:
        """Yield what becomes of a link: at the end one event "link" under its key."""
        try:
            yield from self._followed(key, link)
        except StepError as error:
            is_apart = link.kind == "candidate" and error.problem["code"] == "not_report"
            yield result_event(key, link, "apart" if is_apart else "failed", problem=error.problem)

    def _followed(self, key: str, link: ListedLink) -> Iterator[Event]:
        intent = self._state.bringing.get(key)
        if intent is not None and self._desk.has(intent["sha256"]):
            yield result_event(key, link, intent["outcome"], **_named(intent))
            return
        if not link.address:
            raise StepError("no_address")
        page = self._visitor.fetch(link.address, referer=self._state.address)
        if sniff(page.data) not in _MARKUP:
            yield from self._bring(key, link, page, ExaminedPage((_digest(page),)))
            return
        text = self._checked(page, link.address)
        examined = self._desk.examine(page)
        if examined.identities:
            yield from self._bring(key, link, page, examined)
        elif examined.is_list:
            yield self._list_within(link, text, page)
            yield result_event(key, link, "list")
        else:
            yield from self._bring_files(key, link, attachments(text, page.found_at), page)

    def _checked(self, page: FetchedPage, asked: str) -> str:
        """Return the text of a page that is what was asked for."""
        text = decode(page.data)[0]
        code = refusal_in(text) or ("moved" if is_moved_home(asked, page.found_at) else "")
        if code:
            self._visitor.refused(code, page.found_at)
            raise StepError(code)
        return text

    def _list_within(self, link: ListedLink, text: str, page: FetchedPage) -> Event:
        depth = 1 + self._state.depth_of(link)
        is_near = host_of(link.address) == host_of(self._state.address)
        if not is_near or depth > toml("pipelines.portals", "limits.toml")["depth"]:
            raise StepError("not_report")
        request = ListRequest(link.address, link.address, depth=depth)
        return list_event(request, read_list(text, request, page.found_at))

    def _bring_files(
        self, key: str, link: ListedLink, files: list[str], page: FetchedPage
    ) -> Iterator[Event]:
        """Bring what a page without a report of its own has attached; each file by itself."""
        if not files:
            raise StepError("not_report")
        problems: list[Mapping[str, Any]] = []
        results: list[Event] = []
        for address in files:
            try:
                file = self._visitor.fetch(address, referer=page.found_at)
                if sniff(file.data) in _MARKUP:
                    self._checked(file, address)
                    raise StepError("not_report")
                for event in self._bring(
                    f"{key} {address}", link, file, ExaminedPage((_digest(file),))
                ):
                    if event["event"] == "link":
                        results.append(event)
                    else:
                        yield event
            except StepError as error:
                problems.append(error.problem)
        yield _joined(key, link, results, problems)

    def _bring(
        self, key: str, link: ListedLink, page: FetchedPage, examined: ExaminedPage
    ) -> Iterator[Event]:
        """Keep a page unless it was found before; the intent is written before the deed."""
        content = {"sha256": _digest(page), "identities": list(examined.identities)}
        twins = [self._state.identities.get(name) for name in examined.identities]
        if all(twins):
            yield result_event(key, link, "same", twin=twins[0], **content)
            return
        earlier = self._before.identities_of(key) if self._before else []
        if earlier and earlier == content["identities"]:
            yield result_event(key, link, "unchanged", **content)
            return
        is_known = not earlier and self._desk.has(_digest(page))
        outcome = "changed" if earlier else "known" if is_known else "new"
        yield {"event": "bringing", "key": key, "outcome": outcome, **content}
        unread = [file.unread for file in self._desk.bring(page)]
        if unread and all(unread):
            raise StepError("unreadable", detail=unread[0])
        yield result_event(key, link, outcome, **content)


def result_event(key: str, link: ListedLink, outcome: str, **more: object) -> Event:
    """Return what the journal says of a link that was followed."""
    said = {"title": link.title, "address": link.address, "outcome": outcome}
    return {"event": "link", "key": key, **said, **more}


def _joined(
    key: str, link: ListedLink, results: list[Event], problems: list[Mapping[str, Any]]
) -> Event:
    """Return one word for a page whose report is in its files; the best of them counts."""
    if not results:
        return result_event(key, link, "failed", problem=problems[0])
    order = ("changed", "new", "known", "unchanged", "same")
    best = min(results, key=lambda result: order.index(result["outcome"]))
    identities = [name for result in results for name in result["identities"]]
    return result_event(key, link, best["outcome"], sha256=best["sha256"], identities=identities)


def _named(intent: Event) -> dict[str, Any]:
    return {name: intent[name] for name in ("sha256", "identities")}


def _digest(page: FetchedPage) -> str:
    return hashlib.sha256(page.data).hexdigest()


def attachments(text: str, address: str) -> list[str]:
    """Return the files a page leads to, whole addresses, each once, in order, within a limit."""
    found = {key_of(file): file for file in reversed([*_files(text, address)])}
    most = int(toml("pipelines.portals", "limits.toml")["files"])
    return [*reversed(found.values())][:most]


def _files(text: str, address: str) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    yield from _linked(tree, address)
    yield from _shown(tree, address)
    for node in tree.css("[onclick]"):
        for path in _QUOTED.findall(node.attributes.get("onclick") or ""):
            yield resolved(address, path)


def _linked(tree: LexborHTMLParser, address: str) -> Iterator[str]:
    for node in tree.css("a[href]"):
        href = resolved(address, node.attributes.get("href") or "")
        if href and (is_file(href) or _NAMED.search(" ".join(node.text().split()))):
            yield href


def _shown(tree: LexborHTMLParser, address: str) -> Iterator[str]:
    """Yield the files that a page shows in a frame, a viewer or a player."""
    for name, attribute in _SOURCES:
        for node in tree.css(name):
            source = resolved(address, node.attributes.get(attribute) or "")
            inner = file_named_in(source)
            if inner:
                yield resolved(source, inner)
            elif source and is_file(source):
                yield source.partition("#")[0]
