"""Every message that the code names is there: a missing one fails only when it is to be said."""

import ast
import re
from pathlib import Path

from pipelines.cli.words import MESSAGES
from pipelines.operations import doctor, kept_data
from pipelines.settings import ROOT
from pipelines.words import Messages

SAYING = {"say", "_say", "both", "cli_words", "refusal"}


def keys():
    """Return every message as group.name, of all tables together."""
    files = [*ROOT.glob("components/**/*.toml"), *ROOT.glob("pipelines/**/*.toml")]
    tables = [Messages(".".join(f.relative_to(ROOT).parent.parts), f.name).table() for f in files]
    return {
        f"{group}.{name}"
        for table in tables
        for group, words in table.items()
        if isinstance(words, dict)
        for name in words
    }


def calls(file, names):
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            yield node


def said_in(file):
    """Yield the keys that a module says as they stand in it, whole."""
    for call in calls(file, SAYING):
        first = call.args[0] if call.args else None
        branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
        words = [str(one.value) for one in branches if isinstance(one, ast.Constant)]
        yield from (key for key in words if re.fullmatch(r"[a-z_]+\.\w+", key))


def test_every_message_that_is_named_in_the_code_is_in_a_table():
    known = keys()
    modules = [*ROOT.glob("components/**/*.py"), *ROOT.glob("pipelines/**/*.py")]
    named = {(key, file.name) for file in modules for key in said_in(file)}
    assert len(named) > 800
    assert {one for one in named if one[0] not in known} == set()


def test_whatever_the_doctor_finds_has_words():
    codes = {
        "".join(part.value if isinstance(part, ast.Constant) else "*" for part in code.values)
        if isinstance(code := call.args[2], ast.JoinedStr)
        else getattr(code, "value", "*")
        for module in (doctor, kept_data)
        for call in calls(module.__file__, {"Check"})
    }
    known = set(MESSAGES.table()["doctor"])
    fits = {code: re.compile(re.escape(code).replace(r"\*", ".+")) for code in codes}
    assert len(codes) > 20
    assert {code for code, wanted in fits.items() if not any(map(wanted.fullmatch, known))} == set()
