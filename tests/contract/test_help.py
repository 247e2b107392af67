"""Commands load what they need: the list of verbs nothing, reading a page no frames, no ledger."""

import os
import re
import subprocess
import sys
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from pipelines.cli import main
from pipelines.cli.verbs import app

PAGE = "data/demo/documents/990101001/2022.html"
FRAMES = ("numpy", "openpyxl", "pandas", "pdfplumber", "pypinyin", "rich", "sqlalchemy")
SPARED = {
    ("--help",): (*FRAMES, "duckdb", "pydantic", "typer"),
    ("parse", PAGE): (*FRAMES, "duckdb", "pipelines.cli.verbs", "pipelines.store.store"),
    ("check", PAGE): (*FRAMES, "pipelines.cli.verbs", "pipelines.store.store"),
}
SCRIPT = """
import sys
sys.argv = ["mingcha", *{words!r}]
from pipelines.cli.main import main
try:
    main()
finally:
    print(sorted(set(sys.modules) & set({spared!r})), file=sys.stderr)
"""


def rendered() -> str:
    """Return what Typer says, a hundred columns wide."""
    said = CliRunner().invoke(
        app, ["--help"], env={"COLUMNS": "100", "TERM": "dumb"}, color=False, prog_name="mingcha"
    )
    return "\n".join(line.rstrip() for line in said.stdout.strip("\n").splitlines()) + "\n"


def test_the_help_that_is_written_down_is_what_the_verbs_say():
    assert main._HELP.read_text(encoding="utf-8") == rendered()


def test_the_help_in_chinese_names_every_verb_and_what_is_below_it():
    text = main._HELPS["zh"].read_text(encoding="utf-8")
    named = dict(re.findall(r"^  ([a-z]+) +(.+)$", text, re.MULTILINE))
    verbs = get_command(app).commands
    assert set(named) == set(verbs)
    below = {name: getattr(verb, "commands", {}) for name, verb in verbs.items()}
    missing = {
        f"{name} {word}": named[name]
        for name, words in below.items()
        for word in words
        if name != "paper" and word not in named[name].split("（")[0].split("：")[-1].split()
    }
    assert missing == {}


def test_the_language_of_the_help_is_the_one_asked_for_or_the_users(monkeypatch):
    monkeypatch.setattr(main.locale, "getlocale", lambda _: ("zh_CN", "UTF-8"))
    assert main._asked(["--help"]) == ("zh", ["--help"])
    assert main._asked(["--help", "--lang", "en"]) == ("en", ["--help"])
    monkeypatch.setattr(main.locale, "getlocale", lambda _: (None, None))
    assert main._asked(["doctor", "--lang", "zh"]) == ("en", ["doctor", "--lang", "zh"])


def test_no_command_loads_what_it_does_not_need():
    root = Path(__file__).resolve().parents[2]
    environment = dict(os.environ) | {"PYTHONPATH": str(root)}  # noqa: TID251 - passed on
    for words, spared in SPARED.items():
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(words=words, spared=spared)],
            env=environment, capture_output=True, text=True, check=False, cwd=root,
        )  # fmt: skip
        *_, loaded = run.stderr.splitlines()
        assert (words, loaded) == (words, "[]")
        assert run.stdout.count("\n") > 3, words


if __name__ == "__main__":
    main._HELP.write_text(rendered(), encoding="utf-8")
