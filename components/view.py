"""What is looked at, as a value that may be a link: View ⇄ path and query string."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Final, Literal, TypeVar, get_args
from urllib.parse import parse_qs, urlencode

Language = Literal["zh", "en"]
Dataset = Literal["real", "demo"]
Page = Literal[
    "overview",
    "counts",
    "mix",
    "trends",
    "requests",
    "reviews",
    "compare",
    "report",
    "agency",
    "county",
    "rollup",
    "compliance",
    "findings",
    "similarity",
    "data",
    "import",
    "history",
    "tasks",
    "roster",
    "about",
    "find",
    "why",
    "missing",
]
By = Literal["agency", "year", "rank"]
Measure = Literal["share", "count", "index"]
Dimension = Literal["category", "channel", "applicant"]

PATHS: Final[dict[str, Page]] = {
    "/": "overview",
    "/counts": "counts",
    "/mix": "mix",
    "/trends": "trends",
    "/requests": "requests",
    "/reviews": "reviews",
    "/compare": "compare",
    "/rollup": "rollup",
    "/compliance": "compliance",
    "/findings": "findings",
    "/similarity": "similarity",
    "/data": "data",
    "/import": "import",
    "/history": "history",
    "/tasks": "tasks",
    "/roster": "roster",
    "/about": "about",
    "/find": "find",
    "/why": "why",
}
# What single pages filter by besides place, agencies, years and indicator. Free words, never
# trusted: whoever uses one compares it with what there is.
EXTRAS: Final = frozenset(
    {
        *("at", "axis", "cell", "columns", "draft", "family", "form", "kind", "left", "level"),
        *("mark", "member", "method", "n", "per", "q", "right", "rule", "severity", "show"),
        *("since", "sort", "state", "status", "table", "until", "verdict", "who"),
    }
)
EMBED: Final = "/embed"  # before a page's path: its chart alone
_EMBEDDED: Final = ("/counts", "/mix", "/trends")
LEVELS: Final = ("province", "city", "county", "department", "township")
CODE: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
INDICATOR: Final = re.compile(r"[a-z0-9_.]{1,80}")
_REPORT: Final = re.compile(r"/report/([0-9A-Za-z-]{1,40})/(\d{4})/?", re.ASCII)
_AGENCY: Final = re.compile(r"/agency/([0-9A-Za-z-]{1,40})/?", re.ASCII)
_COUNTY: Final = re.compile(r"/county/([0-9A-Za-z]{1,12})/?", re.ASCII)
_MOST_LETTERS: Final = 400  # the names of all columns of the data page, one after another
YEARS: Final = re.compile(r"(\d{4})(?:\.\.(\d{4}))?", re.ASCII)
_MOST_AGENCIES: Final = 700  # more than an address the server accepts (8,190 bytes) can name
_T = TypeVar("_T", bound=str)


@dataclass(frozen=True, slots=True)
class View:
    """One view. Hashable, so it may key a cache; complete, so it may be a link."""

    page: Page = "overview"
    language: Language = "zh"
    dataset: Dataset = "real"
    province: str = ""
    city: str = ""
    county: str = ""
    agencies: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    indicator: str = ""
    by: By = "agency"
    measure: Measure = "share"
    dimension: Dimension = "category"
    more: tuple[tuple[str, str], ...] = ()  # of EXTRAS, in the order of their names

    @classmethod
    def parse(cls, path: str | None, search: str | None) -> View:
        """Read an address. What is unusable falls back to the default; no text raises."""
        home, query = cls(), parse_qs((search or "").removeprefix("?"))
        report = _REPORT.fullmatch(path or "")
        agency, county = _AGENCY.fullmatch(path or ""), _COUNTY.fullmatch(path or "")
        named = [own[1]] if (own := report or agency) else query.get("a", [])

        def last(key: str) -> str:
            return query.get(key, [""])[-1]

        return cls(
            page=page_of(path),
            language=_one_of(last("lang"), get_args(Language), home.language),
            dataset=_one_of(last("dataset"), get_args(Dataset), home.dataset),
            province="" if agency or county else _code(last("province")),
            city="" if agency or county else _code(last("city")),
            county=county[1] if county else "" if agency else _code(last("county")),
            agencies=() if county else _codes(named),
            years=_years(report[2] if report else last("y")),
            indicator=found.group() if (found := INDICATOR.fullmatch(last("i"))) else "",
            by=_one_of(last("by"), ways_by(page_of(path)), home.by),
            measure=_one_of(last("measure"), get_args(Measure), home.measure),
            dimension=_one_of(last("d"), get_args(Dimension), home.dimension),
            more=_more({key: last(key) for key in EXTRAS}),
        )

    def own(self, key: str) -> str:
        """Return one of the page's own filters, "" where it is not set."""
        return dict(self.more).get(key, "")

    def with_own(self, **values: str) -> View:
        """Return the view with some of the page's own filters set; "" unsets one."""
        return replace(self, more=_more(dict(self.more) | values))

    def choice_on(self, page: Page) -> View:
        """Return what is chosen (places, level, agencies, years, indicator) as a view of a page."""
        plain = View(page)
        return replace(
            self,
            page=page,
            by=plain.by,
            measure=plain.measure,
            dimension=plain.dimension,
            more=_more({"level": self.own("level")}),
        )

    def search(self) -> str:
        """Write the query string: only what differs from the default view."""
        pairs: list[tuple[str, str]] = []
        for name, usual in _USUAL:  # a page writes hundreds of links
            value = getattr(self, name)
            if value == usual:
                continue
            key = _KEYS.get(name, name)
            if name in _IN_PATH.get(self.page, ()):
                continue
            if name == "more":
                pairs += value
            elif name == "years":
                pairs.append((key, f"{value[0]}..{value[1]}"))
            elif name == "agencies":
                pairs += [(key, agency) for agency in value]
            else:
                pairs.append((key, value))
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def path(self) -> str:
        """Return the page's path; the missing page leads home."""
        if self.page == "report" and self.agencies and self.years:
            return f"/report/{self.agencies[0]}/{self.years[0]}"
        if self.page == "agency" and self.agencies:
            return f"/agency/{self.agencies[0]}"
        if self.page == "county" and self.county:
            return f"/county/{self.county}"
        return next((path for path, page in PATHS.items() if page == self.page), "/")

    @property
    def href(self) -> str:
        """Return the whole address of this view on this site."""
        return self.path + self.search()

    @property
    def is_range(self) -> bool:
        """Tell whether several years were asked for."""
        return self.years is not None and self.years[0] < self.years[1]

    @property
    def is_start(self) -> bool:
        """Tell whether nothing is chosen yet: the first sight of the site."""
        return self == View(language=self.language)

    @property
    def is_demo(self) -> bool:
        """Tell whether this view shows the simulated district."""
        return self.dataset == "demo"


_KEYS: Final = {
    "language": "lang",
    "agencies": "a",
    "years": "y",
    "indicator": "i",
    "dimension": "d",
}
_IN_PATH: Final = {
    "report": {"agencies", "years"},
    "agency": {"agencies", "province", "city", "county"},
    "county": {"province", "city", "county", "agencies"},
}
_HOME: Final = View()
_USUAL: Final = tuple(
    (one.name, getattr(_HOME, one.name)) for one in fields(View) if one.name != "page"
)


def page_of(path: str | None) -> Page:
    """Return the page of a path; a path that is no page is the missing one."""
    if _REPORT.fullmatch(path or ""):
        return "report"
    if _AGENCY.fullmatch(path or ""):
        return "agency"
    if _COUNTY.fullmatch(path or ""):
        return "county"
    plain = (path or "/").removeprefix(EMBED).rstrip("/") or "/"
    if is_embedded(path) and plain not in _EMBEDDED:
        return "missing"
    return PATHS.get(plain, "missing")


def is_embedded(path: str | None) -> bool:
    """Tell whether an address is of a chart alone, for a page of another site."""
    return (path or "").startswith(f"{EMBED}/")


def ways_by(page: Page) -> tuple[By, ...]:
    """Return the ways to set out a page: one year of a range ranked is a way of counts alone."""
    return ("agency", "year", "rank") if page == "counts" else ("agency", "year")


def _one_of(text: str, allowed: tuple[_T, ...], fallback: _T) -> _T:
    return next((value for value in allowed if value == text), fallback)


def _more(values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Keep what is set and printable, in one order, so that equal views are equal links."""
    values_set = {
        key: value[:_MOST_LETTERS]
        for key, value in values.items()
        if key in EXTRAS and value and value.isprintable()
    }
    return tuple(sorted(values_set.items()))


def _code(text: str) -> str:
    return text if CODE.fullmatch(text) else ""


def _codes(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_code, texts))))[:_MOST_AGENCIES]


def _years(text: str) -> tuple[int, int] | None:
    match = YEARS.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (min(first, last), max(first, last))
