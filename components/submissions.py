"""Where the browser sends what is brought in and decided: plain posts, each asked whether it may.

The gate comes before the body is read. Files are taken as multipart, which is kept on disk while
it arrives; a body beyond the route's limit is refused. Every reply is JSON with one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from components.access.gate import why_not
from components.context import PageRequest, SiteContext
from components.pages.history.actions import take_back
from components.pages.importing.actions import act, correct
from components.pages.importing.answer import inbox, why_words
from components.pages.importing.complete_actions import check, complete, register_pictures
from components.pages.importing.fetching import own_requests
from components.pages.importing.return_sheet import register as register_sheet
from components.posted import sent, signature
from components.serving.limits import TEXT, body_limit
from components.view import Language, View
from components.words import say
from pipelines.desk import fetch_queue
from pipelines.desk.fetched import allowed_hosts
from pipelines.desk.received import MAX_FILE, InboxError, Offer, Received
from pipelines.errors import ChangedMeanwhileError, LedgerError, MingchaError, is_full

Said = tuple[Mapping[str, Any], int]
_MOST_FORM: Final = 64 * 2**10
_MOST_NAME: Final = 120
_NAMELESS: Final = "-"
_ROUTES: Final[Mapping[str, int]] = {
    "files": body_limit("/import/files"),
    "text": body_limit("/import/text"),
    "addresses": _MOST_FORM,
    "stop": _MOST_FORM,
    "act": _MOST_FORM,
    "correct": _MOST_FORM,
    "complete": _MOST_FORM,
    "check": _MOST_FORM,
    "back": _MOST_FORM,
}


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the posts of the desk and of the records."""
    does: Mapping[str, Callable[[PageRequest], Said]] = {
        "files": _files,
        "text": _text,
        "addresses": _addresses,
        "stop": _stop,
        "act": act,
        "correct": correct,
        "complete": complete,
        "check": check,
        "back": take_back,
    }
    for name, most in _ROUTES.items():
        path = "/history/back" if name == "back" else f"/import/{name}"
        view = partial(_reply, desk, does[name], most, path)
        server.add_url_rule(path, endpoint=f"desk_{name}", view_func=view, methods=["POST"])
    register_sheet(server, desk)
    register_pictures(server, desk)


def _reply(desk: SiteContext, do: Callable[[PageRequest], Said], most: int, path: str) -> Response:
    """Answer one post: who may not is told so before anything of it is read."""
    search = request.query_string.decode("utf-8", "replace")
    view = View.parse(path.rpartition("/")[0], search)
    ask = PageRequest(desk, view, "")
    request.max_content_length = most
    request.max_form_memory_size = TEXT
    try:
        found, status = _asked(ask, do, most)
    except HTTPException:
        found, status = {"said": say("importing.not_form", view.language)}, 400
    reply = jsonify(found)
    reply.status_code = status
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _asked(ask: PageRequest, do: Callable[[PageRequest], Said], most: int) -> Said:
    language = ask.language
    is_open = ask.desk.installation.is_desk_open
    why = why_not("import", None, is_desk_open=is_open)
    if why:
        return {"said": why_words(why, language)}, 503 if why == "unread" else 403
    try:
        return do(ask)
    except (RequestEntityTooLarge, MingchaError) as error:
        said, status = _failure(error, language, most)
        return {"said": said}, status


def _failure(error: Exception, language: Language, most: int) -> tuple[str, int]:
    """Return what went wrong in one sentence, and its status."""
    if isinstance(error, RequestEntityTooLarge):
        key = "too_large" if most > TEXT else "too_long"
        return say(f"importing.{key}", language, limit=MAX_FILE // 2**20), 413
    if isinstance(error, ChangedMeanwhileError):
        return say("importing.late", language, by=error.detail["by"]), 409
    if isinstance(error, InboxError):
        return error.sentence(language), 409
    if is_full(error):
        return say("importing.disk_full", language), 507
    is_down = isinstance(error, LedgerError) and not error.code
    return say("account.ledger_down" if is_down else "importing.not_done", language), 503


def _files(ask: PageRequest) -> Said:
    sent = request.files.getlist("file")
    if not sent:
        return {"said": say("importing.no_file", ask.language)}, 400
    offers = (Offer(plain_name(one.filename or ""), one.stream.read(MAX_FILE + 1)) for one in sent)
    found = inbox(ask.desk.installation).receive_all(offers, by=signature())
    return {"results": [_word(one, ask.language) for one in found]}, 200


def _text(ask: PageRequest) -> Said:
    form = request.form
    name, address = plain_name(form.get("name", "")), form.get("address", "").strip()[:500]
    one = inbox(ask.desk.installation).paste(
        form.get("text", ""),
        name="" if name == _NAMELESS else name,
        address=address if address.startswith(("http://", "https://")) else "",
        by=signature(),
    )
    said = _word(one, ask.language)
    return ({"href": said["href"]}, 200) if said["href"] else ({"said": said["said"]}, 422)


def _addresses(ask: PageRequest) -> Said:
    wanted = [one.strip() for one in request.form.get("addresses", "").split() if one.strip()]
    if not wanted:
        return {"said": say("importing.no_address", ask.language)}, 400
    installation = ask.desk.installation
    if not allowed_hosts(installation):
        return {"said": say("importing.no_hosts", ask.language)}, 403
    fetch_queue.enqueue(installation, wanted, by=signature())
    return {"href": ask.view.with_own(at="", draft="").href}, 200


def _stop(ask: PageRequest) -> Said:
    """Stop one's own list of addresses; administrators stop anybody's."""
    key = sent("key")
    if not any(one.key == key for one in own_requests(ask)):
        return {"said": say("importing.gone", ask.language)}, 404
    fetch_queue.stop(ask.desk.installation, key)
    return {"href": ask.view.with_own(at="", draft="").href}, 200


def plain_name(text: str) -> str:
    """Return the name of a file as one printable word: no folder is ever taken from outside."""
    last = text.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = printable.rpartition(".")
    kept = f"{stem[:_MOST_NAME]}{dot}{ending[:10]}" if dot else ending[:_MOST_NAME]
    return kept or _NAMELESS


def _word(one: Received, language: Language) -> dict[str, object]:
    """Return what became of one file, and where it lies."""
    is_on_desk = one.is_kept and one.state != "counted"
    lang = "" if language == "zh" else f"lang={language}&"
    return {
        "name": one.name,
        "state": one.state,
        "is_kept": one.is_kept and one.rejection is None,
        "said": one.sentence(language),
        "href": f"/import?{lang}at={one.sha256}%3A0" if is_on_desk else "",
    }
