"""The page about reviews and suits."""

from __future__ import annotations

from dash.development.base_component import Component

from components.answers.reviews import reviews
from components.desk import Ask
from components.panels.requests_frame import dossier_page


def draw_reviews(ask: Ask) -> Component:
    """Draw how reviews and suits ended."""
    return dossier_page(ask, reviews(ask))
