"""Who is signed in, in the head of every page; nothing where there are no accounts."""

from __future__ import annotations

from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from components.access.visitor import visitor
from components.view import View
from components.words import say


def who(view: View) -> list[Component]:
    """Return the way in, or the name of who is in and the way to the own account."""
    seen = visitor()
    if not seen.has_accounts:
        return []
    language = view.language
    lang = {} if language == "zh" else {"lang": language}
    if seen.account is None:
        href = f"/login?{urlencode({'next': view.href} | lang)}"
        return [html.A(say("account.header_in", language), href=href, className="quiet")]
    href = "/account" + (f"?{urlencode(lang)}" if lang else "")
    title = say("account.header_own", language)
    return [html.A(seen.name, href=href, className="quiet who", title=title)]
