"""The page about requests."""

from __future__ import annotations

from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.pictures import dossier_page
from components.pages.requests.answer import requests


def draw_requests(ask: PageRequest) -> Component:
    """Draw who asks and what they get."""
    return dossier_page(ask, requests(ask))
