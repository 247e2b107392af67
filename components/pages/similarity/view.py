"""Copied texts as HTML: the map, the pairs in a table, and two texts side by side."""

from dash import dcc, html
from dash.development.base_component import Component

from components.answers import Empty
from components.context import PageRequest
from components.layout.attributes import attributes
from components.layout.heading import heading
from components.layout.links import agency_link
from components.layout.panel import badge, download_row, toggle_row
from components.layout.states import empty
from components.pages.similarity.answer import PAGE_ROWS, Similarity, SimilarPair, similarity
from components.pages.similarity.frame import BANDS
from components.report.texts import ComparedTexts
from components.report.texts_view import texts_table
from components.view import Language, View
from components.words import say
from pipelines.copying.letters import measure


def draw_similarity(ask: PageRequest) -> Component:
    """Draw the page of an address."""
    page = similarity(ask)
    if isinstance(page, Empty):
        return empty(page)
    view = page.view
    return html.Article(
        [
            heading(page.question, page.scope, page.sentence),
            *side_by_side(page),
            toggle_row(page.toggles, say("panel.ways", view.language)),
            html.Div(
                [*badge(view), _bands(view.language), *_subject(page), _map(page)],
                className="likeness",
            ),
            _table(page),
            html.Ul([html.Li(note) for note in page.notes], className="notes"),
            download_row(view),
        ],
        className="panel similarity",
    )


def _subject(found: Similarity) -> list[Component]:
    """Say whose years the map shows; another agency is chosen in the bar."""
    if not found.subject:
        return []
    name = agency_link(found.subject_id, found.subject, found.view)
    return [html.P([name, say("similarity.subject", found.view.language)])]


def _bands(language: Language) -> html.Ul:
    """Return the legend of the tints: each from its least to the next."""
    least = [*BANDS, float(measure()["floor"])]
    upper = [1.0, *BANDS]
    items = []
    for at, (low, high) in enumerate(zip(least, upper, strict=True)):
        key = "similarity.band_copy" if at == 0 else "similarity.band"
        words = say(key, language, low=f"{low:.2f}", high=f"{high:.2f}")
        items.append(html.Li([html.Span(className=f"tint tint-{at}"), words]))
    below = say("similarity.band_below", language, low=f"{least[-1]:.2f}")
    items.append(html.Li([html.Span("·", className="tint tint-none"), below]))
    return html.Ul(items, className="legend bands")


def _map(found: Similarity) -> html.Div:
    language, keys = found.view.language, found.matrix.keys
    caption = say("similarity.map", language, scope=found.scope)
    head = [html.Th(say("similarity.against", language), scope="col")]
    head += [html.Th(html.Span(_name(key, found)), scope="col", className="turned") for key in keys]
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr(head)),
            html.Tbody([_line(key, found) for key in keys]),
        ]
    )
    return html.Div(
        table,
        className="table map" + (" of-years" if found.by_years else ""),
        tabIndex=0,
        role="region",
        **attributes(aria_label=caption),
    )


def _name(key: str, found: Similarity) -> Component | str:
    if found.by_years:
        return key
    return agency_link(key, found.names.get(key, key), found.view)


def _line(key: str, found: Similarity) -> html.Tr:
    cells = [_cell(key, other, found) for other in found.matrix.keys]
    return html.Tr([html.Th(_name(key, found), scope="row"), *cells])


def _cell(key: str, other: str, found: Similarity) -> html.Td:
    if key == other:
        return html.Td(className="self")
    at = found.matrix.cells.get((key, other))
    if at is None:
        below = say("similarity.below", found.view.language)
        dot = html.Span("·", **attributes(aria_hidden="true"))
        return html.Td([dot, html.Span(below, className="unseen")], className="below")
    pair = found.pairs[at]
    names = html.Span(f" {pair.left} – {pair.right}", className="unseen")
    link = dcc.Link(
        [f"{pair.similarity:.2f}", names], href=pair.href, title=f"{pair.left} – {pair.right}"
    )
    return html.Td(link, className=f"tint-{pair.band}")


def _table(found: Similarity) -> Component:
    language = found.view.language
    if not found.pairs:
        return html.Div()
    title = say("similarity.pairs", language, n=len(found.pairs))
    names = ("pair", "similarity", "quantile", "shared", "judged", "open")
    heads = [
        html.Th(
            say(f"similarity_column.{name}", language),
            scope="col",
            className="figure" if name in {"similarity", "quantile", "shared"} else "",
        )
        for name in names
    ]
    rows = [_row(pair, found.view) for pair in found.pairs[:PAGE_ROWS]]
    more = (
        [html.P(say("panel.first_rows", language, n=PAGE_ROWS, of=len(found.pairs)))]
        if len(found.pairs) > PAGE_ROWS
        else []
    )
    table = html.Table(
        [html.Caption(title, className="unseen"), html.Thead(html.Tr(heads)), html.Tbody(rows)]
    )
    frame = html.Div(
        table, className="table pairs", tabIndex=0, role="region", **attributes(aria_label=title)
    )
    return html.Section([html.H2(title), frame, *more], className="likeness-pairs")


def _row(pair: SimilarPair, view: View) -> html.Tr:
    language = view.language
    quantile = "" if pair.quantile is None else f"{100 * pair.quantile:.1f}%"
    judged = say("similarity.is_copy" if pair.is_copy else "similarity.is_like", language)
    names = [
        agency_link(key.partition(":")[0], name, view)
        for key, name in zip(pair.keys, (pair.left, pair.right), strict=True)
    ]
    opens = dcc.Link(
        [
            say("similarity.open", language),
            html.Span(f" {pair.left} – {pair.right}", className="unseen"),
        ],
        href=pair.href,
    )
    return html.Tr(
        [
            html.Th([names[0], " – ", names[1]], scope="row"),
            html.Td(f"{pair.similarity:.2f}", className="figure"),
            html.Td(quantile, className="figure"),
            html.Td(f"{pair.shared:,}", className="figure"),
            html.Td(judged, className="copy" if pair.is_copy else ""),
            html.Td(opens),
        ]
    )


def side_by_side(found: Similarity) -> list[Component]:
    """Return the opened pair, nothing where none is opened."""
    opened, language = found.opened, found.view.language
    if opened is None:
        return []
    close = dcc.Link(
        say("findings.close", language),
        href=found.view.with_own(left="", right="").href,
        className="button",
    )
    return [
        html.Section(
            [
                html.H2(say("similarity.opened", language)),
                html.P(_told(opened, found), className="lead"),
                *([texts_table(opened, language)] if opened.rows else []),
                html.P(close, className="opened-links"),
            ],
            className="beside",
        )
    ]


def _told(opened: ComparedTexts, found: Similarity) -> str:
    language = found.view.language
    if opened.why:
        return say(f"similarity.why_{opened.why}", language)
    said = {"n": opened.passages, "letters": f"{opened.shared:,}", "pale": f"{opened.template:,}"}
    text = say("similarity.shared", language, **said)
    pair = found.opened_pair
    if pair is None:
        return text + say("similarity.not_listed", language)
    return text + say("similarity.is", language, n=f"{pair.similarity:.2f}")
