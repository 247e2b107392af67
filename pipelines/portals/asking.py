"""Asking a site for what a column leads to: its own site alone, again where a fault may pass."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from pipelines.fetch.fetcher import FetchedPage
from pipelines.fetch.policy import FetchError
from pipelines.fetch.visit import SentForm
from pipelines.portals.addresses import host_of
from pipelines.portals.refusals import code_of, ends_host
from pipelines.resources import toml

_PASSING: Final = frozenset({"timeout", "unreachable", "broken", "robots_unknown"})


@dataclass(frozen=True, slots=True)
class ExaminedPage:
    """What the reader makes of a page: the identity of each report, or whether it is a list.

    Two pages with one identity say the same of the same agency and year.
    """

    identities: tuple[str, ...] = ()
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file that was brought in: its hash, and why no report was read of it, "" where one was."""

    sha256: str
    unread: str = ""


class CollectionDesk(Protocol):
    """What a collection needs of the desk: pages asked for, read, kept, and remembered."""

    @property
    def refusals(self) -> dict[str, str]:
        """Return the hosts that refused today and why."""

    def fetch(self, address: str, form: SentForm | None, referer: str) -> FetchedPage:
        """Return a page, or raise FetchError."""

    def examine(self, page: FetchedPage) -> ExaminedPage:
        """Read a page without keeping it."""

    def bring(self, page: FetchedPage) -> list[BroughtFile]:
        """Keep a page: as a draft, or so that it counts."""

    def has(self, sha256: str) -> bool:
        """Tell whether bytes were brought already."""

    def remember_refusal(self, host: str, code: str) -> None:
        """Leave a host alone for the day."""


class StepError(Exception):
    """A step that came to nothing, as the journal and the messages say it."""

    def __init__(self, code: str, **detail: object) -> None:
        super().__init__(code)
        self.problem: Mapping[str, Any] = {"code": code, "detail": detail}


@dataclass(frozen=True, slots=True)
class SiteVisitor:
    """Asks for pages of the site that a column is of."""

    column: str
    desk: CollectionDesk
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, address: str, form: SentForm | None = None, referer: str = "") -> FetchedPage:
        """Return a page.

        Raises:
            StepError: it did not come, it is another site's, or its host refused today.
        """
        host, limits = host_of(address), toml("pipelines.portals", "limits.toml")
        if not is_one_site(host, host_of(self.column)):
            raise StepError("off_site", host=host)
        if host in self.desk.refusals:
            raise StepError(self.desk.refusals[host])
        has_waited = False
        for seconds in (*limits["backoff"], None):
            try:
                return self.desk.fetch(address, form, referer)
            except FetchError as error:
                wait = _wait_of(error, limits["longest_wait"])
                if wait is not None and not has_waited:
                    has_waited = True
                    self.sleep(wait)
                elif seconds is not None and _may_pass(error):
                    self.sleep(seconds)
                else:
                    self.refused(code_of(error), address)
                    raise StepError(code_of(error), **error.detail) from error
        raise StepError("unreachable")

    def refused(self, code: str, address: str) -> None:
        """Leave the host of an address alone for the day, where it refused all programs."""
        if ends_host(code):
            self.desk.remember_refusal(host_of(address), code)


def is_one_site(host: str, other: str) -> bool:
    """Tell whether two hosts are of one site: one name, or names below the one of an office."""
    if host == other:
        return True
    left, right = (name.partition(":")[0].split(".") for name in (host, other))
    size = 3 if left[-2:] == ["gov", "cn"] else 2
    is_named = not (left[-1].isdecimal() or right[-1].isdecimal())
    return is_named and len(left) >= size and left[-size:] == right[-size:]


def _wait_of(error: FetchError, longest: float) -> float | None:
    """Return the seconds that a site asks to wait, None where it does not or asks too many."""
    seconds = float(str(error.detail.get("retry_after", 0)))
    return seconds if code_of(error) == "too_fast" and 0 < seconds <= longest else None


def _may_pass(error: FetchError) -> bool:
    """Tell whether a fault may be gone when the same is asked again."""
    if error.code in _PASSING:
        return True
    return code_of(error) == "status" and int(str(error.detail.get("status", 0))) >= 500
