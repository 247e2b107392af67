"""The page about requests."""

from __future__ import annotations

from dash.development.base_component import Component

from components.answers.requests import requests
from components.desk import Ask
from components.panels.requests_frame import dossier_page


def draw_requests(ask: Ask) -> Component:
    """Draw who asks and what they get."""
    return dossier_page(ask, requests(ask))
