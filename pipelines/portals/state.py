"""How far a collection is: computed from its journal alone, live and after a kill alike."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Self

from pipelines.portals.addresses import host_of, key_of
from pipelines.portals.engines import ListRequest
from pipelines.portals.journal import Event, Journal
from pipelines.portals.listing import ListedLink, ListPage, is_site
from pipelines.resources import toml

OBTAINED: Final = frozenset({"new", "changed", "unchanged", "known", "same"})
_WANTED: Final = frozenset({"report", "candidate"})
_WITHIN: Final = frozenset({"folder", "column", "section"})


@dataclass(slots=True)
class ListTally:
    """One list so far: what it states, which records it gave, why it is not whole."""

    root: str
    depth: int = 0
    total: int | None = None
    pages: int | None = None
    asked: int = 0  # pages, of which
    pages_read: int = 0  # had records
    records: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)  # of them, links to reports
    barren: int = 0  # pages in a row without a new record
    without_report: int = 0
    problem: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_short(self) -> bool:
        """Tell whether it states more than it gave."""
        if self.total is not None:
            return len(self.records) < self.total
        return self.pages is not None and self.pages_read < self.pages

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing speaks against having all of it."""
        return not self.problem and not self.is_short


class CollectionState:
    """What is done and what is left of one column; `apply` is the only way it changes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.tallies: dict[str, ListTally] = {}
        self.lists: deque[ListRequest] = deque()
        self.links: dict[str, ListedLink] = {}
        self.results: dict[str, Event] = {}
        self.bringing: dict[str, Event] = {}
        self.identities: dict[str, str] = {}  # what a report says → the key it was found under
        self.is_done = False
        self._asked: set[str] = set()
        self._limits: Mapping[str, Any] = toml("pipelines.portals", "limits.toml")
        self._queue(first_of(address))

    @classmethod
    def after(cls, address: str, journal: Journal) -> Self:
        """Return how far the collection of a column is by its journal."""
        state = cls(address)
        for event in journal.events():
            state.apply(event)
        return state

    def apply(self, event: Event) -> None:
        """Take in what was done."""
        match event["event"]:
            case "list":
                self._listed(event)
            case "bringing":
                self.bringing[event["key"]] = event
            case "link":
                self.results[event["key"]] = event
                for identity in event.get("identities", ()):
                    self.identities.setdefault(identity, event["key"])
            case "end":
                self.is_done = True

    def next_link(self) -> tuple[str, ListedLink] | None:
        """Return a link that nothing became of yet, None where all are done."""
        waiting = (pair for pair in self.links.items() if pair[0] not in self.results)
        return next(waiting, None)

    def identities_of(self, key: str) -> list[str]:
        """Return what the reports under a link said, none where it gave none."""
        return list(self.results.get(key, {}).get("identities", []))

    def depth_of(self, link: ListedLink) -> int:
        """Return how many lists the one that has a link lies below the column."""
        key = _key(link)
        return min(
            (tally.depth for tally in self.tallies.values() if key in tally.records), default=0
        )

    def count(self, *outcomes: str) -> int:
        """Return how many links came to this."""
        return sum(result["outcome"] in outcomes for result in self.results.values())

    def _queue(self, request: ListRequest) -> None:
        if request.key not in self._asked:
            self._asked.add(request.key)
            self.lists.append(request)

    def _listed(self, event: Event) -> None:
        """Take in one page of a list: its links, what it states, and what may come next."""
        request = request_of(event["request"])
        self._asked.add(request.key)
        if request in self.lists:
            self.lists.remove(request)
        tally = self.tallies.setdefault(request.root, ListTally(request.root, request.depth))
        if event["problem"]:
            tally.problem = event["problem"]
            return
        links = [ListedLink(*link) for link in event["links"]]
        tally.total = _larger(tally.total, event["total"])
        tally.pages = _larger(tally.pages, event["pages"])
        self._count(tally, links, is_script=request.is_script)
        for link in links:
            self._take(link, request, tally)
        for following in map(request_of, event["following"]):
            within = following.depth > request.depth
            if request.is_script or within or self._may_go_on(tally, request):
                self._queue(following)

    def _count(self, tally: ListTally, links: list[ListedLink], *, is_script: bool) -> None:
        records = {_key(link) for link in links if link.is_record or link.kind in _WANTED}
        wanted = {_key(link) for link in links if link.kind in _WANTED}
        tally.asked += 1
        tally.pages_read += 1 if records and not is_script else 0
        tally.barren = 0 if records - tally.records else tally.barren + 1
        tally.without_report = 0 if wanted - tally.wanted else tally.without_report + 1
        tally.records |= records
        tally.wanted |= wanted

    def _take(self, link: ListedLink, request: ListRequest, tally: ListTally) -> None:
        """Remember a link that is to be followed; a list within the list is asked for."""
        if link.kind in _WITHIN and request.depth < self._limits["depth"]:
            if host_of(link.address) == host_of(self.address):
                within = ListRequest(
                    link.address,
                    link.address,
                    depth=request.depth + 1,
                    is_listing=link.kind == "folder",
                    is_site=link.kind == "section",
                )
                self._queue(within)
        elif link.kind in _WANTED and _key(link) not in self.links:
            if len(self.links) >= self._limits["links"]:
                tally.problem = _problem("too_many_links", limit=self._limits["links"])
            else:
                self.links[_key(link)] = link

    def _may_go_on(self, tally: ListTally, request: ListRequest) -> bool:
        """Tell whether a list is asked for more; where a limit ends it, remember why."""
        if not request.n and not request.is_printed:  # its records may all come behind the page
            return tally.total is None or tally.is_short
        if tally.asked >= self._limits["lists"]:
            tally.problem = _problem("too_many_pages", limit=self._limits["lists"])
        elif tally.without_report >= self._limits["without_report"]:
            tally.problem = _problem("without_report", limit=self._limits["without_report"])
        elif tally.total is not None:
            return tally.is_short and tally.barren <= self._limits["barren"]
        else:
            return tally.barren == 0 and (tally.pages is None or tally.is_short)
        return False


def first_of(address: str) -> ListRequest:
    """Return the first page that is asked for: of a column, or of a site."""
    return ListRequest(address, root=address, is_site=is_site(address))


def list_event(request: ListRequest, page: ListPage) -> Event:
    """Return what the journal says of one page of a list that was read."""
    problem = _problem(page.problem, detail=page.detail) if page.problem else {}
    return {
        "event": "list",
        "request": asdict(request),
        "links": [[link.title, link.address, link.kind, link.is_record] for link in page.links],
        "total": page.total,
        "pages": page.pages,
        "following": [asdict(following) for following in page.following],
        "problem": problem,
    }


def failed_list_event(request: ListRequest, problem: Mapping[str, Any]) -> Event:
    """Return what the journal says of a page of a list that did not come."""
    empty = list_event(request, ListPage())
    return {**empty, "problem": dict(problem)}


def request_of(written: Mapping[str, Any]) -> ListRequest:
    """Return a request as the journal holds it."""
    return ListRequest(**written)


def _problem(code: str, **detail: object) -> dict[str, Any]:
    return {"code": code, "detail": detail}


def _key(link: ListedLink) -> str:
    return key_of(link.address) if link.address else f"# {link.title}"


def _larger(before: int | None, now: int | None) -> int | None:
    return max(filter(None, (before, now)), default=before if now is None else now)
