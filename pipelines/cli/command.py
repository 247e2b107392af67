"""The command itself: where every verb begins, what goes wrong, and the verbs that only read."""

import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.exceptions import Abort, TyperException

from pipelines.cli import surroundings
from pipelines.cli.check import check
from pipelines.cli.help_text import head_in, put_into_words, usage_fault
from pipelines.cli.options import FINDINGS, FINE, Home, Verbs, fault, fault_sentence
from pipelines.cli.parse import parse
from pipelines.cli.words import language, say, speak
from pipelines.errors import MingchaError, is_full
from pipelines.settings import settings, use
from pipelines.words import Language

STOPPED = 130  # by the user, as shells say it

app = Verbs(no_args_is_help=True, add_completion=False)


def run(help_language: str, words: list[str]) -> NoReturn:
    """Run the command line; whatever goes wrong is one line on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    speak(_asked_language())
    try:
        command = _in_words(help_language, words)
        code = command.main(words, prog_name="mingcha", standalone_mode=False)
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        code = FINE
    except (Abort, KeyboardInterrupt):
        code = STOPPED
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a traceback
        code = fault(_sentence(error))
    if code in {None, FINE, FINDINGS} and surroundings.writes(sys.argv[1:]):
        typer.echo(surroundings.acted_on(settings()), err=True)
    if code == STOPPED:
        fault(say("fault.stopped"))
    sys.exit(code if isinstance(code, int) else FINE)


def _in_words(language: str, words: list[str]) -> Any:  # noqa: ANN401 - Typer's
    """Return the command as Typer runs it, its help in a language."""
    command = typer.main.get_command(app)
    put_into_words(command, language)
    if "--help" in words or len(words) == 1:  # a family of verbs alone is answered by its help
        head_in(language)
    return command


def _sentence(error: Exception) -> str:
    """Return what went wrong in one sentence; only what nobody foresaw is called internal."""
    if isinstance(error, TyperException):
        return usage_fault(error, language())
    if isinstance(error, MingchaError) and (error.code or not is_full(error)):
        return fault_sentence(error)
    if is_full(error):
        return say("fault.disk_full", path=_place(error))
    if isinstance(error, OSError):
        return ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    return say("fault.internal", error=f"{type(error).__name__}: {error}")


def _place(error: Exception) -> str:
    """Return where there is no room, as far as the fault says so."""
    named = getattr(error, "filename", None) or settings().store
    return str(named)


def _asked_language() -> Language:
    """Return the language asked for, also where the command line failed before it was read."""
    asked = " ".join(sys.argv[1:]).replace("=", " ")
    return "en" if "--lang en" in asked else "zh"


@app.callback()
def begin(
    context: typer.Context,
    is_version: Annotated[  # noqa: ARG001 - told by its callback
        bool, typer.Option("--version", is_eager=True, callback=surroundings.tell_version)
    ] = False,
    home: Home = None,
) -> None:
    """Read annual reports on open government information; keep every figure with its place."""
    use(home)
    surroundings.check(context.invoked_subcommand or "", sys.argv[1:])


app.command()(parse)
app.command()(check)
