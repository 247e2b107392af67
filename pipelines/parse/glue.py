"""Cells that lost what stood between them: divided where one division is possible, else lost."""

from __future__ import annotations

from dataclasses import replace

from pipelines.parse.strands import Sort, Token


def divide(token: Token, count: int) -> tuple[Token | None, ...] | None:
    """Divide glued digits into cells, or return None where more than one division is possible."""
    text = token.text
    if count == 1:
        return (replace(token, sort=Sort.VALUE),)
    if len(text) != count or set(text) != {"0"}:
        return None
    return tuple(
        replace(
            token,
            text=text[n],
            sort=Sort.VALUE,
            place=replace(token.place, start=token.place.start + n, end=token.place.start + n + 1),
        )
        for n in range(count)
    )
