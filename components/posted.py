"""What a form of the desk or the records sends: one line of bounded length at a time."""

from collections.abc import Mapping
from typing import Any, Final

from flask import request

from components.access.visitor import visitor
from components.view import Language
from components.words import nameless, say
from pipelines.values import whole

Reply = tuple[Mapping[str, Any], int]  # what a browser is answered, as JSON, and the status
_MOST_NAME: Final = 60


def refusal(key: str, language: Language, status: int, **parts: object) -> Reply:
    """Return the answer to what is not done: a sentence that says why."""
    return {"said": say(key, language, **parts)}, status


def signature() -> str:
    """Return how the ledger names who acts: the account, else the name that was typed."""
    signed = visitor().signature
    return signed or line(request.form.get("by", ""), _MOST_NAME) or nameless()


def number(name: str) -> int | None:
    """Return the whole number sent under a name, None where none of a sensible length was."""
    return whole(sent(name))


def sent(name: str) -> str:
    """Return the last thing sent under a name that is not empty: a button wins over a field."""
    return next((one.strip() for one in reversed(request.form.getlist(name)) if one.strip()), "")


def line(text: str, most: int) -> str:
    """Return what was typed as one printable line of bounded length."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * most])
    return " ".join(printable.split())[:most]
