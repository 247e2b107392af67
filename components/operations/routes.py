"""/healthz and /readyz for whoever balances load, /metrics for whoever keeps the service."""

import hmac
import json
import os
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Final

from flask import Flask, Request, Response, request

from components.access.caller import Caller
from components.context import SiteContext
from components.operations.figures import TYPE, Figures
from components.operations.requests import watch
from pipelines.errors import MingchaError
from pipelines.ledger.ledger import Ledger
from pipelines.settings import Settings
from pipelines.store.condition import DAMAGED, EARLIER, condition

OK: Final = "ok"
_EARLIER: Final = "an earlier store serves"
_ROOM: Final = 200 * 2**20  # bytes: with fewer nothing can be taken in


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


def readiness(desk: SiteContext) -> tuple[dict[str, str], bool]:
    """Return how store, ledger and disk are, and whether all of them will do."""
    state, digest = _store(desk)
    ledger, disk = _ledger(desk.installation), _disk(desk.installation)
    is_ready = state in {OK, _EARLIER} and ledger == disk == OK
    if state == OK and not is_ready:
        state = "the ledger is down" if ledger != OK else disk
    said = {"state": state, "ledger": ledger, "disk": disk}
    return said | ({"store": digest} if digest else {}), is_ready


def _store(desk: SiteContext) -> tuple[str, str]:
    held = condition(desk.installation.store)
    try:
        digest, _ = desk.store.alive()
    except MingchaError:
        return "no store can be read", ""
    words = {DAMAGED: "the store is damaged", EARLIER: _EARLIER}
    return words.get(held.state, OK), digest


def _ledger(installation: Settings) -> str:
    try:
        Ledger(installation.ledger).count()
    except MingchaError:
        return "down"
    return OK


def _disk(installation: Settings) -> str:
    for place in (installation.archive, installation.store):
        home = next(one for one in (place, *place.absolute().parents) if one.exists())
        if shutil.disk_usage(home).free < _ROOM:
            return "the disk is full"
        if not _may_write(home):
            return "the disk cannot be written"
    return OK


def _may_write(folder: Path) -> bool:
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return False
    return os.access(folder, os.W_OK)
