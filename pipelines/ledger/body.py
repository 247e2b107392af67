"""What an entry says, as JSON; a text that cannot be read stays as it is and stops nothing."""

import json
from typing import Any


class UnreadableBody(str):
    """The text of a body that is no JSON, or holds a number of thousands of digits."""

    __slots__ = ()


def loads(text: str | bytes) -> Any:  # noqa: ANN401 - whatever was said
    """Return what a text says, or the text itself where it cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return UnreadableBody(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)


def dumps(value: Any, *, sort_keys: bool = False) -> str:  # noqa: ANN401 - whatever was said
    """Return a body as text; one that could not be read as it was."""
    return (
        str(value) if isinstance(value, UnreadableBody) else json.dumps(value, sort_keys=sort_keys)
    )
