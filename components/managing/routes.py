"""Serves /manage, for administrators and for officers with a county, and /welcome for links."""

from collections.abc import Iterator
from typing import Any, Final

from flask import Blueprint, Flask, redirect, render_template, request
from werkzeug.wrappers import Response

from components.access.audit import audit
from components.access.caller import Caller
from components.access.visitor import access_of, visitor
from components.context import SiteContext
from components.managing import accounts, rosters
from components.managing.invitations import HOURS, invited
from components.view import Language, View
from components.words import say
from pipelines.accounts.book import Accounts
from pipelines.accounts.passwords import LONGEST, SHORTEST
from pipelines.accounts.roles import ADMINISTRATOR, ROLES, Account, may
from pipelines.cli.words import say_in as cli_words
from pipelines.errors import MingchaError
from pipelines.filing.roster_table import LineError
from pipelines.operations.doctor import examined, glanced
from pipelines.operations.kept_data import Check
from pipelines.settings import Settings

_CHANGES: Final = 30  # of accounts, the newest, that are shown
_ROSTER: Final = 5 * 2**20  # bytes of a table
_WORDS: Final = (
    *("title", "accounts", "name", "shown", "role", "counties", "state", "add", "set_role"),
    *("disable", "enable", "reset", "changes", "when", "who", "what", "roster", "roster_lead"),
    *("file", "year", "send", "decisions", "back", "installation", "look", "counties_hint"),
    *("enabled", "disabled", "welcome", "new", "again", "save", "link_lead"),
)
Page = tuple[str, int] | Response


def register(server: Flask, desk: SiteContext) -> None:
    """Serve the pages."""
    pages = Blueprint("managing", __name__, template_folder="templates")
    site = _Pages(desk)
    for path, name, view, methods in (
        ("/manage", "page", site.page, ["GET"]),
        ("/manage/accounts", "accounts", site.accounts, ["POST"]),
        ("/manage/roster", "roster", site.roster, ["POST"]),
        ("/welcome", "welcome", site.welcome, ["GET"]),
        ("/welcome", "welcome_sent", site.welcomed, ["POST"]),
    ):
        pages.add_url_rule(path, name, view, methods=methods)
    server.register_blueprint(pages)


class _Pages:
    """The pages of one application."""

    def __init__(self, desk: SiteContext) -> None:
        self._desk = desk
        self._settings = desk.installation

    def page(self) -> Page:
        """Show what the visitor may manage."""
        account = visitor().account
        if account is None:
            return redirect("/login?next=/manage", 303)
        return self._shown(account) if may(account, "roster") else self._refused("role")

    def accounts(self) -> Page:
        """Change an account, as an administrator."""
        account = visitor().account
        why = self._lack(account, "manage")
        if why or account is None:
            return self._refused(why)
        try:
            done = accounts.act(self._settings, self._book(), request.form, by=account.signature)
        except MingchaError as error:
            audit(f"account {request.form.get('act', '')[:20]}", "refused")
            return self._shown(account, _sentence(error), 422)
        audit(f"account {request.form.get('act', '')} {done.name}"[:80], "done")
        link = f"{request.host_url}welcome?link={done.link}" if done.link else ""
        return self._shown(account, say(done.key, _language(), name=done.name), link=link)

    def roster(self) -> Page:
        """Take in a table of who must report, or take one back."""
        request.max_content_length = _ROSTER
        account = visitor().account
        why = self._lack(account, "roster")
        if why or account is None:
            return self._refused(why)
        try:
            number = rosters.act(self._settings, account, request)
        except LineError as error:
            return self._shown(account, cli_words(error.key, _language(), **error.parts), 422)
        except rosters.RosterRefused as refused:
            return self._shown(account, refused.sentence(_language()), 422)
        except MingchaError as error:
            return self._shown(account, _sentence(error), 422)
        audit("roster", "done")
        return self._shown(account, say("manage.roster_taken", _language(), number=number))

    def welcome(self) -> Page:
        """Show the form of a link."""
        return self._welcome(request.args.get("link", ""))

    def welcomed(self) -> Page:
        """Set the password of a link."""
        if not Caller.of(request).is_own:
            return self._refused("foreign")
        link, new = request.form.get("link", ""), request.form.get("new", "")
        name = invited(self._settings, self._book(), link)
        if not name:
            return self._welcome(link)
        if new != request.form.get("again", ""):
            return self._welcome(link, say("account.differ", _language()))
        try:
            self._book().set_password(name, new, by=name)
        except MingchaError as error:
            return self._welcome(link, _sentence(error))
        audit("password by link", "done", self._book().find(name))
        return redirect("/login" + ("?lang=en" if _language() == "en" else ""), 303)

    def _welcome(self, link: str, why: str = "") -> Page:
        language = _language()
        name = invited(self._settings, self._book(), link)
        why = why or ("" if name else say("manage.no_link", language, hours=HOURS))
        hint = say("account.password_rules", language, n=SHORTEST)
        parts = {"name": name, "link": link, "why": why, "hint": hint}
        return _rendered("welcome.html", least=SHORTEST, most=LONGEST, **parts), 422 if why else 200

    def _shown(self, account: Account, said: str = "", status: int = 200, link: str = "") -> Page:
        language, is_all = _language(), account.role == ADMINISTRATOR
        book = self._book()
        is_looked = is_all and request.args.get("look") == "1"
        body = _rendered(
            "manage.html",
            account=account,
            is_administrator=is_all,
            said=said,
            is_fine=status == 200,
            link=link,
            link_lead=say("manage.link_lead", language, hours=HOURS),
            accounts=book.all() if is_all else (),
            changes=[
                (
                    self._settings.local(change.made_at).replace("T", " "),
                    change.made_by,
                    change.name,
                    say(f"manage_change.{change.what}", language),
                )
                for change in reversed(book.changes()[-_CHANGES:])
            ]
            if is_all
            else (),
            roles=[(role, say(f"account_role.{role}", language)) for role in ROLES],
            decisions=rosters.decisions(self._settings, account),
            state=_state_of(self._settings, language, is_whole=is_looked) if is_all else (),
        )
        return body, status

    def _lack(self, account: Account | None, action: Any) -> str:  # noqa: ANN401 - one of the actions
        if not Caller.of(request).is_own:
            return "foreign"
        return "" if may(account, action) else "role"

    def _refused(self, why: str) -> Page:
        words = Caller.of(request).words
        key = "account.foreign" if why == "foreign" else "manage.not_yours"
        return say(key, _language(), **words), 403

    def _book(self) -> Accounts:
        access = access_of()
        return access.accounts if access is not None else Accounts(self._settings.ledger)


def _rendered(template: str, **parts: Any) -> str:  # noqa: ANN401 - what a template shows
    language = _language()
    words = {key: say(f"manage_page.{key}", language) for key in _WORDS}
    words |= {"site": say("site.name", language), "language": say("site.language", language)}
    other = "en" if language == "zh" else "zh"
    return render_template(template, words=words, language=language, other=other, **parts)


def _sentence(error: MingchaError) -> str:
    return (
        cli_words(f"fault.{error.code}", _language(), **error.detail) if error.code else str(error)
    )


def _state_of(settings: Settings, language: Language, *, is_whole: bool) -> list[tuple[str, str]]:
    """Return each check as its state and its sentence.

    Args:
        settings: of the installation.
        language: of the reader.
        is_whole: everything, which reads the whole store; else what costs a moment.
    """
    return list(_lines(examined(settings) if is_whole else glanced(settings), language))


def _lines(checks: Iterator[Check], language: Language) -> Iterator[tuple[str, str]]:
    for check in checks:
        parts = dict(check.parts)
        if check.error is not None and check.error.code:
            parts["why"] = cli_words(f"fault.{check.error.code}", language, **check.error.detail)
        yield check.state, cli_words(f"doctor.{check.code}", language, **parts)


def _language() -> Language:
    asked = request.values.get("lang", "")
    return View.parse("/", "?lang=en" if asked == "en" else "").language
