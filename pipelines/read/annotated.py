"""What a page prints as its numbers: no struck or hidden text, marks of notes, fields of forms."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from pipelines.catalogue.load import lexicon
from pipelines.read.clean import UNCLEAR
from pipelines.read.elements import Node, squeeze

_MARKUP = (
    *("<del", "<s>", "<s ", "<strike", "<sup", "line-through"),
    *("display", "visibility", "mso-hide", " hidden"),
    *("<input", "<textarea", "<select"),
)
_STRUCK = 'del, s, strike, [style*="line-through"]'
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_IN_TABLES = ", ".join(
    f"table [{one}]"
    for one in ('style*="display" i', 'style*="visibility" i', 'style*="mso-hide" i', "hidden")
)
_FIELDS = ", ".join(
    f"{cell} {field}"
    for cell in ("td", "th")
    for field in ('input:not([type="hidden" i])', "textarea", "select")
)
_WRITTEN = frozenset({"", "text", "number", "tel"})  # inputs that show what is written in them
_FORM, _MOST = 4, 2000  # fields of a page that is a form, and of which more are none
_LONG = 300  # a longer text that is hidden may be the report of another year, behind its tab
_BRACKETS = "[]()\u3010\u3011\u3014\u3015\uff08\uff09 "


def settle(tree: LexborHTMLParser, text: str) -> None:
    """Leave of a page what it prints as its figures: no struck or hidden digit, no mark of a note.

    12 with a raised 1 is 12 with a note, and 56 with a struck 5 is 6; their digits lie side by
    side in the source, and no sum sees it where a row has one number and its total. A table that
    was saved while it was filled in has its numbers in fields.
    """
    small = text.lower()
    if not any(word in small for word in _MARKUP):
        return
    # the inner before the outer: what an element holds goes with it
    for node in reversed(tree.css(_STRUCK)):
        node.decompose()
    for node in reversed(tree.css(_IN_TABLES)):
        if _is_hidden(node):
            node.decompose()
    for node in _fields(tree):
        node.replace_with(_written(node))
    for node in tree.css("sup"):
        mark = node.text().strip()
        is_mark = mark and re.fullmatch(lexicon("tables")["raised"], mark)
        if is_mark and _before(node)[-1:].isdecimal():
            node.replace_with(f"[{mark.strip(_BRACKETS)}]")


def _fields(tree: LexborHTMLParser) -> Sequence[Node]:
    """Return the fields that fill a cell, where a page has several: fewer are a search or links."""
    by_cell: dict[int, list[tuple[Node, Node]]] = {}
    for field in tree.css(_FIELDS)[:_MOST]:
        cell = field.parent
        while cell is not None and cell.tag not in {"td", "th"}:
            cell = cell.parent
        if cell is not None:
            by_cell.setdefault(cell.mem_id, []).append((cell, field))
    alone = [own[0][1] for own in by_cell.values() if len(own) == 1 and _is_filled(*own[0])]
    return alone if len(alone) >= _FORM else ()


def _is_filled(cell: Node, field: Node) -> bool:
    """Tell whether a cell holds nothing but a field."""
    if cell.css_first("table") is not None:
        return False
    return len(squeeze(cell.text())) == len(squeeze(field.text() or ""))


def _written(field: Node) -> str:
    """Return what a field of a form shows: a cell that holds one is not blank.

    What a script writes into a field that has no value of its own stands nowhere in the file.
    """
    if field.tag == "select":
        shown = field.css_first("option[selected]") or field.css_first("option")
        return shown.text().strip() if shown is not None else ""
    if field.tag == "textarea":
        return str(field.text().strip())
    attributes = field.attributes
    if (attributes.get("type") or "").strip().lower() not in _WRITTEN:
        return ""
    return (attributes["value"] or "").strip() if "value" in attributes else UNCLEAR


def _is_hidden(node: Node) -> bool:
    attributes = node.attributes
    is_hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "")
    return bool(is_hidden) and node.css_first("table") is None and len(node.text()) < _LONG


def _before(node: Node) -> str:
    """Return the text right before an element, of its own line."""
    before = node.prev
    while before is None and node.parent is not None and node.parent.tag in {"span", "font", "b"}:
        node = node.parent
        before = node.prev
    return (before.text() or "").rstrip() if before is not None else ""
