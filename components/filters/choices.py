"""What the box “place or agency” offers as one types: at most 50, each with where it leads."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Flask, Response, jsonify, request

from components.figures.records import Record, records
from components.numbers import span
from components.view import Language, Page, View
from components.words import say
from pipelines.store.store import Store

MOST: Final = 50
ADDRESS: Final = "/choices.json"
_MOST_TYPED: Final = 120
_MOST_WORDS: Final = 8
_FEW: Final = 8
_NAMED: Final = 3
_YEARS: Final = re.compile(r"((?:19|20)\d\d)(?:\D{1,2}((?:19|20)\d\d))?", re.ASCII)
_PLACES: Final = ("province", "city", "county")
# Pages about one thing or none: a choice leads from them to the pages of figures.
_ELSEWHERE: Final = frozenset(
    {"report", "about", "find", "import", "history", "tasks", "roster", "missing"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its words, where it leads, whether it is chosen, and whether it has figures."""

    label: str
    note: str
    href: str
    kind: str  # province | city | county | agency | years | several
    is_on: bool = False
    is_bare: bool = False  # no report of the chosen years

    def plain(self, view: View) -> dict[str, Any]:
        """Return the choice as the browser takes it; a place is named to be remembered."""
        return {
            "label": self.label,
            "note": self.note,
            "href": self.href,
            "kind": self.kind,
            "on": self.is_on,
            "bare": self.is_bare,
            "demo": view.is_demo,
        }


def choices(store: Store, view: View, typed: str) -> list[Choice]:
    """Return what fits the words typed: places first, then agencies; years may be typed too."""
    words, years = _words(typed)
    asked = replace(view, years=years) if years else view
    fitting = _found(store, asked, words) if words or not years else []
    if years and not words:
        when = span(years)
        fitting.append(
            Choice(say("choice.years", view.language, years=when), "", _at(asked), "years")
        )
    if not fitting and len(words) > 1:
        fitting = _several(store, asked, words)
    return fitting


def _words(typed: str) -> tuple[list[str], tuple[int, int] | None]:
    """Part what was typed into words and a span of years; of a code no digit is a year."""
    text = unicodedata.normalize("NFKC", typed[:_MOST_TYPED]).lower()
    words: list[str] = []
    years: tuple[int, int] | None = None
    for word in re.split("[\\s,;\u3001]+", text):
        match = _YEARS.fullmatch(word)
        if match:
            first, last = int(match[1]), int(match[2] or match[1])
            years = (min(first, last), max(first, last))
        elif word:
            words.append(word)
    return words[:_MOST_WORDS], years


def _found(store: Store, view: View, words: list[str]) -> list[Choice]:
    within = "" if words else view.county or view.city or view.province
    rows = store.choices(
        view.dataset, words, view.years, within=within, chosen=view.agencies, limit=MOST
    )
    return [_choice(row, view) for row in records(rows)]


def _choice(row: Record, view: View) -> Choice:
    language, kind = view.language, str(row["kind"])
    is_bare = not row["held_count"]
    if kind == "agency":
        is_on = str(row["id"]) in view.agencies
        is_known = not row["around"] or str(row["county_code"]) == view.county != ""
        name = str(row["short_name"] or row["name"])
        label = name if is_known else say("choice.inside", language, name=name, place=row["around"])
        return Choice(label, _what(row, view), _toggled(row, view), kind, is_on, is_bare)
    is_on = str(row["id"]) in (view.province, view.city, view.county)
    return Choice(str(row["name"]), _what(row, view), _at(_moved(row, view)), kind, is_on, is_bare)


def _what(row: Record, view: View) -> str:
    """Say what there is of a choice: agencies and reports, or that the years have none."""
    language: Language = view.language
    if not row["report_count"]:
        return say("choice.none_ever", language)
    if not row["held_count"] and view.years:
        return say("choice.none", language, years=span(view.years))
    if row["kind"] != "agency":
        said = {"n": row["agency_count"], "reports": row["report_count"], "around": row["around"]}
        return say("choice.place" if row["around"] else "choice.province", language, **said)
    years = span((int(row["first_year"]), int(row["last_year"])))
    return say("choice.agency", language, years=years, n=row["report_count"])


def _moved(row: Record, view: View) -> View:
    """Go to a place: its parents are filled, agencies of elsewhere are left."""
    province, city, county = (str(row[f"{name}_code"]) for name in _PLACES)
    return replace(view, province=province, city=city, county=county, agencies=())


def _toggled(row: Record, view: View) -> str:
    """Add an agency to the chosen ones, or take it away."""
    agency = str(row["id"])
    if _is_elsewhere(view):
        return replace(view, page="agency", agencies=(agency,), more=()).href
    others = tuple(one for one in view.agencies if one != agency)
    return _at(replace(view, agencies=others if agency in view.agencies else (*others, agency)))


def _several(store: Store, view: View, words: list[str]) -> list[Choice]:
    """Take each word for a choice of its own: a county, then agencies in it, in one go."""
    names, after = [], replace(view, agencies=())
    for word in words:
        within = after.county or after.city or after.province
        rows = records(store.choices(view.dataset, [word], after.years, within=within, limit=1))
        if not rows:
            return []
        [row] = rows
        names.append(str(row["short_name"] or row["name"]))
        if row["kind"] == "agency":
            after = replace(after, agencies=(*after.agencies, str(row["id"])))
        else:
            after = _moved(row, after)
    page: Page = "counts" if _is_elsewhere(view) else view.page
    when = span(after.years) if after.years else ""
    label = say("choice.comma", view.language).join(names)
    return [Choice(label, when, replace(after, page=page, more=()).href, "several")]


def _is_elsewhere(view: View) -> bool:
    """Tell whether a page shows no choice of agencies: the way leads to one that does."""
    is_start = view.page == "overview" and not (view.county or view.city or view.province)
    return is_start or view.page in _ELSEWHERE or view.page in ("agency", "county")


def _at(view: View) -> str:
    """Return the address of a choice: the same page, or where a place is at home."""
    if not _is_elsewhere(view) and view.page != "overview":
        return view.with_own(n="").href
    page: Page = "county" if view.county else "overview"
    return replace(view, page=page, more=()).href


def answer(store: Store, view: View, typed: str) -> Mapping[str, Any]:
    """Return the choices and what is said about them, as the box takes it."""
    language, fitting = view.language, choices(store, view, typed)
    sentence = say("choice.found", language, n=len(fitting))
    if not fitting:
        sentence = say("choice.nothing", language, text=typed.strip()[:40])
    elif len(fitting) == MOST:
        sentence = say("choice.most", language, n=MOST)
    words, _ = _words(typed)
    others = _without_reports(store, view, words) if len(fitting) < _FEW else ""
    return {
        "choices": [choice.plain(view) for choice in fitting],
        "said": sentence,
        "others": others,
    }


def _without_reports(store: Store, view: View, words: list[str]) -> str:
    """Name divisions that fit and have no report: they are no choice, and no fault of typing."""
    if len(words) != 1 or len(words[0]) < 2:
        return ""
    rows = store.find_agencies(view.dataset, words[0], _FEW)
    names = [str(name) for name in rows.loc[rows["report_count"] == 0, "name"]]
    if not names:
        return ""
    listed = say("choice.comma", view.language).join(names[:_NAMED])
    return say("choice.others", view.language, names=listed + " …" * (len(names) > _NAMED))


def register(server: Flask, store: Store) -> None:
    """Answer the box; the address of the page it is asked on says what is chosen already."""

    def _on_typing() -> Response:
        path = request.args.get("path", "/")[:200]
        view = View.parse(path, request.query_string.decode("utf-8", "replace"))
        reply = jsonify(answer(store, view, request.args.get("typed", "")))
        reply.headers["Cache-Control"] = "no-store"
        return reply

    server.add_url_rule(ADDRESS, "choices", _on_typing)
