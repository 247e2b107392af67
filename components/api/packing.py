"""Text that is streamed, packed on the way where the reader can unpack it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from flask import Response, request

_GZIP: Final = 16 + zlib.MAX_WBITS
_LEVEL: Final = 4  # a tenth of the bytes; the higher ones cost more time than they save
_ENOUGH: Final = 16_384  # bytes a piece


def can_unpack() -> bool:
    """Tell whether the reader takes gzip."""
    return request.accept_encodings.quality("gzip") > 0


def packed(reply: Response, pieces: Iterable[str]) -> Response:
    """Return the answer with its pieces packed, or as they are for who cannot unpack."""
    if not can_unpack():
        reply.response = (piece.encode() for piece in pieces)
        return reply
    reply.response = _gzip(pieces)
    reply.headers["Content-Encoding"] = "gzip"
    return reply


def _gzip(pieces: Iterable[str]) -> Iterator[bytes]:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    waiting = b""
    for piece in pieces:
        waiting += packer.compress(piece.encode())
        if len(waiting) >= _ENOUGH:
            yield waiting
            waiting = b""
    yield waiting + packer.flush()
