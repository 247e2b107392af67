"""Patterns of the vocabulary, compiled; what the interpreter makes of them may be kept for later.

A fifth of what `mingcha check` took for a page was compiling seven hundred patterns. What comes of
that is a list of numbers that follows from the pattern and the interpreter alone, so a command
hands over the lists of an earlier one (`recall`) and then asks for what it had to make itself
(`made`). A pattern that is not among them is compiled, and where the interpreter gives no way to
such lists every one is: nothing but time depends on them. Who lives longer recalls nothing.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # an interpreter that is built otherwise
    _sre = _compiler = _parser = None

# A list of numbers means the same for one version of the interpreter alone.
INTERPRETER: Final = f"{sys.version} {getattr(_sre, 'MAGIC', 0)} {getattr(_sre, 'CODESIZE', 0)}"


@dataclass(frozen=True, slots=True)
class Code:
    """What the interpreter made of a pattern: its flags, its groups by name, and the numbers."""

    flags: int
    group_count: int
    groups: Mapping[str, int]
    numbers: list[int]


_known: dict[str, Code] = {}
_made: dict[str, Code] | None = None  # None where nobody asks


def compiled(text: str) -> re.Pattern[str]:
    """Return a pattern of the vocabulary, compiled.

    Raises:
        re.error: it is no pattern.
    """
    if _made is None:
        return re.compile(text)
    try:
        code = _known.get(text) or _made.get(text) or _code(text)
        pattern = _pattern(text, code)
    except (AttributeError, OverflowError, RuntimeError, TypeError, ValueError):  # see the module
        return re.compile(text)
    if text not in _known:
        _made[text] = code
    return pattern


def recall(known: Mapping[str, Code]) -> None:
    """Take what an earlier command of the same interpreter made of patterns."""
    global _made  # noqa: PLW0603 - of a process that is one command
    _known.update(known)
    _made = {}


def made() -> Mapping[str, Code]:
    """Return what this command had to make, by pattern."""
    return _made or {}


def _code(text: str) -> Code:
    parsed = _parser.parse(text, 0)
    state = parsed.state
    numbers = _compiler._code(parsed, 0)  # noqa: SLF001 - see the module
    return Code(state.flags, state.groups - 1, dict(state.groupdict), numbers)


def _pattern(text: str, code: Code) -> re.Pattern[str]:
    names: list[Any] = [None] * (code.group_count + 1)
    for name, number in code.groups.items():
        names[number] = name
    arguments = (code.group_count, dict(code.groups), tuple(names))
    pattern: re.Pattern[str] = _sre.compile(text, code.flags, code.numbers, *arguments)
    return pattern
