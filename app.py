"""The door: settings → Store → create_app; `server()` for gunicorn. No logic."""

from __future__ import annotations

import sys
from pathlib import Path

from dash import Dash
from flask import Flask

from components.application import create_app
from pipelines.errors import StoreError
from pipelines.settings import settings
from pipelines.store import Store

ASSETS = Path(__file__).resolve().parent / "assets"


def application() -> Dash:
    """Open what is published and return the application over it."""
    store = Store(settings().store)
    store.info()  # nothing published is said now, not at the first click
    return create_app(store, ASSETS)


def server() -> Flask:
    """Return the WSGI application; gunicorn calls this once in each worker."""
    try:
        flask: Flask = application().server
    except StoreError as error:
        sys.exit(f"mingcha: {error}")
    return flask


if __name__ == "__main__":
    try:
        application().run(host="127.0.0.1", port=8050)
    except StoreError as error:
        sys.exit(f"mingcha: {error}")
