"""Pages that are not what was asked for: challenges, captchas, "not found" with status 200."""

import re
from functools import lru_cache
from typing import Final

from pipelines.fetch.policy import FetchError
from pipelines.resources import toml

_TAGS: Final = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    signs = toml("pipelines.portals", "refusals.toml")["sign"]
    return tuple((sign["code"], re.compile(sign["pattern"], re.IGNORECASE)) for sign in signs)


def refusal_in(text: str) -> str:
    """Return the code of what a page says in place of what was asked for, "" where it does not."""
    longest = toml("pipelines.portals", "refusals.toml")["longest"]
    if len("".join(_TAGS.sub("", text).split())) > longest:
        return ""
    return next((code for code, pattern in _signs() if pattern.search(text)), "")


def code_of(error: FetchError) -> str:
    """Return the code of a page that did not come."""
    status = toml("pipelines.portals", "refusals.toml")["status"]
    if error.code == "status":
        return str(status.get(str(error.detail.get("status")), "status"))
    return error.code


def ends_host(code: str) -> bool:
    """Tell whether a host is left alone for the day after this."""
    return code in toml("pipelines.portals", "refusals.toml")["ends"]["host"]
