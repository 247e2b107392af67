"""One question's frame: question, scope, answer, chart, table, sources and downloads."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, theme
from components.answers import Answer, Key, ReportSource, Toggle
from components.layout.attributes import attributes
from components.layout.heading import question_heading
from components.layout.links import outside
from components.layout.table import sortable_table
from components.layout.tabs import TABLE, tabs
from components.theme import Chart
from components.view import Language, View
from components.words import say

_MOST_SOURCES = 400
_MOST_FOLDED = 200
_KINDS: dict[str, type[Component]] = {  # parts that hold more than children
    ids.Importing.TICK: dcc.Interval,
}


def panel(
    answer: Answer, digest: str, stem: str, *, is_narrow: bool = False, can_embed: bool = False
) -> html.Article:
    """Set an answer: the sentence first, then the chart or its table, then all that backs it.

    `stem` is what its pictures are called when they are saved; the code for a page of another site
    is offered where some site may show it.
    """
    view = answer.view
    is_table = view.own("show") == TABLE
    ways = (view.with_own(show="", sort=""), view.with_own(show=TABLE))
    return html.Article(
        [
            _heading(answer),
            toggle_row(filter(None, answer.toggles), say("panel.ways", view.language)),
            tabs(*ways, is_table=is_table, name=ids.FigurePanel.OPEN_TABLE),
            _as_table(answer) if is_table else _figure(answer, digest, stem, is_narrow=is_narrow),
            html.Ul([html.Li(note) for note in answer.notes], className="notes"),
            _downloads(answer, is_table=is_table, can_embed=can_embed),
            _definition(answer),
            _sources(answer),
        ],
        className="panel",
    )


def embedded(answer: Answer, digest: str, stem: str, *, is_narrow: bool = False) -> html.Article:
    """Set an answer for a page of another site: what it says and shows, and a way to the rest."""
    is_table = answer.view.own("show") == TABLE
    figure = _as_table(answer) if is_table else _figure(answer, digest, stem, is_narrow=is_narrow)
    words = say("panel.embedded", answer.view.language, digest=digest[:12])
    whole = html.A(words, href=answer.view.href, target="_blank", rel="noopener")
    return html.Article(
        [_heading(answer), figure, html.P(whole, className="whole")], className="panel embedded"
    )


def skeleton() -> html.Div:
    """Return every named part of a panel, empty: what callbacks may speak to."""
    return html.Div(
        [_KINDS.get(part, html.Div)(id=part) for group in ids.OF_PAGES for part in group]
    )


def graph(chart: Chart, language: Language, label: str, *, name: str = "") -> html.Div:
    """Return a chart with the one configuration every chart has, described in words."""
    height = chart["layout"]["height"]
    more: dict[str, Any] = {"id": name} if name else {}
    return html.Div(
        dcc.Graph(
            figure=chart,
            config=cast("Any", theme.config(language)),
            style={"height": f"{height}px"},
            responsive=True,
            **more,
        ),
        role="img",
        className="graph",
        style={"minHeight": f"{height}px"},  # its place is kept while the chart library arrives
        **attributes(aria_label=label),
    )


def badge(view: View) -> list[Component]:
    """Return the mark of simulated data for a chart's corner, or nothing."""
    return [html.Span(say("site.ribbon", view.language), className="badge")] if view.is_demo else []


def _heading(answer: Answer) -> html.Div:
    return html.Div(
        [
            question_heading(answer.question),
            html.P(answer.scope, className="scope"),
            html.P(answer.sentence, id=ids.FigurePanel.SENTENCE, className="answer"),
        ],
        className="heading",
    )


def toggle_row(groups: Iterable[Iterable[Toggle]], label: str) -> html.Div:
    """Set groups of ways to look at the same thing; of each group one is on."""
    rows = [
        html.Div([*map(toggle_link, group)], className="toggle", role="group") for group in groups
    ]
    return html.Div(rows, className="toggles", role="group", **attributes(aria_label=label))


def toggle_link(toggle: Toggle) -> dcc.Link:
    """Return the link to one way to look at a thing."""
    return dcc.Link(toggle.label, href=toggle.href, className="is-on" if toggle.is_on else "")


def _as_table(answer: Answer) -> html.Figure:
    """Set the table behind the chart in its place."""
    caption = f"{answer.question} {answer.scope}"
    table = sortable_table(answer.table, caption, answer.view, ids.FigurePanel.TABLE)
    return html.Figure(
        [*badge(answer.view), table, html.Figcaption(answer.coverage)], className="figure of-table"
    )


def _figure(answer: Answer, digest: str, stem: str, *, is_narrow: bool) -> html.Figure:
    language = answer.view.language
    source = say("panel.source_line", language, coverage=answer.coverage, digest=digest[:12])
    label = say("panel.chart_label", language, question=answer.question, sentence=answer.sentence)
    simulated = say("site.ribbon", language) if answer.view.is_demo else ""
    return html.Figure(
        [
            *badge(answer.view),
            *_legend(answer),
            graph(answer.chart(is_narrow=is_narrow), language, label, name=ids.FigurePanel.GRAPH),
            html.Figcaption(answer.coverage),
        ],
        className="figure",
        **attributes(
            data_title=answer.question,
            data_scope=answer.scope,
            data_sentence=answer.sentence,
            data_source=source,
            data_simulated=simulated,
            data_file=stem,
        ),
    )


def _legend(answer: Answer) -> list[Component]:
    """Return the legend as words that wrap; the exported picture draws its own."""
    entries = [html.Li([swatch(key), key.label]) for key in answer.legend]
    return [html.Ul(entries, className="legend")] if entries else []


def swatch(key: Key) -> html.Span:
    """Return the patch of colour before an entry of a legend."""
    style = {"background": key.colour, "opacity": key.strength}
    return html.Span(className="swatch", style=style)


def _downloads(answer: Answer, *, is_table: bool, can_embed: bool) -> html.Div:
    """Offer the choice first, then what is shown and everything, and the picture."""
    view, language = answer.view, answer.view.language
    chosen = say("panel.chosen", language, n=f"{answer.chosen_rows:,}")
    groups = [
        _copies(language, *(["table"] if is_table else []), *(["embed"] if can_embed else [])),
        _files(chosen, "chosen", view, say("panel.chosen_hint", language)),
        _files(say("panel.seen", language), "", view, say("panel.seen_hint", language)),
        _files(say("panel.all", language), "all", view, say("panel.all_hint", language)),
        *([] if is_table else [pictures_of(language, file_link(view, "pptx"))]),
    ]
    return html.Div(groups, className="downloads")


def _files(label: str, held: str, view: View, hint: str) -> html.Span:
    head = html.Span(label, className="label", title=hint)
    links = [file_link(view, form, held) for form in ("xlsx", "csv")]
    return html.Span([head, *links], className=f"files files-{held or 'seen'}", title=hint)


def _copies(language: Language, *more: str) -> html.Span:
    """Return the buttons that put the sentence, the link or `more` on the clipboard."""
    done = attributes(
        data_done=say("panel.copied", language), data_failed=say("panel.not_copied", language)
    )
    buttons = [
        html.Button(
            say(f"panel.copy_{what}", language),
            className="button",
            **attributes(data_copy=what),
            **done,
        )
        for what in ("sentence", "link", *more)
    ]
    head = html.Span(say("panel.copy", language), className="label")
    code = html.Button(
        say("panel.qr", language),
        className="button",
        title=say("panel.qr_hint", language),
        **attributes(data_qr=say("panel.qr_of", language), aria_expanded="false"),
    )
    words, hint = say("panel.print", language), say("panel.print_hint", language)
    paper = html.Button(words, className="button", title=hint, **attributes(data_print="yes"))
    return html.Span([head, *buttons, code, paper], className="files files-copy")


def pictures_of(language: Language, *more: Component) -> html.Span:
    """Return the buttons that save the chart of the nearest article, and `more` beside them."""
    buttons = [
        html.Button(
            say(f"panel.{form}", language), className="button", **attributes(data_export=form)
        )
        for form in ("png", "svg")
    ]
    head = html.Span(say("panel.picture", language), className="label")
    return html.Span([head, *buttons, *more], className="files files-picture")


def download_row(view: View) -> html.Div:
    """Offer what a page shows as CSV and as a workbook."""
    head = html.Span(say("panel.download", view.language), className="label")
    return html.Div([head, file_link(view, "csv"), file_link(view, "xlsx")], className="downloads")


def file_link(view: View, form: str, held: str = "") -> html.A:
    """Return the link to a file of this view as CSV or workbook: what is shown, or `held`."""
    ending = f"{held}.{form}" if held else form
    return html.A(
        say(f"panel.{form}", view.language),
        href=f"/{view.page}.{ending}{view.search()}",
        download="",
        className="button",
    )


def _sources(answer: Answer) -> html.Details:
    """Return a fold whose inside is fetched when it is opened: most readers never do."""
    language = answer.view.language
    words = say("panel.sources", language, n=len(answer.sources))
    waiting = html.P(say("site.loading", language), className="waiting")
    inside = html.Div(waiting, id=ids.FigurePanel.SOURCES)
    summary = html.Summary(words, id=ids.FigurePanel.OPEN_SOURCES, n_clicks=0)
    return html.Details([summary, inside], className="fold")


def _definition(answer: Answer) -> html.Details:
    meaning, language = answer.definition, answer.view.language
    notes = " ".join(filter(None, (meaning.note, meaning.comparable_note)))
    return html.Details(
        [
            html.Summary(say("panel.definition", language)),
            html.P(
                say(
                    "panel.definition_line",
                    language,
                    label=meaning.label,
                    unit=meaning.unit,
                    note=notes,
                )
            ),
            html.P(html.Code(meaning.indicator)),
        ],
        className="fold",
    )


def sources_of(answer: Answer) -> Component:
    """List the reports behind the chart, each with its public address."""
    return _source_list(answer.sources[:_MOST_SOURCES], answer.view)


def sources_fold(sources: Sequence[ReportSource], view: View) -> html.Details:
    """Fold away the reports behind a page; of many the first stand there, and the count of all."""
    words = say("panel.sources", view.language, n=len(sources))
    return html.Details(
        [html.Summary(words), _source_list(sources[:_MOST_FOLDED], view)], className="fold"
    )


def _source_list(sources: Sequence[ReportSource], view: View) -> Component:
    if view.is_demo:
        return html.P(say("panel.simulated_sources", view.language))
    return html.Ol([_source(source, view.language) for source in sources], className="sources")


def _source(source: ReportSource, language: Language) -> html.Li:
    return html.Li(
        [
            html.Span(str(source.year), className="year"),
            outside(source.title or source.agency, source.address, language),
        ]
    )
