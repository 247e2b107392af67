"""What a template may do: show fields, `if` and `for`. Nothing else is compiled.

Templates come from outside. Jinja's sandbox keeps them from the machine; here they are kept to
three kinds of tags besides: no call, filter, arithmetic or assignment, by which one could use up
memory or time. What they grow to is bounded before anything is rendered.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipelines.papers.letters.fields import EACH, LetterTemplateError, Shape

_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For),
    *(nodes.If, nodes.Not, nodes.And, nodes.Or),
)
_MOST_LETTERS: Final = 120_000_000  # of a filled part
_NOTHING: Final[Shape] = {}
_LOOP: Final[Shape] = {"first": {}, "last": {}, "index": {}}
_LOOP_NAME: Final = "loop"


class ForbiddenTagError(Exception):
    """A tag that no template may have: its name, and the line it stands in."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name)
        self.name, self.line = name, line


class UnknownFieldError(Exception):
    """A field that the letter does not offer; `near` are those that it offers there."""

    def __init__(self, name: str, line: int, near: list[str]) -> None:
        super().__init__(name)
        self.name, self.line, self.near = name, line, near


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Compiles templates of letters; `file` names the template where it grows too large."""

    def __init__(self, values: Mapping[str, Any] | None = None, file: str = "") -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self._longest, self._values, self._file = _longest(values or {}), values, file

    def _generate(self, source: nodes.Template, *args: Any, **parts: Any) -> str:  # noqa: ANN401 - as the library has it
        check_tags(source)
        if _size(source, self._longest) > _MOST_LETTERS:
            raise LetterTemplateError("endless", file=self._file)
        return super()._generate(source, *args, **parts)


def check_tags(source: nodes.Node) -> None:
    """Refuse a template with a tag that is no field, `if` or `for`.

    Raises:
        ForbiddenTagError: the first such tag.
    """
    if not isinstance(source, _ALLOWED):
        raise ForbiddenTagError(_called(source), source.lineno)
    for child in source.iter_child_nodes():
        check_tags(child)


def check_fields(source: nodes.Template, offered: Shape) -> None:
    """Refuse a template with a field that the letter does not offer.

    Raises:
        UnknownFieldError: the first such field.
    """
    for child in source.iter_child_nodes():
        _check(child, dict(offered))


def _check(node: nodes.Node, known: dict[str, Shape]) -> None:
    if isinstance(node, nodes.For):
        _check(node.iter, known)
        each = _shape(node.iter, known).get(EACH)
        if each is None:
            lists = [name for name, below in known.items() if EACH in below]
            raise UnknownFieldError(_text(node.iter), node.lineno, lists)
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        inside = known | {name: each, _LOOP_NAME: _LOOP}
        for child in (*node.body, *node.else_):
            _check(child, inside)
    elif isinstance(node, (nodes.Name, nodes.Getattr)):
        _shape(node, known)
    else:
        for child in node.iter_child_nodes():
            _check(child, known)


def _shape(node: nodes.Node, known: Mapping[str, Shape]) -> Shape:
    """Return what stands below a field."""
    if isinstance(node, nodes.Name):
        within, name = known, node.name
    elif isinstance(node, nodes.Getattr):
        within, name = _shape(node.node, known), node.attr
    else:
        return _NOTHING
    if name == EACH or name not in within:
        raise UnknownFieldError(_text(node), node.lineno, [one for one in within if one != EACH])
    found: Shape = within[name]
    return found


def _text(node: nodes.Node) -> str:
    """Return a field as it is written."""
    if isinstance(node, nodes.Getattr):
        return f"{_text(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else _called(node)


def _called(node: nodes.Node) -> str:
    """Name a tag for whoever wrote it: by its own name where it has one, else by its kind."""
    name = getattr(node, "name", None) or getattr(node, "attr", None)
    return str(name) if isinstance(name, str) and name else type(node).__name__.lower()


def _size(node: nodes.Node, longest: int) -> int:
    """Return at most how many letters a template has once it is filled."""
    own = len(node.data) if isinstance(node, nodes.TemplateData) else 0
    below = sum(_size(child, longest) for child in node.iter_child_nodes())
    return own + below * (max(longest, 1) if isinstance(node, nodes.For) else 1)


def _longest(value: Any) -> int:  # noqa: ANN401 - a tree of values
    """Return the length of the longest list of a tree of values."""
    return max((len(one) for one in _lists(value)), default=0)


def _lists(value: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - a tree of values
    if isinstance(value, list):
        yield value
    below = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, (Mapping, list)):
        for one in below:
            yield from _lists(one)
