"""Files that a page of a report leads to: links, frames, viewers, players, quoted paths."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from pipelines.portals.addresses import file_named_in, is_file, key_of, resolved
from pipelines.resources import toml

_QUOTED: Final = re.compile(
    r"[\"'](/?[^\"'\s<>]{1,300}\.(?:pdf|docx?|wps|ofd)(?:#[^\"']*)?)[\"']", re.IGNORECASE
)
_NAMED: Final = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd)\W?$", re.IGNORECASE)
_SOURCES: Final = (("iframe", "src"), ("embed", "src"), ("object", "data"), ("[pdfsrc]", "pdfsrc"))


def attachments(text: str, address: str) -> list[str]:
    """Return the files a page leads to, whole addresses, each once, in order, within a limit."""
    found = {key_of(file): file for file in reversed([*_files(text, address)])}
    most = int(toml("pipelines.portals", "limits.toml")["files"])
    return [*reversed(found.values())][:most]


def _files(text: str, address: str) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    yield from _linked(tree, address)
    yield from _shown(tree, address)
    for node in tree.css("[onclick]"):
        for path in _QUOTED.findall(node.attributes.get("onclick") or ""):
            yield resolved(address, path)


def _linked(tree: LexborHTMLParser, address: str) -> Iterator[str]:
    for node in tree.css("a[href]"):
        href = resolved(address, node.attributes.get("href") or "")
        if href and (is_file(href) or _NAMED.search(" ".join(node.text().split()))):
            yield href


def _shown(tree: LexborHTMLParser, address: str) -> Iterator[str]:
    """Yield the files that a page shows in a frame, a viewer or a player."""
    for name, attribute in _SOURCES:
        for node in tree.css(name):
            source = resolved(address, node.attributes.get(attribute) or "")
            inner = file_named_in(source)
            if inner:
                yield resolved(source, inner)
            elif source and is_file(source):
                yield source.partition("#")[0]
