"""Pictures that a page shows and brings along: in the page itself, or in the file saved with it."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes, urljoin

from pipelines.model import Block, Grid, Paragraph
from pipelines.read import pictures
from pipelines.read.refused import Refused

_MOST = 20  # pictures of one page: a report has a table or two, or its pages as scans
_LINES = 5  # lines of a page that was scanned; a banner has fewer
_LARGEST = 20 * 1024 * 1024


class LinkedPictures:
    """The pictures that lie beside a page, by where the page says they are."""

    def __init__(self, parts: Mapping[str, bytes] | None = None, base: str = "") -> None:
        self._parts = parts or {}
        self._base = base
        self._count = 0

    def blocks(self, source: str) -> list[Block]:
        """Return what a picture shows, nothing where it is not at hand or shows no table or text.

        Marks, banners and codes of a page are pictures too.
        """
        data = self._data(source.strip())
        if not data or len(data) > _LARGEST or self._count >= _MOST or not pictures.is_installed():
            return []
        self._count += 1
        try:
            blocks: tuple[Block, ...] = pictures.reader().read_picture(data)
        except Refused:
            return []
        has_table = any(isinstance(one, Grid) for one in blocks)
        lines = sum(isinstance(one, Paragraph) for one in blocks)
        return list(blocks) if has_table or lines >= _LINES else []

    def _data(self, source: str) -> bytes | None:
        if source[:5].lower() == "data:":
            return _of_data_address(source)
        for key in (source, unquote(source), urljoin(self._base, source)):
            if key in self._parts:
                return self._parts[key]
        return None


def _of_data_address(source: str) -> bytes | None:
    head, comma, body = source[5:].partition(",")
    if not comma or not head.lower().startswith("image/"):
        return None
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode("".join(unquote(body).split()), validate=False)
    except (binascii.Error, ValueError):
        return None
