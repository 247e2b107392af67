"""The API's description, made from the tables that its parser reads."""

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from components.api.fields import (
    ENDINGS,
    HOME,
    MOST_ROWS,
    MOST_WORDS,
    ROUTES,
    SELECTING,
    Field,
    Parameter,
    Route,
)
from components.api.files import FILES
from components.words import LANGUAGES, say
from pipelines.export.terms import LICENCE, WORDS
from pipelines.store.meanings import OPEN_LISTS, codes

_ERRORS: Final = {
    "400": (
        "wrong_value",
        "unknown_parameter",
        "no_parameter",
        "page_parameter",
        "repeated_parameter",
        "unknown_value",
        "too_long",
    ),
    "404": ("unknown_path", "no_such_build"),
    "405": ("wrong_method",),
    "409": ("store_changed",),
    "503": ("nothing_published",),
}
_REFUSAL: Final = {"$ref": "#/components/schemas/Refusal"}


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """Return the description as an OpenAPI 3.1 object."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": " · ".join(say("site.name", language) for language in LANGUAGES),
            "version": _version(),
            "description": _both("data.api_line"),
            "license": {"name": LICENCE.title, "url": LICENCE.path},
            "x-terms": dict(WORDS),
        },
        "servers": [{"url": "/"}],
        "paths": {
            f"{HOME}/{route.name}{ending}": {"get": _operation(route, ending)}
            for route in ROUTES.values()
            for ending in ("", *(f".{form}" for form in ENDINGS))
        }
        | _files(),
        "components": {
            "parameters": {
                f"{route.name}.{parameter.name}": _parameter(parameter, route)
                for route in ROUTES.values()
                for parameter in route.parameters
            },
            "schemas": {
                **{route.name: _row(route) for route in ROUTES.values()},
                "Refusal": _refusal(),
            },
        },
    }


def _files() -> dict[str, Any]:
    """Return the addresses that give one file: the store, packages, what there is."""
    figures = ROUTES["figures"]
    chosen = [
        {"$ref": f"#/components/parameters/figures.{one.name}"}
        for one in figures.parameters
        if one.name in SELECTING
    ]
    form = {
        "name": "format",
        "in": "query",
        "description": "csv | parquet",
        "schema": {"type": "string", "enum": ["csv", "parquet"]},
    }
    digest = {
        "name": "digest",
        "in": "path",
        "required": True,
        "description": _both("data.digest_line"),
        "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    }
    zipped = _file("package", "application/zip", [*chosen, form])
    described = _file("package_description", "application/json", [*chosen, form])
    return {
        f"{HOME}/package.zip": {"get": zipped},
        f"{HOME}/datapackage.json": {"get": described},
        f"{HOME}/dcat.jsonld": {"get": _file("catalog", "application/ld+json", [])},
        "/data/store.duckdb": {"get": _file("store_file", "application/vnd.duckdb", [])},
        "/data/store/{digest}.duckdb": {
            "get": _file("kept_store", "application/vnd.duckdb", [digest])
        },
    }


def _file(name: str, kind: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    schema = {"type": "object"} if kind.endswith("json") else {"type": "string", "format": "binary"}
    words = _both(f"data_route.{name}")
    return {
        "operationId": name,
        "summary": words,
        "parameters": parameters,
        "responses": {
            "200": {"description": words, "content": {kind: {"schema": schema}}},
            "304": {"description": "Not modified"},
            **{status: _failure(codes) for status, codes in _ERRORS.items()},
        },
    }


def _operation(route: Route, ending: str) -> dict[str, Any]:
    kind = ending.removeprefix(".") or "json"
    return {
        "operationId": f"{route.name}{ending.replace('.', '_')}",
        "summary": _both(f"data_route.{route.name}"),
        "parameters": [
            {"$ref": f"#/components/parameters/{route.name}.{one.name}"} for one in route.parameters
        ],
        "responses": {
            "200": {
                "description": _both(f"data_route.{route.name}"),
                "headers": {
                    "ETag": {"schema": {"type": "string"}},
                    "Link": {"schema": {"type": "string"}},
                },
                "content": _content(route, kind),
            },
            "304": {"description": "Not modified"},
            **{status: _failure(codes) for status, codes in _ERRORS.items()},
        },
    }


def _content(route: Route, kind: str) -> dict[str, Any]:
    if kind == "csv":
        return {"text/csv": {"schema": {"type": "string"}}}
    if kind in FILES:
        return {FILES[kind]: {"schema": {"type": "string", "format": "binary"}}}
    row = {"$ref": f"#/components/schemas/{route.name}"}
    if kind == "jsonl":
        return {"application/x-ndjson": {"schema": row}}
    whole = {
        "type": "object",
        "required": ["route", "store", "next", "rows", "count"],
        "properties": _told(
            {
                "route": {"const": route.name},
                "dataset": {"enum": ["real", "demo"]},
                "simulated": {"type": "boolean"},
                "store": {"type": "string"},
                "next": {"type": ["string", "null"]},
                "page": {"type": ["string", "null"]},
                "terms": {"type": "string"},
                "citation": {"type": "string"},
                "rows": {"type": "array", "items": row},
                "count": {"type": "integer"},
            }
        ),
    }
    return {"application/json": {"schema": whole}}


def _parameter(parameter: Parameter, route: Route) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    elif parameter.name == "limit":
        schema = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS}
    elif parameter.name == "columns":
        schema = {"type": "array", "items": {"type": "string", "enum": list(route.names)}}
    elif parameter.pattern:
        schema["pattern"] = f"^({parameter.pattern})$"
    else:
        schema["maxLength"] = MOST_WORDS
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": _both(f"data_param.{parameter.name}"),
        "schema": {"type": "array", "items": schema} if parameter.is_many else schema,
    }
    if parameter.name == "columns":
        described |= {"style": "form", "explode": False}
    if parameter.example and parameter.name != "limit":
        example = parameter.example
        described["example"] = [example] if parameter.is_many else example
    return described


def _row(route: Route) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _property(field, route) for field in route.fields},
    }


def _property(field: Field, route: Route) -> dict[str, Any]:
    """Describe one column: kind, words, unit, and what each of its codes means."""
    meaning = route.meaning(field.name)
    kind = "string" if field.kind == "date" else field.kind
    schema: dict[str, Any] = {"type": [kind, "null"] if field.is_null else kind}
    schema["description"] = meaning.both
    if field.kind == "date":
        schema["format"] = "date"
    if field.kind == "array":
        schema["items"] = {"type": "object"}
    if meaning.unit:
        schema["x-unit"] = meaning.unit
    if meaning.codes:
        words = codes()[meaning.codes]
        schema["x-codes"] = {code: f"{word['zh']} / {word['en']}" for code, word in words.items()}
        if meaning.codes not in OPEN_LISTS:
            schema["enum"] = [*words, "", *([None] if field.is_null else [])]
    return schema


def _refusal() -> dict[str, Any]:
    words = {name: {"type": "string"} for name in ("code", "parameter", "allowed", *LANGUAGES)}
    error = {"type": "object", "required": ["code", *LANGUAGES], "properties": _told(words)}
    return {"type": "object", "required": ["error"], "properties": _told({"error": error})}


def _told(properties: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the parts of an answer with what each of them is."""
    return {
        name: {**schema, "description": _both(f"data_answer.{name}")}
        for name, schema in properties.items()
    }


def _failure(codes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "description": ", ".join(codes),
        "content": {"application/json": {"schema": _REFUSAL}},
    }


def _both(key: str) -> str:
    return " / ".join(say(key, language) for language in LANGUAGES)


def _version() -> str:
    try:
        return version("mingcha")
    except PackageNotFoundError:
        return "0"
