"""Patterns of the vocabulary; what the interpreter makes of any pattern may be kept for later.

A fifth of what `mingcha check` took for a page was compiling nine hundred patterns. What comes of
that is a list of numbers that follows from the pattern, its flags and the interpreter alone, so a
command hands over the lists of an earlier one and gets those that it had to make itself
(`recalled`). A pattern that is not among them is compiled, and where the interpreter gives no way
to such lists every one is: nothing but time depends on them. Who lives longer recalls nothing.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # an interpreter that is built otherwise
    _sre = _compiler = _parser = None

# A list of numbers means the same for one version of the interpreter alone.
INTERPRETER: Final = f"{sys.version} {getattr(_sre, 'MAGIC', 0)} {getattr(_sre, 'CODESIZE', 0)}"
Key = tuple[str, int]  # a pattern as it is written, and the flags it is asked with


@dataclass(frozen=True, slots=True)
class Code:
    """What the interpreter made of a pattern: its flags, its groups by name, and the numbers."""

    flags: int
    group_count: int
    groups: Mapping[str, int]
    numbers: Sequence[int]


@contextmanager
def recalled(known: Mapping[Key, Code]) -> Iterator[Mapping[Key, Code]]:
    """Make patterns of what an earlier command of the same interpreter made of them.

    Yields:
        What is not known and had to be made, filled as that happens.
    """
    new: dict[Key, Code] = {}
    ordinary = getattr(_compiler, "compile", None)

    def made(text: Any, flags: int = 0) -> re.Pattern[Any]:  # noqa: ANN401 - as the library has it
        key = (text, flags)
        try:
            if type(text) is not str or flags & re.DEBUG:
                return ordinary(text, flags)  # type: ignore[misc,no-any-return]
            code = known.get(key) or _code(text, flags)
            pattern = _pattern(text, code)
        except (AttributeError, OverflowError, RuntimeError, TypeError, ValueError):  # see above
            return ordinary(text, flags)  # type: ignore[misc,no-any-return]
        if key not in known:
            new[key] = code
        return pattern

    if ordinary:
        _compiler.compile = made  # where `re` looks for it, whoever asks
    try:
        yield new
    finally:
        if ordinary:
            _compiler.compile = ordinary


def _code(text: str, flags: int) -> Code:
    parsed = _parser.parse(text, flags)
    state = parsed.state
    numbers = _compiler._code(parsed, flags)  # noqa: SLF001 - see the module
    return Code(flags | state.flags, state.groups - 1, dict(state.groupdict), numbers)


def _pattern(text: str, code: Code) -> re.Pattern[str]:
    names: list[Any] = [None] * (code.group_count + 1)
    for name, number in code.groups.items():
        names[number] = name
    arguments = (code.group_count, dict(code.groups), tuple(names))
    pattern: re.Pattern[str] = _sre.compile(text, code.flags, list(code.numbers), *arguments)
    return pattern
