"""The page about reviews and suits."""

from __future__ import annotations

from dash.development.base_component import Component

from components.context import PageRequest
from components.layout.pictures import dossier_page
from components.pages.reviews.answer import reviews


def draw_reviews(ask: PageRequest) -> Component:
    """Draw how reviews and suits ended."""
    return dossier_page(ask, reviews(ask))
