"""The entry point: settings → Store → create_app; `server()` for gunicorn. No logic."""

import sys
from logging.config import dictConfig
from pathlib import Path
from typing import Final

from dash import Dash
from flask import Flask

import components
from components.application import create_app
from components.operations.json_lines import CONFIG
from pipelines.errors import SettingsError, StoreError
from pipelines.settings import ROOT, settings
from pipelines.store.store import Store

_IN_WHEEL: Final = Path(components.__file__).with_name("assets")
ASSETS: Final = _IN_WHEEL if _IN_WHEEL.exists() else ROOT / "assets"
_DO_NOT_RESTART: Final = 3  # what gunicorn takes for: the worker will not start, stop trying


def application() -> Dash:
    """Open what is published and return the application over it."""
    try:
        if settings().log == "json":
            dictConfig(CONFIG)
        store = Store(settings().store)
        store.info()  # nothing published is said now, not at the first click
    except (StoreError, SettingsError) as error:
        sys.stderr.write(f"mingcha: {error}\n")
        sys.exit(_DO_NOT_RESTART)
    return create_app(store, ASSETS)


def server() -> Flask:
    """Return the WSGI application; gunicorn calls this once in each worker."""
    flask: Flask = application().server
    return flask
