"""What stands behind the figures: how many, how well read, what they mean, by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR
from operator import itemgetter
from typing import Final

import pandas as pd

from components.answers import Sheet
from components.context import PageRequest
from components.figures import dimensions
from components.figures.records import Record, records
from components.figures.scope import unit_words
from components.figures.text import form_words
from components.numbers import plain
from components.tables import Table, TableCell, TableColumn
from components.view import Dataset, Language
from components.words import messages, say
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.rates import RateDefinition, rates
from pipelines.resources import table

_DATASETS: Final[tuple[Dataset, ...]] = ("real", "demo")
STATES: Final = ("number", "blank", "slash", "dash", "none_word", "image", "lost", "absent",
                 "not_captured")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chapter:
    """A table that is opened by its link: a page of all of them is too long for a browser."""

    key: str
    title: str
    table: Table


@dataclass(frozen=True, slots=True)
class About:
    """The page as values: indicators by table, rules by family, in the order of the book."""

    title: str
    sentence: str
    coverage: Table
    accuracy_line: str
    accuracy: Table
    glossary: tuple[Chapter, ...]
    indicator_count: int
    rates: Table
    rules: tuple[Chapter, ...]
    rule_count: int
    law: tuple[str, ...]
    version: str


def about(ask: PageRequest) -> About:
    """Gather the page."""
    language, info = ask.language, ask.store.info()
    counted, rules, meanings = accuracy(), ask.store.rules(), dimensions.indicators(ask.store)
    return About(
        title=say("about.title", language),
        sentence=_sentence(ask),
        coverage=_coverage(ask),
        accuracy_line=say(
            "about.accuracy_line",
            language,
            documents=plain(counted["documents"][0]),
            classes=counted["classes"][0],
        ),
        accuracy=_accuracy(language),
        glossary=tuple(
            Chapter(f"table-{name}", say(f"table_name.{name}", language), _glossary(rows, language))
            for name, rows in meanings.groupby("table", sort=False)
        ),
        indicator_count=len(meanings),
        rates=_rates(language),
        rules=tuple(
            Chapter(str(name), say(f"about_family.{name}", language), _rules(rows, language))
            for name, rows in rules.groupby("family", sort=False)
        ),
        rule_count=len(rules),
        law=_law(language),
        version=say("about.version_line", language, digest=ask.digest, schema=info.schema),
    )


def sheet(ask: PageRequest) -> Sheet:
    """Return the glossary as the page's file."""
    page = about(ask)
    return Sheet(
        view=ask.view,
        question=page.title,
        scope=page.version,
        sentence=page.sentence,
        coverage=page.accuracy_line,
        table=_glossary(dimensions.indicators(ask.store), ask.language),
        definitions=(
            *((row[0].text, row[1].text) for row in page.rates.rows),
            *((row[-1].text, row[0].text) for one in page.rules for row in one.table.rows),
        ),
    )


def _sentence(ask: PageRequest) -> str:
    reports = {name: ask.store.reports(name) for name in _DATASETS}
    real = reports["real"]
    return say(
        "about.sentence",
        ask.language,
        reports=plain(len(real)),
        agencies=plain(real["agency_id"].nunique()),
        documents=plain(int((real["source"] == "document").sum())),
        demo=plain(len(reports["demo"])),
    )


def _coverage(ask: PageRequest) -> Table:
    """Count reports by year, a column a form; real ones and simulated ones in rows of their own."""
    language = ask.language
    frames = {name: ask.store.reports(name) for name in _DATASETS}
    held = set().union(*(frame["template"] for frame in frames.values()))
    forms = sorted(held, key=lambda form: (form.isdigit(), form), reverse=True)
    words = [say(key, language) for key in ("filters.dataset", "column.year")]
    unknown = say("about.form_unknown", language)
    labels = [form_words(form, language) if form.isdigit() else unknown for form in forms]
    numbers = [*labels, say("about.reports", language)]
    columns = (*map(TableColumn, words), *(TableColumn(label, "number") for label in numbers))
    rows = []
    for name, frame in frames.items():
        for year, of_year in sorted(frame.groupby("report_year"), reverse=True, key=itemgetter(0)):
            counts = [*(int((of_year["template"] == form).sum()) for form in forms), len(of_year)]
            text = (TableCell(say(f"filters.{name}", language)), TableCell(str(year)))
            rows.append((*text, *(TableCell(plain(n), float(n)) for n in counts)))
    return Table(columns, tuple(rows))


def _accuracy(language: Language) -> Table:
    columns = (
        TableColumn(say("about.measure", language)),
        TableColumn(say("about.result", language), "number"),
    )
    rows = [
        (TableCell(say(f"about_mark.{key}", language)), TableCell(_mark(part, whole, language)))
        for key, (part, whole) in accuracy().items()
        if f"about_mark.{key}" in messages()
    ]
    return Table(columns, tuple(rows))


def _mark(part: int, whole: int | None, language: Language) -> str:
    if whole is None:
        return say("about.only", language, part=plain(part))
    rate = f"{100 * part / whole:.2f}%"  # one decimal would make 100 of what is less
    return say("about.of", language, part=plain(part), whole=plain(whole), rate=rate)


def _glossary(rows: pd.DataFrame, language: Language) -> Table:
    keys = ("indicator", "item", "form", "unit")
    heads = [say(f"column.{key}", language) for key in keys]
    heads += [say("about.since", language), say("export.comparable", language)]
    heads += [say("column.content", language)] if language == "zh" else []
    found = tuple(_meaning(row, language) for row in records(rows))
    return Table(tuple(TableColumn(head) for head in heads), found)


def _rates(language: Language) -> Table:
    """Set every rate with what it is computed from and the base that it needs."""
    heads = ("about.title_head", "about.formula", "about.least", "about.cells")
    columns = [TableColumn(say(key, language)) for key in heads]
    columns[2] = TableColumn(columns[2].label, "number")
    rows = [
        (
            TableCell(rate.label.spoken(language)),
            TableCell(rate.means.spoken(language)),
            TableCell(str(rate.least), float(rate.least)) if rate.least else TableCell("–"),
            TableCell(_cells_of(rate)),
        )
        for rate in rates().values()
    ]
    return Table(tuple(columns), tuple(rows))


def _cells_of(rate: RateDefinition) -> str:
    """Write what a rate is computed from by its codes, as rates.toml has them."""
    upper = " + ".join(rate.upper) + "".join(f" − {one}" for one in rate.minus)
    return f"({upper}) / ({' + '.join(rate.lower)})" if rate.lower else upper


def _law(language: Language) -> tuple[str, ...]:
    """Name the law and its forms, the newest first, and where the divisions are from."""
    forms = (
        say(
            "about_law.form",
            language,
            basis=form.basis.spoken(language),
            name=form.name.spoken(language),
            years=_years(*form.years),
        )
        for form in reversed(catalogue().templates)
    )
    return (
        say("about_law.regulations", language),
        *forms,
        say("about_law.divisions", language),
    )


def _years(first: int, last: int) -> str:
    """Write the years of a form; the one in force has no last."""
    return f"{first}–" if last == MAXYEAR else f"{first}–{last}"


def _meaning(row: Record, language: Language) -> tuple[TableCell, ...]:
    forms = [form for form in str(row["templates"]).split(";") if form]
    years = ", ".join(_years(*form.years) for form in catalogue().templates if form.id in forms)
    words = [
        str(row["id"]),
        str(row[f"label_{language}"]),
        say(f"table_name.{row['table']}", language),
        unit_words(str(row["unit"]), language),
        years or say("about.every_form", language),
        say(f"comparable.{row['comparable']}", language),
    ]
    words += [str(row["note"] or "")] if language == "zh" else []  # notes are in Chinese only
    return tuple(map(TableCell, words))


def _rules(rows: pd.DataFrame, language: Language) -> Table:
    heads = ("about.title_head", "about.severity", "about.basis", "about.rule")
    columns = tuple(TableColumn(say(key, language)) for key in heads)
    return Table(
        columns,
        tuple(
            (
                TableCell(str(row[f"title_{language}"])),
                TableCell(say(f"grade.{row['severity']}", language)),
                TableCell(str(row[f"basis_{language}"])),
                TableCell(str(row["rule"])),
            )
            for row in records(rows)
        ),
    )


def accuracy() -> Mapping[str, tuple[int, int | None]]:
    """Return how well generated documents are read: what was counted, out of how many."""
    rows = table("components.pages.about", "accuracy.csv")
    return {r["key"]: (int(r["part"]), int(r["whole"]) if r["whole"] else None) for r in rows}
