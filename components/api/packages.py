"""Data Packages over HTTP, and what the site offers, as DCAT says it."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from flask import Response, request, send_file

from components.api.fields import FIGURES, HOME, SELECTING, Parameter, Route
from components.api.figures import wanted_of
from components.api.lists import figure_scope
from components.api.question import Question, indicators_of
from components.context import PageRequest
from components.words import LANGUAGES, say
from pipelines.export.package import FORMATS, RESOURCES, Package, description, schema_of, write_zip
from pipelines.export.terms import LICENCE, WORDS, cited
from pipelines.store.store import Store

PACKAGE: Final = Route(
    "package",
    (
        *(one for one in FIGURES.parameters if one.name in SELECTING),
        Parameter("format", FORMATS, example="csv"),
    ),
    (),
)
ZIP: Final = "package.zip"
DESCRIPTION: Final = "datapackage.json"


def package_reply(ask: PageRequest, question: Question, name: str) -> Response:
    """Return the package of a question as a ZIP, or its description alone."""
    view = replace(question.view, page="data")
    agencies, _ = figure_scope(ask)
    wanted = wanted_of(view, agencies)
    wanted = replace(wanted, indicators=indicators_of(ask.store, question))
    form = dict(question.pairs).get("format", FORMATS[0])
    words = request.query_string.decode("utf-8", "replace")
    package = Package(ask.store, wanted, words, form)
    if name == DESCRIPTION:
        described = [
            {"name": one, "path": f"{one}.{form}", "schema": schema_of(one, columns)}
            for one in RESOURCES
            for columns in (ask.store.view_columns(one),)
        ]
        return _json(description(package, described), "application/json")
    with tempfile.TemporaryDirectory(prefix="mingcha-") as folder:
        path = Path(folder) / ZIP
        write_zip(package, path)
        file = path.open("rb")
    title = f"mingcha-{view.dataset}-{ask.digest}.zip"
    return send_file(file, "application/zip", as_attachment=True, download_name=title, max_age=0)


def catalog(store: Store) -> Response:
    """Return what this site offers, one data set real and one simulated, as DCAT in JSON-LD."""
    host = request.host_url.rstrip("/")
    digest, born = store.alive()
    described: dict[str, Any] = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
        },
        "@type": "dcat:Catalog",
        "@id": f"{host}{HOME}/dcat.jsonld",
        "dct:title": _both("site.name"),
        "dct:license": {"@id": LICENCE.path},
        "dct:rights": dict(WORDS),
        "dct:modified": born.isoformat("T", "seconds"),
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "@id": f"{host}/data?dataset={name}",
                "dct:identifier": f"mingcha-{name}-{digest}",
                "dct:title": _both(f"scope.kind_{name}"),
                "dct:license": {"@id": LICENCE.path},
                "dct:issued": born.date().isoformat(),
                "dct:bibliographicCitation": cited(digest, born.date(), name),
                "dcat:version": digest,
                "dcat:distribution": _distributions(host, name),
            }
            for name in ("real", "demo")
        ],
    }
    return _json(described, "application/ld+json")


def _distributions(host: str, dataset: str) -> list[dict[str, Any]]:
    api = f"{host}{HOME}"
    files = (
        (f"{api}/package.zip?dataset={dataset}", "application/zip"),
        (f"{api}/figures.csv?dataset={dataset}", "text/csv"),
        (f"{api}/figures.parquet?dataset={dataset}", "application/vnd.apache.parquet"),
        (f"{host}/data/store.duckdb", "application/vnd.duckdb"),
    )
    return [
        {"@type": "dcat:Distribution", "dcat:downloadURL": {"@id": url}, "dcat:mediaType": kind}
        for url, kind in files
    ]


def _both(key: str) -> list[dict[str, str]]:
    return [{"@language": language, "@value": say(key, language)} for language in LANGUAGES]


def _json(body: dict[str, Any], kind: str) -> Response:
    reply = Response(json.dumps(body, ensure_ascii=False, indent=1), mimetype=kind)
    reply.headers["Cache-Control"] = "no-cache"
    return reply
