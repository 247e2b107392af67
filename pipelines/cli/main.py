"""The door of the command `mingcha`: its help at once, every verb with what it needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

_HELP: Final = Path(__file__).with_name("help.txt")  # as the verbs say it: a test compares


def main() -> None:
    """Run the command line. Who asks for the list of verbs need not wait until they are loaded."""
    if sys.argv[1:] in ([], ["--help"]):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout.write(_HELP.read_text(encoding="utf-8"))
        sys.exit(0 if sys.argv[1:] else 2)
    from pipelines.cli.verbs import main as run  # noqa: PLC0415 - see above

    run()


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verbs' module has
    """Return the verbs, which are loaded when somebody asks for them."""
    if name != "app":
        raise AttributeError(name)
    from pipelines.cli import verbs  # noqa: PLC0415 - see above

    return verbs.app
