"""What the API gives and takes, as tables: parser, documentation and files are made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from components.view import EXTRAS, LEVELS, PATHS
from pipelines.model import Severity, Status
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
_RANK: Final = (Field("parent"), Field("group_id"), Field("is_total", "boolean"))

_WHOSE: Final = (Field("dataset"), Field("agency_id"), Field("agency"))
_YEAR: Final = Field("year", "integer", "report_year")
_NUMBERS: Final = frozenset({"report_id", "year", "part"})
_PAIR: Final = tuple(
    Field(f"{side}_{name}", "integer" if name in _NUMBERS else "string")
    for side in ("left", "right")
    for name in ("report_id", "agency_id", "agency", "year", "sha256", "part")
)

FIGURES: Final = Route(
    "figures",
    (
        *_SCOPE,
        _INDICATOR,
        Parameter("member", pattern=r"[a-z0-9_]{1,40}|-", example="total"),
        Parameter("table", TABLES, example="3"),
        Parameter("form", _FORMS, example="2021"),
        Parameter("state", STATES, example="number"),
        Parameter("method", METHODS, example="read"),
        *(_WORDS, *_PAGING, _EMPTY),
    ),
    (
        *_WHOSE,
        *map(Field, ("level", "county")),
        Field("year", "integer"),
        *map(Field, ("form", "table", "indicator")),
        Field("indicator_label", source="indicator", is_bilingual=True),
        Field("member"),
        Field("member_label", source="member", is_bilingual=True),
        Field("label"),
        Field("value", "number", is_null=True),
        *map(Field, ("state", "unit")),
        *(Field(name, "boolean") for name in ("approximate", "partial")),
        Field("scope"),
        Field("counted", "boolean"),
        Field("basis"),
        Field("method"),
        Field("published", "number", is_null=True),
        *map(Field, ("raw", "source", "address", "sha256")),
        Field("report_id", "integer"),
        Field("unit_label", source="unit", is_bilingual=True),
        *(*_RANK, *map(Field, ("place", "sentence", "page"))),
    ),
)
REPORTS: Final = Route(
    "reports",
    (*_SCOPE, Parameter("form", _FORMS, example="2021"), *_PAGING),
    (
        *(Field("dataset"), Field("report_id", "integer"), *_WHOSE[1:], _YEAR),
        *(Field("form", source="template"), Field("published_on", "date", is_null=True)),
        *map(Field, ("source", "address", "title", "sha256")),
        *map(Field, ("table_2", "table_3", "table_4", "table_2014")),
        Field("finding_count", "integer"),
    ),
)
AGENCIES: Final = Route(
    "agencies",
    (_DATASET, *_PLACE, _WORDS, *_PAGING),
    (
        *(Field("dataset"), Field("agency_id"), Field("name"), Field("short_name")),
        *map(Field, ("level", "county_code", "county", "city_code", "city")),
        *map(Field, ("province_code", "province")),
        Field("first_year", "integer", is_null=True),
        Field("last_year", "integer", is_null=True),
        Field("report_count", "integer"),
    ),
)
INDICATORS: Final = Route(
    "indicators",
    (_INDICATOR, Parameter("table", TABLES, example="3"), _WORDS, *_PAGING),
    (
        *(Field("id"), Field("indicator"), Field("member"), Field("table")),
        *(Field("label", is_bilingual=True), Field("unit"), Field("kind"), Field("dimension")),
        *(Field("forms", source="templates"), Field("comparable"), Field("note")),
        Field("unit_label", source="unit_label", is_bilingual=True),
        Field("note_label", source="note_label", is_bilingual=True),
        *_RANK,
    ),
)
RATES: Final = Route(
    "rates",
    (*_SCOPE, replace(_INDICATOR, example="rate.disclosed"), *_PAGING),
    (
        *(*_WHOSE, _YEAR, Field("form", source="template"), Field("indicator")),
        *(Field("indicator_label", source="indicator", is_bilingual=True), Field("kind")),
        *(Field("value", "number", is_null=True), Field("state")),
        *(Field(name, "number", is_null=True) for name in ("upper", "lower")),
        *(Field("least", "integer"), Field("approximate", "boolean", "is_approximate")),
        *(Field("source"), Field("report_id", "integer")),
    ),
)
MEMBERS: Final = Route(
    "members",
    (Parameter("dimension", tuple(codes()["dimension"]), example="applicant"), *_PAGING),
    (Field("dimension"), Field("member"), Field("label", is_bilingual=True), *_RANK),
)
CODES: Final = Route(
    "codes",
    (Parameter("list", tuple(codes()), example="state"), *_PAGING),
    (Field("list"), Field("code"), Field("meaning", is_bilingual=True)),
)
FINDINGS: Final = Route(
    "findings",
    (
        *(*_SCOPE, _AXIS, _SEVERITY, _FAMILY, _RULE),
        Parameter("status", ("fail", "na", "resolved", "unjudged", ANY), example="any"),
        Parameter("verdict", ("none", "pending", "confirmed", "excluded", ANY), example="any"),
        *(_WORDS, *_PAGING),
    ),
    (
        *(*_WHOSE, Field("level"), Field("county_code"), _YEAR),
        *(Field("report_id", "integer", is_null=True), Field("sha256"), Field("part", "integer")),
        *(Field("rule"), Field("family"), Field("title", is_bilingual=True)),
        *(Field("basis", is_bilingual=True), *map(Field, ("severity", "status", "axis", "member"))),
        *map(Field, ("left_side", "right_side")),
        *(Field("is_assumed", "boolean"), Field("reason"), Field("fingerprint")),
        *(Field("formula", is_bilingual=True), Field("message", is_bilingual=True)),
        *(Field("explanation_kind"), Field("explanation", is_bilingual=True)),
        *(Field("note", is_bilingual=True), Field("places", "array")),
        *map(Field, ("verdict", "verdict_reason", "verdict_by", "verdict_at")),
        *map(Field, ("progress", "progress_by", "progress_version", "progress_at")),
        *(Field(f"{side}_value", "number", is_null=True) for side in ("left", "right")),
        *(Field("operator"), Field("difference", "number", is_null=True), Field("unit")),
        Field("page"),
    ),
)
FILING: Final = Route(
    "filing",
    (*_SCOPE, Parameter("state", FILED, example="late"), *_PAGING),
    (
        *(*_WHOSE, Field("short_name"), Field("level"), Field("county_code")),
        *(Field("county"), Field("city_code"), Field("city"), _YEAR, Field("state")),
        Field("days_late", "integer", is_null=True),
        *(Field(name, "date", is_null=True) for name in ("due_on", "published_on")),
        *(
            Field("deadline", is_bilingual=True),
            Field("severity"),
            Field("reason", is_bilingual=True),
        ),
        Field("is_expected", "boolean"),
        Field("report_id", "integer", is_null=True),
    ),
    "filings",
)
SIMILAR: Final = Route(
    "similar",
    (*_SCOPE, *_PAGING),
    (
        *(Field("dataset"), *_PAIR, Field("kind"), Field("similarity", "number")),
        *(Field("shared_count", "integer"), Field("left_count", "integer")),
        *(Field("right_count", "integer"), Field("quantile", "number", is_null=True)),
        *(Field("compared_count", "integer"), Field("is_copy", "boolean")),
    ),
    "similar_reports",
)
RULES: Final = Route(
    "rules",
    (_AXIS, _SEVERITY, _FAMILY, _RULE, *_PAGING),
    (
        *(Field("rule"), Field("family"), Field("title", is_bilingual=True), Field("formula")),
        *(Field("forms"), Field("severity"), Field("basis", is_bilingual=True), Field("axis")),
        Field("exceptions", is_bilingual=True),
    ),
)
INFO: Final = Route(
    "info",
    _PAGING,
    (Field("item"), Field("count", "integer", is_null=True), Field("text")),
    "build_info",
)
ROUTES: Final[Mapping[str, Route]] = {
    route.name: route
    for route in (
        *(FIGURES, RATES, REPORTS, AGENCIES, INDICATORS, MEMBERS, CODES, FINDINGS, FILING),
        *(SIMILAR, RULES, INFO),
    )
}
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
