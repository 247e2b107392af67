"""Which engine made a list, and what is asked for its n-th page: all of it from `engines.toml`."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import Template
from typing import Any, Final
from urllib.parse import urlencode, urljoin

from pipelines.portals.addresses import key_of, with_query
from pipelines.resources import toml

_PAIR: Final = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*(?:[\"']([^\"']*)[\"']|([\w./-]+))")
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class ListRequest:
    """One page of a list to be asked for.

    `root` is the first page of the list, `depth` how many lists it lies below the column. A page
    that an engine numbers has its `engine`, the `values` of its holes and its number `n`; one that
    the page before it links (`is_printed`) has none. `is_script` is no list: it holds values.
    `is_listing` tells a list within the column, whose every link may be a report; `is_site` the
    first page of a site, or a section of it on the way to the column.
    """

    address: str
    root: str
    depth: int = 0
    n: int = 0
    engine: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    form_kind: str = ""
    is_printed: bool = False
    is_script: bool = False
    is_listing: bool = False
    is_site: bool = False

    @property
    def key(self) -> str:
        """Return what tells this request from every other."""
        return f"{key_of(self.address)} {self.form}".strip()


def engine_at_once(request: ListRequest) -> ListRequest | None:
    """Return the first request of an engine that an address alone gives away, None elsewhere."""
    for engine in _engines():
        if engine.get("at_once") and _is_signed(engine, request.address, ""):
            return _numbered(engine, request, _values(engine, request.address, ""), 1)
    return None


def first_request(request: ListRequest, text: str, record_count: int) -> ListRequest | None:
    """Return what is asked for after the first page of a list, None where no engine is known.

    Args:
        request: the page that was asked for.
        text: what it says.
        record_count: the records that stand in it.
    """
    for engine in _engines():
        if not _is_signed(engine, request.address, text):
            continue
        values = _values(engine, request.address, text)
        size = int(values["size"]) or 1
        n = record_count // size + 1 if engine.get("behind") else engine.get("first", 1)
        following = _numbered(engine, request, values, n)
        if following is not None and following.key != request.key:
            return following
        script = re.search(engine["script"], text) if "script" in engine else None
        if script is not None:
            address = urljoin(request.address, script[0])
            return replace(
                request, address=address, engine=engine["id"], values=values, is_script=True
            )
    return None


def after_script(request: ListRequest, text: str) -> ListRequest | None:
    """Return the first page of a list whose missing values a script of the site holds."""
    engine = _engine(request.engine)
    values = {**request.values, **_matched(engine.get("values", ()), text)}
    return _numbered(engine, replace(request, is_script=False), values, engine.get("first", 1))


def next_request(request: ListRequest) -> ListRequest | None:
    """Return the page after one that an engine numbers."""
    return _numbered(_engine(request.engine), request, request.values, request.n + 1)


def counted_on(request: ListRequest) -> ListRequest | None:
    """Return the page after one whose own address numbers it; None where it does not."""
    for name in toml("pipelines.portals", "engines.toml")["keys"]["page"]:
        number = re.search(rf"(?<=[?&]{name}=)\d{{1,6}}(?=&|$)", request.address)
        if number is not None:
            following = with_query(request.address, {name: str(int(number[0]) + 1)})
            return replace(request, address=following, is_printed=True)
    return None


def is_of_column(request: ListRequest, address: str) -> bool:
    """Tell whether a record belongs to the column; some engines answer with others' records."""
    rule = _engine(request.engine).get("keep", "") if request.engine else ""
    return Template(rule).safe_substitute(request.values) in address


@lru_cache(maxsize=1)
def _engines() -> tuple[Mapping[str, Any], ...]:
    return tuple(toml("pipelines.portals", "engines.toml")["engine"])


def _engine(name: str) -> Mapping[str, Any]:
    return next(engine for engine in _engines() if engine["id"] == name)


def _is_signed(engine: Mapping[str, Any], address: str, text: str) -> bool:
    """Tell whether address and page, as far as an engine has signs in them, bear them."""
    return all(
        any(re.search(sign, where) for sign in engine[name])
        for name, where in (("sign_of_address", address), ("sign", text))
        if name in engine
    )


def _values(engine: Mapping[str, Any], address: str, text: str) -> dict[str, str]:
    size = str(toml("pipelines.portals", "limits.toml")["size"])
    of_page = _matched(engine.get("values", ()), text)
    of_address = _matched(engine.get("of_address", ()), address)
    return {"size": size, **engine.get("defaults", {}), **of_page, **of_address}


def _matched(patterns: Iterable[str], text: str) -> dict[str, str]:
    """Return what named groups match, the first pattern that has a name winning."""
    values: dict[str, str] = {}
    for pattern in patterns:
        match = re.search(pattern, text)
        if match is not None:
            given = {name: value.replace("&amp;", "&") for name, value in match.groupdict().items()}
            values = given | values
    return values


def _numbered(
    engine: Mapping[str, Any], request: ListRequest, values: Mapping[str, str], n: int
) -> ListRequest | None:
    """Return the request of a page by its number, None where the page did not give all of it."""
    size = int(values["size"])
    counts = {"n": n, "n0": n - 1, "start": (n - 1) * size + 1, "end": n * size}
    holes = {**values, **{name: str(count) for name, count in counts.items()}}
    try:
        address = Template(engine["address"]).substitute(holes)
        parts = {
            name: {key: Template(text).substitute(holes) for key, text in engine[name].items()}
            for name in ("query", "form", "json")
            if name in engine
        }
    except KeyError:
        return None
    carried = {name: said or plain for name, said, plain in _PAIR.findall(values.get("object", ""))}
    address = urljoin(request.root, address)
    if "query" in parts:
        address = with_query(address, {**carried, **parts["query"]})
    form, kind = "", ""
    if "form" in parts:
        form, kind = urlencode(parts["form"]), _FORM
    elif "json" in parts:
        numbers = {
            key: int(text) if text.isdecimal() and key.startswith("page") else text
            for key, text in parts["json"].items()
        }
        form, kind = json.dumps(numbers), "application/json"
    return replace(
        request,
        address=address,
        engine=engine["id"],
        values=dict(values),
        n=n,
        form=form,
        form_kind=kind,
    )
