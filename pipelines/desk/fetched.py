"""Addresses brought to the desk: each page fetched and kept as a draft, each with its word."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.desk.inbox import Inbox
from pipelines.desk.received import DraftReceipt
from pipelines.documents.offers import Offer
from pipelines.fetch.fetcher import Fetcher
from pipelines.fetch.policy import FetchError, policy
from pipelines.settings import Settings


def fetch_into(
    inbox: Inbox, fetcher: Fetcher, addresses: Iterable[str], *, by: str
) -> Iterator[tuple[str, DraftReceipt]]:
    """Yield each address with what became of its page; a ZIP gives several.

    The draft carries the address that was asked for, so that the same address with other content
    is known when it comes again.
    """
    for address, page in fetcher.pages(addresses):
        if isinstance(page, FetchError):
            yield address, DraftReceipt(address, problem=page)
        else:
            offer = Offer(page.name, page.data, page.address)
            for received in inbox.receive_all([offer], by=by):
                yield address, received


def fetcher_of(settings: Settings) -> Fetcher:
    """Return what fetches for an installation, by the policy that ships and its own hosts."""
    rules = replace(policy(), hosts=allowed_hosts(settings))
    return Fetcher(settings.store / "turns", rules)


def allowed_hosts(settings: Settings) -> tuple[str, ...]:
    """Return the hosts that may be asked; with a leading dot every name below it."""
    return (*policy().hosts, *settings.fetch_hosts)
