"""Which installation a command acts on: looked at before it begins, named when it has written."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

import typer

from pipelines.cli.words import say
from pipelines.settings import Settings, settings

# Verbs that need no installation, or look into it whoever asks.
_APART: Final = frozenset({"", "check", "diff", "doctor", "indicators", "parse", "serve", "where"})
_WRITING: Final = frozenset(
    {
        *(
            "backup",
            "build",
            "collect",
            "correct",
            "fetch",
            "ingest",
            "prune",
            "restore",
            "verdict",
        ),
        *("agencies assign", "filing note", "ledger upgrade"),
        *("inbox add", "inbox file", "inbox return", "inbox withdraw"),
        *("tasks make", "tasks read", "tasks set"),
        *("roster add", "roster import", "roster propose", "roster remove", "roster retract"),
        *("users add", "users disable", "users enable", "users password", "users role"),
    }
)


def writes(words: Sequence[str]) -> bool:
    """Tell whether a command line changes an installation, or copies it."""
    if "--help" in words or "--into" in words:  # another folder is no installation yet
        return False
    after = [*words[2:]] if words[:1] == ["--home"] else words
    verbs = [word for word in after if not word.startswith("-")][:2]
    return bool(verbs) and (verbs[0] in _WRITING or " ".join(verbs) in _WRITING)


def check(verb: str, words: Sequence[str]) -> None:
    """Refuse what would act on another user's installation.

    Raises:
        SettingsError: it is another's, or the settings cannot be.
    """
    if verb not in _APART and "--help" not in words:
        from pipelines.operations.installation import check_reach  # noqa: PLC0415 - loads a ledger

        check_reach(settings(), writes=writes(words) and verb != "backup")


def acted_on(found: Settings) -> str:
    """Return in one line which installation was acted on."""
    parts = {"archive": found.archive.absolute(), "ledger": found.shown_ledger}
    return say("operations.acted_on", **parts)


def tell_version(is_asked: bool) -> None:  # noqa: FBT001 - as Typer calls it
    """Print the version and end."""
    if is_asked:
        typer.echo(f"mingcha {version('mingcha')}")
        raise typer.Exit
