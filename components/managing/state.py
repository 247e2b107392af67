"""The state of the installation as an administrator reads it: what `mingcha doctor` says."""

from __future__ import annotations

from collections.abc import Iterator

from components.view import Language
from pipelines.cli.words import say as cli_words
from pipelines.operations.doctor import Check, examined, glanced
from pipelines.settings import Settings


def state_of(settings: Settings, language: Language, *, is_whole: bool) -> list[tuple[str, str]]:
    """Return each check as its state and its sentence.

    Args:
        settings: of the installation.
        language: of the reader.
        is_whole: everything, which reads the whole store; else what costs a moment.
    """
    return list(_lines(examined(settings) if is_whole else glanced(settings), language))


def _lines(checks: Iterator[Check], language: Language) -> Iterator[tuple[str, str]]:
    for check in checks:
        parts = dict(check.parts)
        if check.error is not None and check.error.code:
            parts["why"] = cli_words(f"fault.{check.error.code}", language, **check.error.detail)
        yield check.state, cli_words(f"doctor.{check.code}", language, **parts)
