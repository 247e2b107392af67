"""Where the browser sends what is brought in and decided: plain posts, each asked whether it may.

The gate comes before the body is read. Files are taken as multipart, which is kept on disk while
it arrives; a body beyond the route's limit is refused. Every reply is JSON with one sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from components.access.audit import audit
from components.access.gate import why_not
from components.context import PageRequest, SiteContext
from components.pages.findings.verdict import take_verdict
from components.pages.history.actions import take_back
from components.pages.importing.actions import act, correct
from components.pages.importing.answer import inbox
from components.pages.importing.complete_actions import check, complete, register_pictures
from components.pages.importing.counted import counted
from components.pages.importing.fetching import own_requests
from components.pages.importing.return_sheet import register as register_sheet
from components.pages.roster.actions import confirm_lines
from components.pages.tasks.actions import make, say_of
from components.pages.tasks.returned import take_back_list
from components.posted import Reply, refusal, sent, signature
from components.serving.limits import TEXT, body_limit
from components.view import Language, View
from components.words import actor, say
from pipelines.accounts.roles import Action
from pipelines.desk import fetch_queue
from pipelines.desk.fetched import allowed_hosts
from pipelines.desk.received import MAX_FILE, DraftReceipt, InboxError
from pipelines.documents.offers import Offer
from pipelines.errors import ChangedMeanwhileError, LedgerError, MingchaError, is_full

_MOST_NAME: Final = 120
_NAMELESS: Final = "-"


@dataclass(frozen=True, slots=True)
class Submission:
    """One kind of thing that is sent: what is done with it, who may, how large its body may be."""

    path: str
    take: Callable[[PageRequest], Reply]
    action: Action = "import"
    gate: str = "importing_gate"  # where the messages stand that say why somebody may not
    most: int = 64 * 2**10


_FILES, _TEXT, _LIST = "/import/files", "/import/text", "/tasks/list"


def _routes() -> tuple[Submission, ...]:
    return (
        Submission(_FILES, _files, most=body_limit(_FILES)),
        Submission(_TEXT, _text, most=body_limit(_TEXT)),
        Submission("/import/addresses", _addresses),
        Submission("/import/columns", partial(_addresses, is_columns=True)),
        Submission("/import/stop", _stop),
        Submission("/import/act", act),
        Submission("/import/counted", counted),
        Submission("/import/correct", correct),
        Submission("/import/complete", complete),
        Submission("/import/check", check),
        Submission("/history/back", take_back),
        Submission("/findings/verdict", take_verdict, "verdict", "findings_desk"),
        Submission("/roster/confirm", confirm_lines, "roster", "roster_desk"),
        Submission("/tasks/make", make, "task", "tasks_desk"),
        Submission("/tasks/set", say_of, "task", "tasks_desk"),
        Submission(_LIST, take_back_list, "task", "tasks_desk", body_limit(_LIST)),
    )


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the posts of the desk, the records and the verdicts."""
    for route in _routes():
        view = partial(_reply, desk, route)
        server.add_url_rule(route.path, endpoint=route.path, view_func=view, methods=["POST"])
    register_sheet(server, desk)
    register_pictures(server, desk)


def _reply(desk: SiteContext, route: Submission) -> Response:
    """Answer one post: who may not is told so before anything of it is read."""
    search = request.query_string.decode("utf-8", "replace")
    view = View.parse(route.path.rpartition("/")[0], search)
    request.max_content_length = route.most
    request.max_form_memory_size = TEXT
    try:
        content, status = _taken(PageRequest(desk, view, ""), route)
    except HTTPException:
        content, status = refusal("importing.not_form", view.language, 400)
    audit(route.path, str(status))
    reply = jsonify(content)
    reply.status_code = status
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _taken(ask: PageRequest, route: Submission) -> Reply:
    language, is_open = ask.language, ask.desk.installation.is_desk_open
    why = why_not(route.action, None, is_desk_open=is_open)
    if why:
        return refusal(f"{route.gate}.{why}", language, 503 if why == "unread" else 403)
    try:
        return route.take(ask)
    except (RequestEntityTooLarge, MingchaError) as error:
        sentence, status = _failure(error, language, route.most)
        return {"said": sentence}, status


def _failure(error: Exception, language: Language, most: int) -> tuple[str, int]:
    """Return what went wrong in one sentence, and its status."""
    if isinstance(error, RequestEntityTooLarge):
        key = "too_large" if most > TEXT else "too_long"
        return say(f"importing.{key}", language, limit=MAX_FILE // 2**20), 413
    if isinstance(error, ChangedMeanwhileError):
        return say("importing.late", language, by=actor(str(error.detail["by"]), language)), 409
    if isinstance(error, InboxError):
        return error.sentence(language), 409
    if is_full(error):
        return say("importing.disk_full", language), 507
    is_down = isinstance(error, LedgerError) and not error.code
    return say("account.ledger_down" if is_down else "importing.not_done", language), 503


def _files(ask: PageRequest) -> Reply:
    sent = request.files.getlist("file")
    if not sent:
        return refusal("importing.no_file", ask.language, 400)
    offers = (Offer(plain_name(one.filename or ""), one.stream.read(MAX_FILE + 1)) for one in sent)
    received = inbox(ask.desk.installation).receive_all(offers, by=signature())
    return {"results": [_result(one, ask.language) for one in received]}, 200


def _text(ask: PageRequest) -> Reply:
    form = request.form
    name, address = plain_name(form.get("name", "")), form.get("address", "").strip()[:500]
    received = inbox(ask.desk.installation).paste(
        form.get("text", ""),
        name="" if name == _NAMELESS else name,
        address=address if address.startswith(("http://", "https://")) else "",
        by=signature(),
    )
    result = _result(received, ask.language)
    return ({"href": result["href"]}, 200) if result["href"] else ({"said": result["said"]}, 422)


def _addresses(ask: PageRequest, *, is_columns: bool = False) -> Reply:
    wanted = [one.strip() for one in request.form.get("addresses", "").split() if one.strip()]
    if not wanted:
        return refusal("importing.no_address", ask.language, 400)
    installation = ask.desk.installation
    if not allowed_hosts(installation):
        return refusal("importing.no_hosts", ask.language, 403)
    fetch_queue.enqueue(installation, wanted, by=signature(), is_columns=is_columns)
    return {"href": ask.view.with_own(at="", draft="").href}, 200


def _stop(ask: PageRequest) -> Reply:
    """Stop one's own list of addresses; administrators stop anybody's."""
    key = sent("key")
    if not any(one.key == key for one in own_requests(ask)):
        return refusal("importing.gone", ask.language, 404)
    fetch_queue.stop(ask.desk.installation, key)
    return {"href": ask.view.with_own(at="", draft="").href}, 200


def plain_name(text: str) -> str:
    """Return the name of a file as one printable word: no folder is ever taken from outside."""
    last = text.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = printable.rpartition(".")
    kept = f"{stem[:_MOST_NAME]}{dot}{ending[:10]}" if dot else ending[:_MOST_NAME]
    return kept or _NAMELESS


def _result(received: DraftReceipt, language: Language) -> dict[str, object]:
    """Return what became of one file, and where it lies."""
    is_on_desk = received.is_kept and received.state != "counted"
    lang = "" if language == "zh" else f"lang={language}&"
    return {
        "name": received.name,
        "state": received.state,
        "is_kept": received.is_kept and received.rejection is None,
        "said": received.sentence(language),
        "href": f"/import?{lang}at={received.sha256}%3A0" if is_on_desk else "",
    }
