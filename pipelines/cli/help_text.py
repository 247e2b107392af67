"""What `--help` says, in both languages: the list of verbs, and each verb with its options."""

import re
from difflib import get_close_matches
from typing import Any, Final

from pipelines.words import Messages

TABLE: Final = Messages("pipelines.cli", "help.toml")
# Faults that Typer tells by its English sentence alone.
_UNNAMED: Final = (
    ("close_verb", re.compile(r"^No such command '(.*?)'")),
    ("surplus", re.compile(r"^Got unexpected extra argument(?:\(s\))? \((.*)\)$")),
)


def overview(language: str) -> str:
    """Return the list of verbs, which is read from the table alone: nobody waits for the verbs."""
    lines = [TABLE.text("said.overview", language), "", TABLE.text("verbs.mingcha", language)]
    table = TABLE.table()
    for group in table["groups"].values():
        lines += ["", group[language]]
        for verb in group["verbs"].split():
            below = [name.split()[1] for name in table["verbs"] if name.startswith(f"{verb} ")]
            words = table["verbs"][verb][language].rstrip(".")
            more = TABLE.say("said.below", language, verbs=" ".join(below)) if below else ""
            lines.append(f"  {verb:<12}{words}{more}")
    return "\n".join([*lines, "", TABLE.text("said.closing", language), ""])


def put_into_words(command: Any, language: str, path: str = "mingcha") -> None:  # noqa: ANN401 - Typer's
    """Give a command, all below it, and Typer's own headings their words in a language."""
    verb = path.removeprefix("mingcha ")
    command.help = TABLE.text(f"verbs.{verb}", language)
    command.options_metavar = TABLE.text("said.options", language)
    own_usage = command.get_usage

    def usage(context: Any) -> str:  # noqa: ANN401 - Typer asks for this first of all
        command.get_help_option(context).help = TABLE.text("options.--help", language)
        line: str = own_usage(context)
        return line.replace("Usage: ", TABLE.text("said.usage", language), 1)

    command.get_usage = usage
    for parameter in command.params:
        parameter.help = TABLE.text(_key(parameter, verb), language)
    for name, below in getattr(command, "commands", {}).items():
        command.subcommand_metavar = TABLE.text("said.verb", language)
        put_into_words(below, language, f"{path} {name}")


def _key(parameter: Any, verb: str) -> str:  # noqa: ANN401 - Typer's
    """Return the key of a parameter's words: its own under this verb, else what is said of all."""
    if parameter.param_type_name == "argument":
        return f"arguments.{parameter.name}"
    option = parameter.opts[0]
    own = f"options.{verb} {option}"
    return own if TABLE.has(own) else f"options.{option}"


def head_in(language: str) -> None:
    """Let Typer's headings of panels be in a language."""
    from typer import rich_utils  # noqa: PLC0415 - loads much, and the list of verbs needs none

    rich_utils.ARGUMENTS_PANEL_TITLE = TABLE.text("said.arguments_title", language)
    rich_utils.OPTIONS_PANEL_TITLE = TABLE.text("said.options_title", language)
    rich_utils.COMMANDS_PANEL_TITLE = TABLE.text("said.verbs_title", language)
    rich_utils.DEFAULT_STRING = TABLE.text("said.default", language)
    rich_utils.REQUIRED_LONG_STRING = TABLE.text("said.required", language)


def usage_fault(error: Any, language: str) -> str:  # noqa: ANN401 - Typer's kinds have no names
    """Return in one sentence what is wrong with the words that were typed."""
    parts: dict[str, str] = {"text": error.format_message()}
    kind = type(error).__name__
    if kind in {"NoSuchOption", "BadOptionUsage"}:
        parts["option"] = error.option_name
        parts["others"] = " ".join(sorted(getattr(error, "possibilities", None) or []))
        kind = kind if parts["others"] or kind == "BadOptionUsage" else "unknown_option"
    elif kind in {"MissingParameter", "BadParameter"} and error.param is not None:
        name = error.param.opts[0]
        parts["name"] = name if name.startswith("-") else name.upper()
        key = _key(error.param, error.ctx.command_path.removeprefix("mingcha "))
        parts |= {"text": error.message, "meaning": TABLE.text(key, language).rstrip(".")}
    else:
        kind, typed = _unnamed(parts["text"])
        known = getattr(error.cmd, "commands", {})
        parts |= {"typed": typed, "others": " ".join(get_close_matches(typed, known))}
        kind = "unknown_verb" if kind == "close_verb" and not parts["others"] else kind
    return TABLE.say(f"usage.{kind}", language, **parts)


def _unnamed(text: str) -> tuple[str, str]:
    """Return which fault without a kind of its own Typer tells, and the words that were typed."""
    for key, sentence in _UNNAMED:
        if match := sentence.search(text):
            return key, match[1]
    return "other", ""
