"""What the API gives and takes, as tables: parser, documentation and files are made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from components.view import EXTRAS, LEVELS, PATHS
from pipelines.model import Severity, Status
from pipelines.resources import table
from pipelines.store.meanings import Meaning, codes, meaning

Kind = Literal["string", "integer", "number", "boolean", "array", "date"]
TABLES: Final = ("2", "3", "4", "2014", "narrative")
_FORMS: Final = tuple(codes()["form"])
METHODS: Final = ("read", "recognised", "repaired", "stated", "corrected")
STATES: Final = tuple(map(str, Status))
FILED: Final = ("on_time", "late", "early", "missing", "unreadable", "not_judged")
ANY: Final = "any"
NO_MEMBER: Final = "-"  # what is not broken down, where a reader would take "" for a gap
MAY_BE_EMPTY: Final = ("member", "member_label", "label")
OF_PAGES: Final = EXTRAS & {  # what only a page does with an address
    *("at", "cell", "draft", "left", "mark", "n", "per", "right", "show", "since", "sort"),
    *("until", "who"),
}
MOST_ROWS: Final = 10_000
MOST_WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, its kind, where it comes from, and whether it may be unknown.

    `is_bilingual` marks words that the store keeps in both languages: the reader's are given.
    """

    name: str
    kind: Kind = "string"
    source: str = ""
    is_null: bool = False
    is_bilingual: bool = False

    def column(self, language: str) -> str:
        """Return the name of the store's column."""
        name = self.source or self.name
        return f"{name}_{language}" if self.is_bilingual else name


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it may be. With neither choice nor pattern it is free words."""

    name: str
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One list: its parameters and its columns, and the store's name of it where it is another."""

    name: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]
    table: str = ""

    def meaning(self, name: str) -> Meaning:
        """Return what a column means."""
        return meaning(self.table or self.name, name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(field.name for field in self.fields)


_CODE: Final = r"[0-9A-Za-z-]{1,40}"
_DATASET: Final = Parameter("dataset", ("real", "demo"), example="real")
_PLACE: Final = (
    Parameter("province", pattern=_CODE, example="13"),
    Parameter("city", pattern=_CODE, example="1303"),
    Parameter("county", pattern=_CODE, example="130306"),
    Parameter("a", pattern=_CODE, example="130306200", is_many=True),
    Parameter("level", LEVELS, example="township"),
)
_YEARS: Final = Parameter("y", pattern=r"\d{4}(\.\.\d{4})?", example="2022..2024")
_WORDS: Final = Parameter("q", example="2022")
_INDICATOR: Final = Parameter(
    "i", pattern=r"[a-z0-9_.]{1,80}(\.\*)?", example="outcome.denied.*", is_many=True
)
_PAGING: Final = (
    Parameter("lang", ("zh", "en"), example="en"),
    Parameter("columns", pattern=r"[a-z0-9_]+(,[a-z0-9_]+)*"),
    Parameter("limit", pattern=r"[1-9]\d{0,4}", example="100"),
    Parameter("after", pattern=r"[0-9a-f]{12}(-\d{1,18}){1,2}"),
    Parameter("header", ("names", "none", "comments"), example="names"),
)
_SCOPE: Final = (_DATASET, *_PLACE, _YEARS)
_SEVERITY: Final = Parameter("severity", tuple(map(str, Severity)), example="error")
_AXIS: Final = Parameter("axis", ("agency", "reading"), example="agency")
_RULE: Final = Parameter("rule", pattern=r"[A-Z0-9-]{1,40}", example="R-T3-01")
_FAMILY: Final = Parameter("family", pattern=r"[a-z0-9_]{1,40}", example="t3")

_EMPTY: Final = Parameter("empty", (NO_MEMBER,), example=NO_MEMBER)
_TABLE: Final = Parameter("table", TABLES, example="3")
_FORM: Final = Parameter("form", _FORMS, example="2021")


def _columns() -> Mapping[str, tuple[Field, ...]]:
    """Return the columns of each list in the order they are given, as `columns.csv` has them."""
    of: dict[str, list[Field]] = {}
    for row in table("components.api", "columns.csv"):
        of.setdefault(row["route"], []).append(
            Field(
                row["name"],
                cast("Kind", row["kind"]),
                row["source"],
                is_null=bool(row["is_null"]),
                is_bilingual=bool(row["is_bilingual"]),
            )
        )
    return {route: tuple(fields) for route, fields in of.items()}


_PARAMETERS: Final[Mapping[str, tuple[Parameter, ...]]] = {
    "figures": (
        *(*_SCOPE, _INDICATOR),
        Parameter("member", pattern=r"[a-z0-9_]{1,40}|-", example="total"),
        *(_TABLE, _FORM),
        Parameter("state", STATES, example="number"),
        Parameter("method", METHODS, example="read"),
        *(_WORDS, *_PAGING, _EMPTY),
    ),
    "rates": (*_SCOPE, replace(_INDICATOR, example="rate.disclosed"), *_PAGING),
    "reports": (*_SCOPE, _FORM, *_PAGING),
    "agencies": (_DATASET, *_PLACE, _WORDS, *_PAGING),
    "indicators": (_INDICATOR, _TABLE, _WORDS, *_PAGING),
    "members": (Parameter("dimension", tuple(codes()["dimension"]), example="applicant"), *_PAGING),
    "codes": (Parameter("list", tuple(codes()), example="state"), *_PAGING),
    "findings": (
        *(*_SCOPE, _AXIS, _SEVERITY, _FAMILY, _RULE),
        Parameter("status", ("fail", "na", "resolved", "unjudged", ANY), example="any"),
        Parameter("verdict", ("none", "pending", "confirmed", "excluded", ANY), example="any"),
        *(_WORDS, *_PAGING),
    ),
    "filing": (*_SCOPE, Parameter("state", FILED, example="late"), *_PAGING),
    "similar": (*_SCOPE, *_PAGING),
    "rules": (_AXIS, _SEVERITY, _FAMILY, _RULE, *_PAGING),
    "info": _PAGING,
}
_STORED: Final = {"filing": "filings", "similar": "similar_reports", "info": "build_info"}
ROUTES: Final[Mapping[str, Route]] = {
    name: Route(name, _PARAMETERS[name], fields, _STORED.get(name, ""))
    for name, fields in _columns().items()
}
FIGURES: Final = ROUTES["figures"]
SELECTING: Final = (
    *("dataset", "province", "city", "county", "a", "level", "y", "i"),
    *("member", "table", "form", "state", "method", "q", "lang"),
)
ENDINGS: Final = ("json", "csv", "jsonl", "parquet", "xlsx")
HOME: Final = "/api/v1"
PAGES: Final[Mapping[str, str]] = {
    "figures": "/data",
    "findings": "/findings",
    "filing": "/compliance",
    "similar": "/similarity",
}
assert set(PAGES.values()) <= set(PATHS)  # noqa: S101 - a page that moved would be a dead link
