"""Addresses of the API and of the published file itself."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from flask import Flask, Response, jsonify, request, send_file

from components.api.answering import answered
from components.api.caching import STAMP, kept_tag, marked, stamp_of, tag_of, unchanged
from components.api.fields import ENDINGS, HOME, ROUTES, Route
from components.api.openapi import openapi
from components.api.packages import DESCRIPTION, PACKAGE, ZIP, catalog, package_reply
from components.api.question import question_of
from components.api.refusal import RefusalError, refused
from components.context import PageRequest, SiteContext
from pipelines.errors import StoreError

_TRIES: Final = 3  # while publications follow each other
_METHODS: Final = ("GET", "HEAD", "OPTIONS")
_PLAIN: Final = Route("plain", (), ())  # of addresses that nothing can be asked of
_EVERY: Final = [*_METHODS, "POST", "PUT", "PATCH", "DELETE"]


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the API and the published file itself."""

    def _on_api(rest: str = "") -> Response:
        return _from_afar(desk, _answer(desk, rest))

    for rule in ("/api", "/api/", "/api/<path:rest>"):
        server.add_url_rule(
            rule,
            endpoint="api",
            view_func=_on_api,
            methods=_EVERY,
            provide_automatic_options=False,
        )

    def _on_kept(digest: str) -> Response:
        kept = _kept(desk)
        if digest not in kept:
            return refused(RefusalError("no_such_build", allowed=", ".join(sorted(kept))))
        return _store_file(kept[digest])

    def _on_store() -> Response:
        return _store_file(desk.store.file())

    server.add_url_rule("/data/store.duckdb", endpoint="store_file", view_func=_on_store)
    server.add_url_rule(
        "/data/store/<digest>.duckdb", endpoint="kept_store_file", view_func=_on_kept
    )


def _store_file(path: Path) -> Response:
    try:
        question_of(_PLAIN, request.query_string.decode("utf-8", "replace"))
    except RefusalError as error:
        return refused(error)
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


def _kept(desk: SiteContext) -> dict[str, Path]:
    """Return the builds that are still kept, by their digests."""
    try:
        folder = desk.store.file().parent
    except StoreError:
        return {}
    files = sorted(folder.glob("mingcha-*.duckdb"))
    return {path.stem.rpartition("-")[2]: path for path in files}


def _from_afar(desk: SiteContext, reply: Response) -> Response:
    """Let pages of the origins that an administrator lists read an answer; no others may."""
    allowed = desk.installation.api_origins
    if allowed:
        reply.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if origin and origin in allowed:
        reply.headers["Access-Control-Allow-Origin"] = origin
        reply.headers["Access-Control-Allow-Methods"] = ", ".join(_METHODS)
        reply.headers["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
    return reply


def _answer(desk: SiteContext, rest: str) -> Response:
    try:
        return _reply(desk, rest)
    except RefusalError as error:
        return refused(error)
    except StoreError:
        return refused(RefusalError("nothing_published"))


def _reply(desk: SiteContext, rest: str) -> Response:
    if request.method not in _METHODS:
        reply = refused(RefusalError("wrong_method", allowed=", ".join(_METHODS)))
        reply.headers["Allow"] = ", ".join(_METHODS)
        return reply
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": ", ".join(_METHODS)})
    query = request.query_string.decode("utf-8", "replace")
    special = _SPECIAL.get(rest.removeprefix("v1/")) if rest.startswith("v1/") else None
    return special(desk, query) if special else _listed(desk, rest, query)


def _listed(desk: SiteContext, rest: str, query: str) -> Response:
    """Answer a question to one of the lists."""
    name, ending = _named(rest)
    route = ROUTES[name]
    question = question_of(route, query)
    for _ in range(_TRIES):
        ask = PageRequest(desk, question.view, desk.store.info().digest)
        stamp = stamp_of(ask, name)
        tag = tag_of(stamp, name, ending, *(f"{key}={value}" for key, value in question.pairs))
        if kept := kept_tag(tag):
            return unchanged(kept)
        reply = answered(ask, route, question, ending, stamp)
        if desk.store.info().digest == ask.digest:
            return marked(reply, tag)
        reply.close()  # published anew meanwhile: the tag would lie, so it is asked again
    raise RefusalError("store_changed")


def _named(rest: str) -> tuple[str, str]:
    """Return the list and the ending that an address names."""
    version, _, rest_of = rest.partition("/")
    name, dot, ending = rest_of.partition(".")
    if version != "v1" or name not in ROUTES or (dot and ending not in ENDINGS):
        addresses = [f"{HOME}/{one}" for one in (*ROUTES, *_SPECIAL)]
        raise RefusalError("unknown_path", allowed=", ".join(addresses))
    return name, ending or "json"


def _packed(desk: SiteContext, query: str, name: str) -> Response:
    """Answer with a Data Package, or with its description alone."""
    question = question_of(PACKAGE, query)
    ask = PageRequest(desk, question.view, desk.store.info().digest)
    tag = tag_of(ask.digest[:STAMP], name, query)
    if kept := kept_tag(tag):
        return unchanged(kept)
    return marked(package_reply(ask, question, name), tag)


def _package(desk: SiteContext, query: str) -> Response:
    return _packed(desk, query, ZIP)


def _package_description(desk: SiteContext, query: str) -> Response:
    return _packed(desk, query, DESCRIPTION)


def _catalog(desk: SiteContext, query: str) -> Response:
    question_of(_PLAIN, query)
    return catalog(desk.store)


def _description(_desk: SiteContext, query: str) -> Response:
    question_of(_PLAIN, query)
    reply = jsonify(openapi())
    reply.headers["Cache-Control"] = "no-cache"
    return reply


_SPECIAL: Final[Mapping[str, Callable[[SiteContext, str], Response]]] = {
    "openapi.json": _description,
    "dcat.jsonld": _catalog,
    ZIP: _package,
    DESCRIPTION: _package_description,
}
