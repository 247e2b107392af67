"""What all verbs of the command line share: options, exit codes, lists, faults, rejections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pipelines.cli.words import LANGUAGES, language, say, say_in, speak
from pipelines.desk.json_lines import rejection_line, rejection_sentence, text
from pipelines.errors import MingchaError
from pipelines.model import Rejection

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

FINE, FINDINGS, FAULT = 0, 1, 2
Verb = TypeVar("Verb", bound=Callable[..., None])
_Lang = Annotated[str, typer.Option("--lang")]
Json = Annotated[bool, typer.Option("--json")]
Workers = Annotated[str, typer.Option("--workers")]
By = Annotated[str, typer.Option("--by")]
Dataset = Annotated[str, typer.Option("--dataset")]
Home = Annotated[Path | None, typer.Option("--home")]
Year = Annotated[int | None, typer.Option("--year")]
County = Annotated[str, typer.Option("--county")]
Day = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")]


class Verbs(typer.Typer):
    """A family of verbs, each of which takes --lang besides its own options."""

    def command(self, *names: Any, **settings: Any) -> Callable[[Verb], Verb]:  # noqa: ANN401 - as Typer has it
        """Return what adds a verb to the family."""
        add = super().command(*names, **settings)

        def adds(verb: Verb) -> Verb:
            add(in_language(verb))
            return verb

        return adds


def in_language(verb: Callable[..., None]) -> Callable[..., None]:
    """Return a verb that takes --lang as its last option, and speaks it."""

    @wraps(verb)
    def spoken(*args: object, lang: str, **options: object) -> None:
        _speak(lang)
        verb(*args, **options)

    own = signature(verb, eval_str=True)
    lang = Parameter("lang", Parameter.KEYWORD_ONLY, default="zh", annotation=_Lang)
    spoken.__signature__ = own.replace(parameters=[*own.parameters.values(), lang])  # type: ignore[attr-defined]
    return spoken


def _speak(lang: str) -> None:
    """Speak a language from now on; one that the words are not in is refused."""
    if lang not in LANGUAGES:
        raise MingchaError(say_in("fault.language", "zh", text=lang))
    speak("en" if lang == "en" else "zh")


def show(
    rows: Iterable[Mapping[str, Any]],
    words: Callable[[Mapping[str, Any]], Iterable[str]],
    *,
    as_json: bool,
) -> None:
    """Print rows, each as an object or in words of some lines; say so where there is none."""
    is_empty = True
    for row in rows:
        is_empty = False
        for line in [text(row)] if as_json else words(row):
            typer.echo(line)
    if is_empty and not as_json:
        typer.echo(say("list.empty"), err=True)


def progress(*columns: ProgressColumn) -> Progress:
    """Return a bar on stderr that says what is done, and how much of it."""
    from rich.console import Console  # noqa: PLC0415 - `parse` and `check` have no bar
    from rich.progress import MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    shown = (TextColumn("{task.description}"), *columns[:1], MofNCompleteColumn(), *columns[1:])
    return Progress(*shown, console=Console(stderr=True))


def fault(sentence: str) -> int:
    """Say on stderr what went wrong, in one line, and return the exit code for it."""
    if sentence:
        typer.echo("mingcha: " + " ".join(sentence.split()), err=True)
    return FAULT


def fault_sentence(error: MingchaError) -> str:
    """Return a fault's sentence in the reader's language where it has one."""
    if not error.code:
        return str(error)
    parts = dict(error.detail)
    if parts.get("where") == "environment":
        parts["where"] = say("where.environment")
    return say(f"fault.{error.code}", **parts)


def show_rejection(name: str, rejection: Rejection, *, as_json: bool) -> None:
    """Print why a file gave no report."""
    if as_json:
        typer.echo(text(rejection_line(name, rejection, language())))
    else:
        reason = rejection_sentence(rejection, language())
        typer.echo(say("parse.rejected", file=name, reason=reason))
