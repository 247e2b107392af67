"""How a page came to be a picture: its resolution and what scanners and seals do to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """How a page came to be a picture."""

    dpi: int
    turn: float = 0.0  # degrees
    blur: float = 0.0  # pixels
    noise: float = 0.0  # of 255
    jpeg: int = 0  # quality, 0 for none
    paper: int = 255  # how white the paper is
    shade: float = 0.0  # how much darker one corner is
    stamp: str = ""  # "red" or "grey", over a table
    breaks: int = 0  # stretches of rulings that are missing
    bend: float = 0.0  # of the width: how far a photograph's far edge is shorter
