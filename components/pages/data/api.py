"""The parts of the page of figures that speak of the store's file and of the API."""

from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component
from flask import has_request_context, request

from components.api.about_data import citation
from components.api.fields import FIGURES, HOME, ROUTES, Parameter
from components.context import PageRequest
from components.layout.links import outside
from components.layout.table import html_table
from components.numbers import plain
from components.tables import Table, TableCell, TableColumn
from components.view import Language, View
from components.words import say
from pipelines.catalogue.indicator_ids import DISCLOSURE_TOTAL
from pipelines.export.terms import LICENCE, WORDS

_TOWN = "990101001"


def store_section(ask: PageRequest) -> html.Section:
    """Offer the published file itself."""
    language = ask.language
    size = ask.store.file().stat().st_size / 1e6
    holes = {"size": say("data.bytes", language, n=plain(round(size, 1))), "digest": ask.digest}
    name = f"mingcha-{ask.digest}.duckdb"
    return html.Section(
        [
            html.H2(say("data.store_head", language)),
            html.P(say("data.store_line", language, **holes)),
            html.P(
                html.A(
                    say("data.store_link", language, name=name),
                    href="/data/store.duckdb",
                    download=name,
                    className="button",
                )
            ),
        ],
        className="more",
    )


def terms_section(ask: PageRequest) -> html.Section:
    """Say on which terms the data may be used, and how it is cited."""
    language = ask.language
    catalog = f"{HOME}/dcat.jsonld"
    return html.Section(
        [
            html.H2(say("export.terms", language)),
            html.P([WORDS[language], " ", outside(LICENCE.title, LICENCE.path, language)]),
            html.P([say("export.citation", language), ": ", html.Code(citation(ask))]),
            html.P([say("data_route.catalog", language), " ", html.A(catalog, href=catalog)]),
        ],
        className="more",
    )


def api_section(ask: PageRequest) -> html.Section:
    """Describe the API with examples that work on this very server."""
    view, language = ask.view, ask.language
    here = f"{HOME}/figures{_asked(view)}"
    openapi = f"{HOME}/openapi.json"
    return html.Section(
        [
            html.H2(say("data.api_head", language), id="api"),
            html.P(say("data.api_line", language)),
            html.P([say("data.api_this", language), " ", html.A(here, href=here)]),
            html.P(
                [
                    html.A(say("data.api_openapi", language), href=openapi),
                    " ",
                    html.Code(openapi),
                ]
            ),
            *_examples(language),
            _fold(say("data.api_lists", language), _lists(language), language),
            _fold(say("data.api_takes", language), _parameters(language), language),
            _fold(say("data.api_columns", language), _fields(language), language),
        ],
        className="more api",
    )


def _asked(view: View) -> str:
    return view.with_own(n="", sort="", show="", at="").search()


def examples(host: str) -> dict[str, str]:
    """Return commands that work, by the message that says what each gives."""
    town = urlencode({"dataset": "demo", "a": _TOWN, "y": "2022..2024", "i": DISCLOSURE_TOTAL})
    third = urlencode({"dataset": "demo", "table": "3", "limit": "100"})
    wrong = urlencode({"dataset": "demo", "lang": "en", "verdict": "any"})
    return {
        "example_count": f'curl "{host}{HOME}/figures.csv?{town}"',
        "example_page": f'curl "{host}{HOME}/figures.json?{third}"',
        "example_findings": f'curl "{host}{HOME}/findings.jsonl?{wrong}"',
        "example_file": f'curl -OJ "{host}/data/store.duckdb"',
    }


def _examples(language: Language) -> list[Component]:
    host = request.host_url.rstrip("/") if has_request_context() else "http://127.0.0.1:8050"
    found: list[Component] = [html.H3(say("data.api_examples", language))]
    for key, command in examples(host).items():
        found += [html.P(say(f"data.{key}", language)), html.Pre(html.Code(command), tabIndex=0)]
    return found


def _lists(language: Language) -> Table:
    heads = ("data.api_address", "data.api_what", "data.api_takes")
    rows = tuple(
        (
            TableCell(f"{HOME}/{name}"),
            TableCell(say(f"data_route.{name}", language)),
            TableCell(" ".join(one.name for one in route.parameters)),
        )
        for name, route in ROUTES.items()
    )
    return Table(tuple(TableColumn(say(key, language)) for key in heads), rows)


def _parameters(language: Language) -> Table:
    heads = ("data.api_parameter", "data.api_allowed", "data.api_meaning")
    parameters: dict[str, Parameter] = {}
    for route in ROUTES.values():
        for parameter in route.parameters:
            parameters.setdefault(parameter.name, parameter)
    rows = tuple(
        (
            TableCell(name),
            TableCell(allowed_words(parameter)),
            TableCell(say(f"data_param.{name}", language)),
        )
        for name, parameter in parameters.items()
    )
    return Table(tuple(TableColumn(say(key, language)) for key in heads), rows)


def allowed_words(one: Parameter) -> str:
    """Return what a parameter may be: its choices, else an example."""
    return " | ".join(one.allowed) if one.allowed else one.example


def _fields(language: Language) -> Table:
    heads = ("data.api_parameter", "data.api_meaning")
    rows = tuple(
        (TableCell(name), TableCell(getattr(FIGURES.meaning(name), language)))
        for name in FIGURES.names
    )
    return Table(tuple(TableColumn(say(key, language)) for key in heads), rows)


def _fold(title: str, table: Table, language: Language) -> html.Details:
    return html.Details([html.Summary(title), html_table(table, title, language)], className="fold")
