"""The API's description, made from the tables that its parser reads."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from components.api.fields import (
    ENDINGS,
    HOME,
    MOST_ROWS,
    MOST_WORDS,
    ROUTES,
    Field,
    Parameter,
    Route,
)
from components.words import LANGUAGES, messages, say

_ERRORS: Final = {
    "400": ("wrong_value", "unknown_parameter", "repeated_parameter", "unknown_value", "too_long"),
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
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            f"{HOME}/{route.name}{ending}": {"get": _operation(route, ending)}
            for route in ROUTES.values()
            for ending in ("", *(f".{one}" for one in ENDINGS))
        },
        "components": {
            "parameters": {
                f"{route.name}.{one.name}": _parameter(one, route)
                for route in ROUTES.values()
                for one in route.parameters
            },
            "schemas": {
                **{route.name: _row(route) for route in ROUTES.values()},
                "Refusal": _refusal(),
            },
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
    row = {"$ref": f"#/components/schemas/{route.name}"}
    if kind == "jsonl":
        return {"application/x-ndjson": {"schema": row}}
    whole = {
        "type": "object",
        "required": ["route", "store", "next", "rows", "count"],
        "properties": {
            "route": {"const": route.name},
            "dataset": {"enum": ["real", "demo"]},
            "simulated": {"type": "boolean"},
            "store": {"type": "string"},
            "next": {"type": ["string", "null"]},
            "rows": {"type": "array", "items": row},
            "count": {"type": "integer"},
        },
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
    if parameter.example and not parameter.is_many and parameter.name != "limit":
        described["example"] = parameter.example
    return described


def _row(route: Route) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in route.fields},
    }


def _property(field: Field) -> dict[str, Any]:
    kind: Any = [field.kind, "null"] if field.is_null else field.kind
    key = f"data_meaning.{field.name}"
    said = {"description": _both(key)} if key in messages() else {}
    return {"type": kind, **({"items": {}} if field.kind == "array" else {}), **said}


def _refusal() -> dict[str, Any]:
    words = {name: {"type": "string"} for name in ("code", "parameter", "allowed", *LANGUAGES)}
    error = {"type": "object", "required": ["code", *LANGUAGES], "properties": words}
    return {"type": "object", "required": ["error"], "properties": {"error": error}}


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
