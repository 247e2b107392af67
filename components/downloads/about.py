"""What every file says of itself: question, filters, build, and whether it is simulated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components.answers import Answer, Sheet
from components.words import say


@dataclass(frozen=True, slots=True)
class Export:
    """An answer on its way out: which build it is of, when, and the address of its view."""

    answer: Answer | Sheet
    digest: str
    made_on: date
    link: str


def about(export: Export) -> list[tuple[str, str]]:
    """Return the lines that stand above the figures; simulated data says so first."""
    answer, view = export.answer, export.answer.view
    lines = [
        ("question", answer.question),
        ("scope", answer.scope),
        ("sentence", answer.sentence),
        ("coverage", answer.coverage),
        ("link", export.link),
        ("made_on", export.made_on.isoformat()),
        ("store", export.digest),
    ]
    named = [(say(f"export.{key}", view.language), text) for key, text in lines]
    if view.is_demo:
        named.insert(0, (say("site.ribbon", view.language), say("export.simulated", view.language)))
    return named


def filters(export: Export) -> list[tuple[str, str]]:
    """Return every filter of the view with its words, the unset ones as all."""
    view = export.answer.view
    language = view.language
    years = f"{view.years[0]}-{view.years[1]}" if view.years else say("filters.all_years", language)
    rows = [
        ("dataset", say(f"filters.{view.dataset}", language)),
        ("province", view.province or say("filters.all_provinces", language)),
        ("city", view.city or say("filters.all_cities", language)),
        ("county", view.county or say("filters.all_counties", language)),
        ("agencies", " ".join(view.agencies) or say("step.all_agencies", language)),
        ("first", years),
    ]
    if isinstance(export.answer, Answer):
        rows.append(("indicator", export.answer.definition.label))
    named = [(say(f"filters.{key}", language), text) for key, text in rows]
    return [*named, *view.more]
