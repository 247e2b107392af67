"""How gunicorn serves: nowhere but on this machine while there are no accounts."""

from __future__ import annotations

import sys
from typing import Any, Final

from components.access.listening import refusal
from pipelines.settings import settings

_DO_NOT_START: Final = 4  # as gunicorn says that the application cannot be loaded


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn's arbiter has no types
    """Refuse to listen where others could connect, unless somebody can sign in."""
    why = refusal(server.cfg.address, settings())
    if why:
        sys.stderr.write(f"mingcha: {why}\n")
        sys.stderr.flush()
        sys.exit(_DO_NOT_START)
