"""What all verbs of the command line share: options, exit codes, faults and rejections."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.catalogue.model import Language
from pipelines.cli.words import LANGUAGES, say
from pipelines.desk.json_lines import rejection_line, rejection_sentence, text
from pipelines.errors import MingchaError
from pipelines.model import Rejection

FINE, FINDINGS, FAULT = 0, 1, 2


def _known_language(lang: str) -> str:
    """Refuse a language that the words are not in, whichever verb it is asked of."""
    if lang not in LANGUAGES:
        raise MingchaError(say("fault.language", "zh", text=lang))
    return lang


Json = Annotated[bool, typer.Option("--json")]
Workers = Annotated[str, typer.Option("--workers")]
Lang = Annotated[str, typer.Option("--lang", callback=_known_language)]
By = Annotated[str, typer.Option("--by")]
Dataset = Annotated[str, typer.Option("--dataset")]
Home = Annotated[Path | None, typer.Option("--home")]
Year = Annotated[int | None, typer.Option("--year")]
County = Annotated[str, typer.Option("--county")]
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")]


def language_of(lang: str) -> Language:
    """Return a language that was checked as papers and the desk name it."""
    return "en" if lang == "en" else "zh"


def fault(sentence: str) -> int:
    """Say on stderr what went wrong, in one line, and return the exit code for it."""
    if sentence:
        typer.echo("mingcha: " + " ".join(sentence.split()), err=True)
    return FAULT


def fault_sentence(error: MingchaError, lang: str) -> str:
    """Return a fault's sentence in the reader's language where it has one."""
    if not error.code:
        return str(error)
    parts = dict(error.detail)
    if parts.get("where") == "environment":
        parts["where"] = say("where.environment", lang)
    return say(f"fault.{error.code}", lang, **parts)


def show_rejection(name: str, rejection: Rejection, *, as_json: bool, lang: str) -> None:
    """Print why a file gave no report."""
    if as_json:
        typer.echo(text(rejection_line(name, rejection, lang)))
    else:
        reason = rejection_sentence(rejection, lang)
        typer.echo(say("parse.rejected", lang, file=name, reason=reason))
