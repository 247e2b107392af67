"""Addresses of links: made whole, one key for twins, what their ending says."""

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")
_OTHER_SCHEME: Final = re.compile(r"(?!https?:)[a-z][\w+.-]*:", re.IGNORECASE)
_SESSION: Final = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_RANDOM: Final = frozenset({"_", "t", "_t", "random", "timestamp"})
_FILE: Final = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|rtf|ofd|zip)(?=$|[?#;\"'])", re.IGNORECASE)
_INDEX: Final = re.compile(r"/(?:index|default)\.\w{2,6}$")
_USUAL: Final = {"http": ":80", "https": ":443"}


def resolved(base: str, href: str) -> str:
    """Return where a link leads, seen from an address; "" where it leads to no page."""
    written = _SPACE.sub("", href).replace("\\", "/")
    if not written or written.startswith("#") or _OTHER_SCHEME.match(written):
        return ""
    try:
        whole = urljoin(base, written)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return _SESSION.sub("", whole) if parts.scheme in {"http", "https"} and parts.netloc else ""


def key_of(address: str) -> str:
    """Return what two addresses of one page have in common; it is compared, never asked for.

    http and https, `www.`, the usual port, marks within the page, sessions, random parameters and
    the name of a folder's first page make no difference.
    """
    parts = urlsplit(address)
    host = parts.netloc.lower().removesuffix(_USUAL.get(parts.scheme, ":")).removeprefix("www.")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted((name, value) for name, value in pairs if name not in _RANDOM))
    path = _INDEX.sub("/", _SESSION.sub("", unquote(parts.path) or "/"))
    fragment = parts.fragment if parts.fragment.isdigit() else ""  # the number of a column
    return urlunsplit(("", host, path, query, fragment))


def host_of(address: str) -> str:
    """Return host and port of an address."""
    return urlsplit(address).netloc.lower()


def is_file(address: str) -> bool:
    """Tell whether an address names a file that a report comes in."""
    return _FILE.search(unquote(urlsplit(address).path)) is not None


def file_named_in(address: str) -> str:
    """Return the file that the address of a viewer names (`?file=…`), "" where it names none."""
    for name, value in parse_qsl(urlsplit(address).query):
        if name in {"file", "src", "url"} and _FILE.search(value.partition("#")[0]):
            return value.partition("#")[0]
    return ""


def is_below(address: str, folder_of: str) -> bool:
    """Tell whether an address lies in the folder of another, or beneath it, on one host."""
    if host_of(address) != host_of(folder_of):
        return False
    return urlsplit(address).path.startswith(urlsplit(folder_of).path.rpartition("/")[0] + "/")


def with_query(address: str, parameters: dict[str, str]) -> str:
    """Return an address with parameters set, those that it has replaced."""
    parts = urlsplit(address)
    pairs = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in parameters
    ]
    query = urlencode([*pairs, *parameters.items()])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
