"""Addresses brought to the desk: each page fetched and kept as a draft, each with its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.fetch.fetcher import Fetcher
from pipelines.fetch.policy import FetchError
from pipelines.inbox.box import Inbox
from pipelines.inbox.received import REFUSED, Offer, Received


def fetch_into(
    inbox: Inbox, fetcher: Fetcher, addresses: Iterable[str], *, by: str
) -> Iterator[tuple[str, Received]]:
    """Yield each address with what became of its page; a ZIP gives several.

    The draft carries the address that was asked for, so that the same address with other content
    is known when it comes again.
    """
    for address, page in fetcher.pages(addresses):
        if isinstance(page, FetchError):
            yield address, Received(address, REFUSED, problem=page)
        else:
            offer = Offer(page.name, page.data, page.address)
            for received in inbox.receive_all([offer], by=by):
                yield address, received
