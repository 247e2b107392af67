"""The entry point of the command `mingcha`: its help at once, every verb with what it needs."""

from __future__ import annotations

import locale
import sys
from pathlib import Path
from typing import Any, Final

_HELP: Final = Path(__file__).with_name("help.txt")  # as the verbs say it: a test compares
_READING: Final = (["parse"], ["check"])  # need no store, no ledger and no frame of figures
_HELPS: Final = {"en": _HELP, "zh": _HELP.with_name("help.zh.txt")}


def main() -> None:
    """Run the command line. Who asks for the list of verbs need not wait until they are loaded."""
    language, words = _asked(sys.argv[1:])
    if words in ([], ["--help"]):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout.write(_HELPS[language].read_text(encoding="utf-8"))
        sys.exit(0 if words else 2)
    from pipelines.cli import command  # noqa: PLC0415 - see above

    if words[:1] not in _READING:
        from pipelines.cli import verbs  # noqa: F401, PLC0415 - they add themselves to the command

    command.run()


def _asked(words: list[str]) -> tuple[str, list[str]]:
    """Return the language of the list of verbs and the words without it: asked, else the user's."""
    if words[-2:-1] == ["--lang"] and words[-1] in _HELPS and words[:-2] in ([], ["--help"]):
        return words[-1], words[:-2]
    own = (locale.getlocale(locale.LC_CTYPE)[0] or "").lower()
    return ("zh" if own.startswith(("zh", "chinese")) else "en"), words


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verbs' module has
    """Return the verbs, which are loaded when somebody asks for them."""
    if name != "app":
        raise AttributeError(name)
    from pipelines.cli import command, verbs  # noqa: F401, PLC0415 - see above

    return command.app
