"""One column collected: its lists to the end, then every report they list, a step at a time.

Each step is taken, written into the journal, then yielded. Who stops between two steps, by will or
by a kill, goes on from there.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipelines.fetch.fetcher import FetchedPage
from pipelines.fetch.visit import SentForm
from pipelines.portals.asking import CollectionDesk, SiteVisitor, StepError
from pipelines.portals.engines import ListRequest, engine_at_once
from pipelines.portals.following import LinkFollower
from pipelines.portals.journal import Event, Journal
from pipelines.portals.listing import ListedLink, ListPage, read_list
from pipelines.portals.state import CollectionState, failed_list_event, first_of, list_event
from pipelines.read.sniff import decode


@dataclass(slots=True)
class Collection:
    """The collection of one column.

    `before` is the state after the last whole collection of it, for what changed and what is gone.
    """

    address: str
    journal: Journal
    desk: CollectionDesk
    before: CollectionState | None = None
    sleep: Callable[[float], None] = time.sleep
    state: CollectionState = field(init=False)

    def __post_init__(self) -> None:
        """Take up what the journal holds."""
        self.state = CollectionState.after(self.address, self.journal)

    def run(self) -> Iterator[Event]:
        """Take what is left step by step; yield what became of each."""
        visitor = SiteVisitor(self.address, self.desk, self.sleep)
        follower = LinkFollower(visitor, self.state, self.before)
        while not self.state.is_done:
            if self.state.lists:
                yield self._write(self._ask(visitor, self.state.lists[0]))
            elif (waiting := self.state.next_link()) is not None:
                yield from map(self._write, follower.follow(*waiting))
            else:
                yield self._write(
                    {"event": "end", "at": datetime.now(UTC).isoformat(timespec="seconds")}
                )

    def _write(self, event: Event) -> Event:
        self.journal.append(event)
        self.state.apply(event)
        return event

    def _ask(self, visitor: SiteVisitor, queued: ListRequest) -> Event:
        """Return what the journal says of one page of a list."""
        asked = engine_at_once(queued) or queued if not queued.n else queued
        form = SentForm(asked.form_kind, asked.form.encode()) if asked.form else None
        referer = asked.root if asked.root != asked.address else ""
        try:
            page = visitor.fetch(asked.address, form, referer)
        except StepError as error:
            return failed_list_event(queued, error.problem)
        if queued == first_of(self.address) and self._is_report(page):
            link = ListedLink(page.name, self.address, "report", is_record=True)
            return list_event(queued, ListPage((link,)))
        listed = read_list(decode(page.data)[0], asked, page.found_at)
        visitor.refused(listed.problem, asked.address)
        return list_event(queued, listed)

    def _is_report(self, page: FetchedPage) -> bool:
        """Tell whether the address that was given is no list but a report itself."""
        return bool(self.desk.examine(page).identities)
