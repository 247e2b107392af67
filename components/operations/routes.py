"""/healthz and /readyz for whoever balances load, /metrics for whoever keeps the service."""

import hmac
import json
from importlib.metadata import version

from flask import Flask, Request, Response, request

from components.access.caller import Caller
from components.context import SiteContext
from components.operations.figures import TYPE, Figures
from components.operations.readiness import readiness
from components.operations.requests import watch


def register(server: Flask, desk: SiteContext) -> None:
    """Count the requests of a server and answer for its health; to be called before all others."""
    figures = Figures(desk)
    watch(server, figures)

    def health() -> Response:
        """The process answers; whether it can serve is another question."""
        return _said({"state": "ok", "version": version("mingcha")}, 200)

    def ready() -> Response:
        answer, is_ready = readiness(desk)
        return _said(answer, 200 if is_ready else 503)

    def metrics() -> Response:
        if not _may(request, desk.installation.metrics_token):
            return Response("not from here\n", 403, mimetype="text/plain")
        return Response(figures.text(), content_type=TYPE, headers={"Cache-Control": "no-store"})

    server.add_url_rule("/healthz", "health", health)
    server.add_url_rule("/readyz", "ready", ready)
    server.add_url_rule("/metrics", "metrics", metrics)


def _may(asked: Request, token: str) -> bool:
    """Tell whether a request comes from this machine without a proxy between, or has the token."""
    given = asked.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    return Caller.of(asked).is_here


def _said(what: dict[str, str], status: int) -> Response:
    text = json.dumps(what) + "\n"
    head = {"Cache-Control": "no-store"}
    return Response(text, status, mimetype="application/json", headers=head)
