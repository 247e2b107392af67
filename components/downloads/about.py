"""What every file says of itself: question, filters, build, and whether it is simulated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from components.answers import Answer, Sheet
from components.downloads.rows import FileRows
from components.numbers import span
from components.tables import Table
from components.view import View
from components.words import messages, say
from pipelines.export.terms import LICENCE, cited

_GROUPS: Final = {"severity": "grade", "kind": "history_kind"}  # of words, named otherwise


@dataclass(frozen=True, slots=True)
class Export:
    """An answer on its way out: of which build of which day, made when, its address and its rows.

    `names` are the names of places and agencies by their codes.
    """

    answer: Answer | Sheet
    digest: str
    published_on: date
    made_on: date
    link: str
    rows: FileRows | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_as_seen(self) -> bool:
        """Tell whether the rows are the page's own, so that what it says of them holds."""
        return self.rows is None or self.rows.held == "seen"

    @property
    def table(self) -> Table:
        """Return the rows of the file: those of the page where no others are named."""
        return self.answer.table if self.rows is None else self.rows.table


def about(export: Export) -> list[tuple[str, str]]:
    """Return the lines that stand above the figures; simulated data says so first.

    What the page says of what it shows is left out where the rows are others than those.
    """
    answer, view, rows = export.answer, export.answer.view, export.rows
    of_choice = [
        ("scope", answer.scope),
        ("sentence", answer.sentence),
        ("coverage", answer.coverage),
    ]
    lines = [
        ("question", answer.question),
        *([("holds", rows.words)] if rows else []),
        *(of_choice if export.is_as_seen else []),
        ("link", export.link),
        ("made_on", export.made_on.isoformat()),
        ("store", export.digest),
        ("terms", LICENCE.name),
        ("citation", cited(export.digest, export.published_on, view.dataset)),
    ]
    named = [(say(f"export.{key}", view.language), text) for key, text in lines]
    if view.is_demo:
        named.insert(0, (say("site.ribbon", view.language), say("export.simulated", view.language)))
    return named


def filters(export: Export) -> list[tuple[str, str]]:
    """Return every filter of the view with its words and codes, the unset ones as all."""
    view = export.answer.view
    language = view.language
    years = span(view.years) if view.years else say("filters.all_years", language)
    agencies = say("counts.comma", language).join(_coded(a, export) for a in view.agencies)
    codes = {"province": view.province, "city": view.city, "county": view.county}
    places = [(key, _coded(code, export)) for key, code in codes.items() if code]
    rows = [
        ("dataset", say(f"filters.{view.dataset}", language)),
        *(places or [("province", say("filters.all_provinces", language))]),
        ("agencies", agencies or say("step.all_agencies", language)),
        ("years", years),
    ]
    if isinstance(export.answer, Answer):
        rows.append(("indicator", export.answer.definition.label))
    named = [(say(f"filters.{key}", language), text) for key, text in rows]
    return [*named, *_own_filters(view)]


def _own_filters(view: View) -> Iterator[tuple[str, str]]:
    """Yield what of a page's own filters is set, in words; how a table is set out is none."""
    for key, value in view.more:
        name = f"export_filter.{key}"
        groups = (f"{view.page}_{key}", f"data_{key}", f"{key}_name", _GROUPS.get(key, key))
        known = [f"{group}.{value}" for group in groups if f"{group}.{value}" in messages()]
        if name in messages():
            yield (
                say(name, view.language),
                say(known[0], view.language) if known else value,
            )


def _coded(code: str, export: Export) -> str:
    """Write a code after the name it stands for, where the name is known."""
    name = export.names.get(code, "")
    return f"{name} {code}" if name and code else code
