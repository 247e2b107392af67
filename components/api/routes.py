"""Addresses of the API and of the published file itself."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, jsonify, request, send_file

from components.api.answering import answered
from components.api.caching import kept_tag, marked, stamp_of, tag_of, unchanged
from components.api.fields import ENDINGS, HOME, ROUTES
from components.api.openapi import openapi
from components.api.question import question_of
from components.api.refusal import RefusalError, refused
from components.context import PageRequest, SiteContext
from pipelines.errors import StoreError

_METHODS: Final = ("GET", "HEAD", "OPTIONS")
_EVERY: Final = [*_METHODS, "POST", "PUT", "PATCH", "DELETE"]


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the API and the published file itself."""

    def _on_api(rest: str = "") -> Response:
        try:
            return _reply(desk, rest)
        except RefusalError as error:
            return refused(error)
        except StoreError:
            return refused(RefusalError("nothing_published"))

    for rule in ("/api", "/api/", "/api/<path:rest>"):
        server.add_url_rule(
            rule,
            endpoint="api",
            view_func=_on_api,
            methods=_EVERY,
            provide_automatic_options=False,
        )

    def _on_store() -> Response:
        path = desk.store.file()
        digest = path.stem.rpartition("-")[2]
        reply = send_file(
            path,
            "application/vnd.duckdb",
            as_attachment=True,
            download_name=path.name,
            conditional=True,
            etag=digest,
            max_age=0,
        )
        reply.headers["Cache-Control"] = "no-cache, no-transform"
        return reply

    server.add_url_rule("/data/store.duckdb", endpoint="store_file", view_func=_on_store)


def _reply(desk: SiteContext, rest: str) -> Response:
    if request.method not in _METHODS:
        reply = refused(RefusalError("wrong_method", allowed=", ".join(_METHODS)))
        reply.headers["Allow"] = ", ".join(_METHODS)
        return reply
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": ", ".join(_METHODS)})
    if rest == "v1/openapi.json":
        return _description()
    name, ending = _named(rest)
    route = ROUTES[name]
    query = request.query_string.decode("utf-8", "replace")
    question = question_of(route, query)
    ask = PageRequest(desk, question.view, desk.store.info().digest)
    stamp = stamp_of(ask, name)
    tag = tag_of(stamp, name, ending, *(f"{key}={value}" for key, value in question.pairs))
    if kept := kept_tag(tag):
        return unchanged(kept)
    reply = answered(ask, route, question, ending, stamp)
    if desk.store.info().digest != ask.digest:  # published anew meanwhile: the tag would lie
        raise RefusalError("store_changed")
    return marked(reply, tag)


def _named(rest: str) -> tuple[str, str]:
    """Return the list and the ending that an address names."""
    version, _, rest_of = rest.partition("/")
    name, dot, ending = rest_of.partition(".")
    if version != "v1" or name not in ROUTES or (dot and ending not in ENDINGS):
        addresses = [f"{HOME}/{one}" for one in ROUTES]
        raise RefusalError("unknown_path", allowed=", ".join([*addresses, f"{HOME}/openapi.json"]))
    return name, ending or "json"


def _description() -> Response:
    reply = jsonify(openapi())
    reply.headers["Cache-Control"] = "no-cache"
    return reply
