"""The official tables as HTML: heads and spans as printed, each cell by what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dash import dcc, html
from dash.development.base_component import Component

from components.figures.form import Form, FormLine, Head, Slot
from components.layout.attributes import attributes
from components.report.answer import ReportPage
from components.report.cells import CellEntry, PrintedForm
from components.report.context import FigureContext, Key, lines
from components.report.context import words as context_words
from components.report.notes import Note, marks, recomputed
from components.view import Language
from components.words import say
from pipelines.store.hierarchy import member_rank

Inside = list[Component | str]


@dataclass(frozen=True, slots=True)
class TableNotes:
    """What stands beside the figures: findings, recomputed values, which one is highlighted."""

    marks: Mapping[str, tuple[Note, ...]]
    recomputed: Mapping[str, str]
    words: Mapping[str, str]
    chosen: str
    language: Language
    context: Mapping[Key, FigureContext] = field(default_factory=dict)

    @classmethod
    def of(cls, page: ReportPage) -> TableNotes:
        """Return what stands beside the figures of a page."""
        own = marks(page.notes), recomputed(page.notes)
        words = {key: one.words for key, one in page.held.figures.items()}
        return cls(*own, words, page.chosen, page.view.language, page.held.context)

    def around(self, table: str, key: str) -> FigureContext | None:
        """Return what stands around a figure, None where nothing is known."""
        return self.context.get((table, key))


def official(printed: PrintedForm, beside: TableNotes) -> html.Section:
    """Set one official table under its printed title."""
    return sheet(
        printed.form,
        lambda slot: _cell(slot, printed, beside),
        _standing(printed, beside.language),
        beside.language,
    )


def sheet(
    form: Form, cell: Callable[[Slot], html.Td], standing: str, language: Language
) -> html.Section:
    """Set a table of the official form, its heads and spans as printed, its cells as `cell` does.

    `standing` is what is said of the table under its title.
    """
    number = say(f"table_name.{form.number}", language)
    head = [_line(line, form, cell) for line in form.lines[: form.head]]
    body = [_line(line, form, cell) for line in form.lines[form.head :]]
    caption = html.Caption(f"{number} {form.title}", className="unseen")
    table = html.Table(
        [caption, *([html.Thead(head)] if head else []), html.Tbody(body)],
        className=f"official form-{form.number}",
    )
    return html.Section(
        [
            html.H2([html.Span(form.title, lang="zh-CN"), *_english(number, language)]),
            html.P(standing, className="scope"),
            html.Div(
                table,
                className="sheet",
                tabIndex=0,
                role="region",
                **attributes(aria_label=f"{number} {form.title}"),
            ),
        ],
        className="official-table",
        id=f"table-{form.number}",
    )


def _english(number: str, language: Language) -> list[Component]:
    return [html.Span(number, className="gloss")] if language == "en" else []


def _standing(printed: PrintedForm, language: Language) -> str:
    """Return how much of a table was read, and that it was read off a picture where it was."""
    standing = _completeness(printed, language)
    if not any(entry.method == "recognised" for entry in printed.entries.values()):
        return standing
    return f"{standing} {say('report.from_picture', language)}"


def _completeness(printed: PrintedForm, language: Language) -> str:
    known = sum(entry.is_known for entry in printed.entries.values())
    key = printed.standing or "excerpt"
    return say(f"report.standing_{key}", language, known=known, cells=len(printed.entries))


def _line(line: FormLine, form: Form, cell: Callable[[Slot], html.Td]) -> html.Tr:
    is_head = not line.slots
    heads = [_head(head, form, is_column=is_head) for head in line.heads]
    return html.Tr([*heads, *(cell(slot) for slot in line.slots)])


def _head(head: Head, form: Form, *, is_column: bool) -> html.Th:
    """Set one printed label, in one part where one will do: each costs the browser time."""
    inside: Inside = [head.text]
    if head.gloss:
        gloss = html.Span(head.gloss, className="gloss", lang="en")
        inside = [html.Span(head.text, lang="zh-CN"), gloss]
    is_across = is_column and head.columns == form.width
    scope = ("colgroup" if head.columns > 1 else "col") if is_column else "row"
    return html.Th(
        inside,
        scope=scope,
        colSpan=head.columns,
        rowSpan=head.rows,
        lang=None if head.gloss else "zh-CN",
        className="across" if is_across else None,
    )


def _cell(slot: Slot, printed: PrintedForm, beside: TableNotes) -> html.Td:
    entry, noted = printed.entries[slot.key], beside.marks.get(slot.key, ())
    context = beside.around(printed.form.number, slot.key)
    is_short = bool(slot.member) and not member_rank("applicant", slot.member).is_total
    return html.Td(
        [*figure(entry, slot.key, beside, context), *around(context, beside, is_short=is_short)],
        colSpan=slot.columns,
        className=" ".join(_classes(entry, slot.key, noted, beside)),
    )


def _classes(entry: CellEntry, key: str, noted: tuple[Note, ...], beside: TableNotes) -> list[str]:
    open_notes = [note for note in noted if note.is_open]
    grave = any(note.severity == "error" for note in open_notes)
    return [
        f"state-{entry.state}",
        *(["is-zero"] if entry.value == 0 else []),
        *([f"is-{entry.method}"] if entry.method in {"repaired", "corrected"} else []),
        *(["has-error" if grave else "has-note"] if open_notes else []),
        *(["is-lit"] if key == beside.chosen else []),
    ]


def around(
    context: FigureContext | None, beside: TableNotes, *, is_short: bool = False
) -> list[Component]:
    """Set what stands around a number, small and quiet; nothing where nothing is known."""
    words_around = lines(context, beside.language, is_short=is_short)
    return [html.Span(line, className="around") for line in words_around]


def figure(
    entry: CellEntry, key: str, beside: TableNotes, context: FigureContext | None = None
) -> Inside:
    """Set what was found in a cell, what it should come to, and the marks of its findings."""
    language = beside.language
    should = beside.recomputed.get(key, "")
    words = beside.words.get(key, "")
    tag = [html.Span(say("report.published", language), className="tag")] if should else []
    main: Component = html.Span(entry.text)
    if entry.is_known:
        title = say("report.open_source", language, what=words, raw=entry.raw.strip()[:80])
        title = " ".join(filter(None, (title, context_words(context, language))))
        main = dcc.Link(entry.text, href=entry.href, title=title)
    return [
        *tag,
        main,
        *_repair(entry, language),
        *_second(should, entry, language),
        *(_mark(note, language) for note in beside.marks.get(key, ())),
    ]


def _repair(entry: CellEntry, language: Language) -> Inside:
    if entry.method != "repaired":
        return []
    title = say("report.repaired_title", language, raw=entry.raw.strip()[:80])
    return [html.Abbr(say("report.repaired", language), title=title, className="repair")]


def _second(should: str, entry: CellEntry, language: Language) -> Inside:
    lines = [
        *([say("report.recomputed", language, value=should)] if should else []),
        *([say("report.corrected", language, value=entry.published)] if entry.published else []),
        *(say("report.also", language, value=value) for value in entry.also),
    ]
    return [html.Span(line, className="second") for line in lines]


def _mark(note: Note, language: Language) -> Component:
    words = say("report.mark", language, n=note.number, title=note.title)
    return html.A(
        str(note.number),
        href=f"#note-{note.number}",
        title=words,
        className=f"mark is-{note.severity if note.is_open else 'closed'}",
        **attributes(aria_label=words),
    )
