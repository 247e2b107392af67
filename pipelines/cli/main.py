"""The entry point of the command `mingcha`: its list of verbs is there at once."""

import gc
import locale
import os
import sys
from contextlib import suppress
from typing import Any, Final, NoReturn

from pipelines.cli.help_text import overview

# A command that lives for half a second looks for cyclic garbage rarely: it makes next to none.
_GARBAGE: Final = (100_000, 20, 20)
_READING: Final = (["parse"], ["check"])  # need no store, no ledger and no frame of figures


def main() -> None:
    """Run the command line. Who asks for the list of verbs need not wait until they are loaded."""
    gc.set_threshold(*_GARBAGE)
    language, words = help_language(sys.argv[1:])
    if words in ([], ["--help"]):
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stdout.write(overview(language))
        sys.exit(0 if words else 2)
    if words[:1] in _READING:
        from pipelines.cli.vocabulary_cache import reused  # noqa: PLC0415 - see above
        from pipelines.settings import cache_folder  # noqa: PLC0415

        with reused(cache_folder()):
            _run(language, words)
    from pipelines.cli import verbs  # noqa: F401, PLC0415 - they add themselves to the command

    _run(language, words)


def command_line() -> NoReturn:
    """Run the command line as a process of its own; one that only reads ends at once.

    To take apart what lives for half a second is a fifth of it, and closes nothing that was kept.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # noqa: TID251 - it looks for any
    try:
        main()
    except SystemExit as ended:
        if sys.argv[1:2] not in _READING or not isinstance(ended.code, int):
            raise
        code = ended.code
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader has seen enough
            stream.flush()
    os._exit(code)


def _run(language: str, words: list[str]) -> NoReturn:
    from pipelines.cli import command  # noqa: PLC0415 - see above

    command.run(language, words)


def help_language(words: list[str]) -> tuple[str, list[str]]:
    """Return the language of help, asked for or else the user's, and the words to go on with.

    Not every verb has `--lang`, but help has for each.
    """
    own = (locale.getlocale(locale.LC_CTYPE)[0] or "").lower()
    language = "zh" if own.startswith(("zh", "chinese")) else "en"
    for asked in ("zh", "en"):
        if words[-2:] == ["--lang", asked]:
            left = words[:-2]
            return asked, left if left in ([], ["--help"]) or "--help" in left else words
    return language, words


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verbs' module has
    """Return the verbs, which are loaded when somebody asks for them."""
    if name != "app":
        raise AttributeError(name)
    from pipelines.cli import command, verbs  # noqa: F401, PLC0415 - see above

    return command.app
