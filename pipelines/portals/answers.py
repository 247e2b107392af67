"""What a list answers, page or data: its records, and how many it says there are.

HTML, XML of records, JSON, and any of them inside another (JSONP around XML, HTML inside JSON)
are told apart by their first letters, whatever type a server gives them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from pipelines.model import Link
from pipelines.resources import toml
from pipelines.values import whole

_CALL: Final = re.compile(r"^\s*[\w$.]{1,80}\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*$", re.DOTALL)
_RECORD: Final = re.compile(
    r"<record\b[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.IGNORECASE | re.DOTALL
)
_ROW: Final = re.compile(r"<REC\b[^>]*>(.*?)</REC>", re.DOTALL)
_FIELD: Final = re.compile(r"<(\w+)>\s*<!\[CDATA\[(.*?)\]\]>\s*</\1>", re.DOTALL)
_MARKUP: Final = re.compile(r"<[^>]{0,200}>")
_ROWS: Final = frozenset({"li", "tr", "dd", "dl", "p"})
_DEEPEST, _HIGHEST, _LONGEST = 8, 4, 300
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The links of a list, in order; `records` are those that stand in a row of it.

    `is_data` tells an answer of nothing but records from a page with a frame around them.
    `total` and `pages` are what the list states, None where it does not; `fault` is what an
    interface says in place of records.
    """

    links: tuple[Link, ...] = ()
    records: tuple[Link, ...] = ()
    total: int | None = None
    pages: int | None = None
    is_data: bool = False
    fault: str = ""


def read_answer(text: str) -> ListAnswer:
    """Return what a list says."""
    plain = text.lstrip("\ufeff \t\r\n")
    call = _CALL.match(plain)
    if call is not None or plain[:1] in "{[":
        try:
            return _of_json(json.loads(call[1] if call else plain))
        except (ValueError, RecursionError):
            return ListAnswer(is_data=True, fault="broken")
    if plain.startswith("<?xml") or re.match(r"<(?:datastore|RESULT)\b", plain):
        return replace(_of_xml(plain), is_data=True)
    return _of_html(plain)


def number_in(text: str, name: str) -> int | None:
    """Return a count (`total`, `pages`) that a text states by one of the usual phrases."""
    flat = re.sub(r"&nbsp;|\u00a0|\u3000", " ", text)
    for pattern in _patterns(name):
        match = pattern.search(flat)
        if match:
            return int(match[1])
    return None


@lru_cache(maxsize=8)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    patterns = toml("pipelines.portals", "engines.toml")["common"][name]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _of_html(text: str) -> ListAnswer:
    inline = _RECORD.findall(text)  # a page may carry the first records in a script
    links = [*_anchors(LexborHTMLParser("".join(inline)))] if inline else []
    tree = LexborHTMLParser(text)
    is_fragment = "<body" not in text[:4000].lower() and "<html" not in text[:1000].lower()
    every = [*((link, True) for link, _ in links), *_anchors(tree)]
    records = [link for link, is_row in every if is_row or is_fragment]
    return ListAnswer(
        tuple(link for link, _ in every),
        tuple(records),
        number_in(text, "total"),
        number_in(text, "pages"),
        is_data=is_fragment,
    )


def _anchors(tree: LexborHTMLParser) -> Iterator[tuple[Link, bool]]:
    """Yield every link, and whether it stands in a row that shows a date."""
    for node in tree.css("a[href]")[:5000]:
        text = " ".join(node.text().split())
        full = " ".join((node.attributes.get("title") or "").split())  # the text may be cut
        said = max(text, full, key=len)
        if 0 < len(said) <= _LONGEST:
            yield Link(said, (node.attributes.get("href") or "").strip()), _is_dated(node)


def _is_dated(node: Any) -> bool:  # noqa: ANN401 - selectolax ships no types for its nodes
    for _ in range(_HIGHEST):
        node = node.parent
        if node is None:
            return False
        if node.tag in _ROWS:
            text = node.text()
            return len(text) <= _LONGEST and _date().search(text) is not None
    return False


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    return re.compile(toml("pipelines.portals", "engines.toml")["common"]["date"])


def _of_xml(text: str) -> ListAnswer:
    inner = _RECORD.findall(text)
    links = [link for link, _ in _anchors(LexborHTMLParser("".join(inner)))] if inner else []
    for row in _ROW.findall(text):
        record = _record(dict(_FIELD.findall(row)))
        links += [record] if record else []
    found = tuple(links)
    return ListAnswer(found, found, number_in(text, "total"), number_in(text, "pages"))


def _of_json(value: Any) -> ListAnswer:  # noqa: ANN401 - whatever JSON holds
    rows = _longest_list(value)
    links = tuple(record for row in rows if (record := _record(row)))
    total, pages = _count(value, "total"), _count(value, "pages")
    if not links:
        markup = _markup(value)
        if markup:
            inner = read_answer(markup)
            return replace(
                inner, total=inner.total or total, pages=inner.pages or pages, is_data=True
            )
    fault = "" if links or total is not None else _fault(value)
    return ListAnswer(links, links, total, pages, is_data=True, fault=fault)


def _walk(value: Any, depth: int = 0) -> Iterator[Any]:  # noqa: ANN401 - whatever JSON holds
    yield value
    if depth < _DEEPEST:
        inner = value.values() if isinstance(value, dict) else value
        for part in inner if isinstance(value, dict | list) else ():
            yield from _walk(part, depth + 1)


def _longest_list(value: Any) -> Sequence[Values]:  # noqa: ANN401 - whatever JSON holds
    lists: list[Sequence[Values]] = [
        rows
        for part in _walk(value)
        if isinstance(part, list)
        and (rows := [row for row in part if isinstance(row, dict) and _record(row)])
    ]
    return max(lists, key=len, default=[])


def _record(row: Values) -> Link | None:
    keys = toml("pipelines.portals", "engines.toml")["keys"]
    title = next((row[key] for key in keys["title"] if isinstance(row.get(key), str)), "")
    address = next((row[key] for key in keys["address"] if isinstance(row.get(key), str)), "")
    if not address:
        files: list[Any] = next(
            (row[key] for key in keys["files"] if isinstance(row.get(key), list)), []
        )
        named = [_record(file) for file in files if isinstance(file, dict)]
        address = next((file.address for file in named if file), "")
    plain = unescape(_MARKUP.sub("", title)).strip()
    is_known = any(key in row for key in keys["address"])
    return Link(plain[:_LONGEST], address.strip()) if plain and (address or is_known) else None


def _count(value: Any, name: str) -> int | None:  # noqa: ANN401 - whatever JSON holds
    keys = toml("pipelines.portals", "engines.toml")["keys"][name]
    inner = value if isinstance(value, dict) else {}
    for _ in range(_DEEPEST):
        for key in keys:
            count = whole(inner.get(key, ""), 7)
            if count is not None:
                return count
        # a record's own counts are none of the list's: only objects around it are looked into
        inner = next((part for part in inner.values() if isinstance(part, dict)), {})
    return None


def _markup(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    keys = toml("pipelines.portals", "engines.toml")["keys"]["markup"]
    for part in _walk(value):
        for key in keys if isinstance(part, dict) else ():
            if isinstance(part.get(key), str) and "<" in part[key]:
                return str(part[key])
    return ""


def _fault(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return what an interface says of its failure, "" where it says none."""
    if not isinstance(value, dict):
        return ""
    if str(value.get("code", "200")) in {"0", "200", "ok"} and value.get("success") is not False:
        return ""
    return str(value.get("msg") or value.get("message") or value.get("code"))[:80]
