"""Which function draws which page, and what it binds to the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dash import Dash
from dash.development.base_component import Component

from components.desk import Ask, Desk
from components.panels.find import draw_find
from components.view import Page

ROOMS: Final[Mapping[Page, Callable[[Ask], Component]]] = {
    "find": draw_find,
}
BINDINGS: Final[Sequence[Callable[[Dash, Desk], None]]] = ()
