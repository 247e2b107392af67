"""What the fetcher may do, and the words for what it may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipelines.catalogue.model import Language
from pipelines.errors import MingchaError
from pipelines.words import Messages

MESSAGES: Final = Messages("pipelines.fetch", "fetch.toml")


@dataclass(frozen=True, slots=True)
class Policy:
    """Hosts that may be asked, limits and pauses, in seconds and bytes.

    `trusted` is for servers that tests start: a host and port in it are asked although they are
    of this machine. Nothing but a caller's own argument ever fills it.
    """

    hosts: tuple[str, ...]
    ports: frozenset[int]
    types: frozenset[str]
    agent: str
    pause: float
    longest_pause: float
    seconds: float
    redirects: int
    bytes: int
    robots_bytes: int
    addresses: int
    trusted: frozenset[tuple[str, int]] = frozenset()

    def allows(self, host: str) -> bool:
        """Tell whether a host may be asked."""
        return any(
            host.endswith(one) or host == one[1:] if one.startswith(".") else host == one
            for one in self.hosts
        )


@lru_cache(maxsize=1)
def policy() -> Policy:
    """Return the policy that ships."""
    values = {name: value for name, value in MESSAGES.table().items() if name != "message"}
    return Policy(
        **values
        | {
            "hosts": tuple(values["hosts"]),
            "ports": frozenset(values["ports"]),
            "types": frozenset(values["types"]),
        }
    )


class FetchError(MingchaError):
    """A page that is not fetched; `code` and `detail` fill a sentence of `fetch.toml`."""

    def __init__(self, code: str, **detail: object) -> None:
        super().__init__(fetch_sentence(code, "en", detail), code, **detail)

    def sentence(self, language: Language = "zh") -> str:
        """Return why it is not fetched and what to do, for a reader."""
        return fetch_sentence(self.code, language, self.detail)


def fetch_sentence(code: str, language: Language, detail: Mapping[str, object]) -> str:
    """Return the sentence of a code with its holes filled."""
    return MESSAGES.say(f"message.{code}", language, **detail)
