"""The log as JSON, one object a line on stderr; nothing in it tells who asked for what.

Of our own records, and of what the server says of its own start and end, what they say is kept; of
all others the form of the sentence without what was filled in, and of a fault its kind and the
lines of code, not its words: those may be a reader's.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any, Final

from components.operations.requests import request_id

_OURS: Final = ("mingcha", "components", "pipelines")
CONFIG: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "components.operations.json_lines.JsonLines"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
            "formatter": "json",
        }
    },
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {
        "mingcha": {"level": "INFO"},
        "gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        "werkzeug": {"level": "ERROR"},  # its lines hold addresses and queries
    },
}


class JsonLines(logging.Formatter):
    """One record, one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as JSON."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
        }
        line |= {"request": request_id()} if request_id() else {}
        line |= getattr(record, "said", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["lines"] = [f"{one.filename}:{one.lineno} {one.name}" for one in frames]
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    """Return what a record says, with what was filled in where nobody but us filled it in.

    What the server says of itself, where it listens and whom it starts, holds nothing of a request;
    its warnings may.
    """
    is_calm = record.levelno <= logging.INFO and record.name == "gunicorn.error"
    if _is_ours(record) or is_calm:
        return record.getMessage()
    return str(record.msg) if record.args else _kind(record)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS


def _kind(record: logging.LogRecord) -> str:
    """Return where a ready-made sentence of others comes from, for it may hold anything."""
    return f"{record.module}:{record.lineno}"
