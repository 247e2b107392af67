"""What a page says of itself outside its text: its <meta>, the day of an article of WeChat."""

import re
from datetime import UTC, datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

CHINA = timezone(timedelta(hours=8))
PUBLISHED = "publish_time"
_LONGEST = 200
_ARTICLE = 'id="js_content"'
# The second a WeChat article came out; its place in the text is filled by the browser.
_SECONDS = re.compile(r"\b(?:ct|create_time|publish_time)\s*[=:]\s*[\"']?(?P<at>1\d{9})\b")


def meta_of(tree: LexborHTMLParser, text: str) -> dict[str, str]:
    """Return the <meta> of a page by name in small letters, the first of a name."""
    by_name: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        content = (attributes.get("content") or "").strip()
        if name and content and len(content) <= _LONGEST:
            by_name.setdefault(name.strip().lower(), content)
    day = _article_day(text) if _ARTICLE in text else ""
    return {**by_name, PUBLISHED: day} if day else by_name


def _article_day(text: str) -> str:
    """Return the day on which an article of WeChat came out, "" where its script does not say."""
    match = _SECONDS.search(text)
    if match is None:
        return ""
    return datetime.fromtimestamp(int(match["at"]), UTC).astimezone(CHINA).date().isoformat()
