"""What help says is one table in both languages; no command loads what it does not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import command, help_text, main

PAGE = "data/demo/documents/990101001/2022.html"
FRAMES = ("numpy", "openpyxl", "pandas", "pdfplumber", "pypinyin", "rich", "sqlalchemy")
STORES = ("pipelines.cli.verbs", "pipelines.store.store")
OTHER_KINDS = ("lxml", "pypdfium2", "pipelines.read.docx", "pipelines.read.ofd")  # than a page
PROCESSES = ("concurrent.futures", "multiprocessing", "pipelines.documents.reception")
SPARED = {
    ("--help",): (*FRAMES, "duckdb", "pydantic", "typer"),
    ("parse", PAGE): (*FRAMES, *STORES, *OTHER_KINDS, *PROCESSES, "duckdb", "email.policy"),
    ("check", PAGE): (*FRAMES, *STORES, *OTHER_KINDS, *PROCESSES),
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


def below(verb, path=""):
    """Yield every verb by its path."""
    yield path.strip(), verb
    for name, one in getattr(verb, "commands", {}).items():
        yield from below(one, f"{path} {name}")


def test_every_verb_argument_and_option_has_words_and_no_word_is_left_over():
    table = help_text.TABLE.table()
    commands = dict(below(get_command(main.app)))
    assert {*table["verbs"]} - {"mingcha"} == {*commands} - {""}
    grouped = [verb for group in table["groups"].values() for verb in group["verbs"].split()]
    assert sorted(grouped) == sorted(name for name in commands if name and " " not in name)
    keys = {
        help_text._key(parameter, path)
        for path, one in commands.items()
        for parameter in one.params
    }
    listed = {f"{group}.{name}" for group in ("arguments", "options") for name in table[group]}
    assert keys ^ listed == {"options.--help"}
    assert {name for name, words in table["verbs"].items() if not {"zh", "en"} <= {*words}} == set()


def said(capsys, *words):
    with pytest.raises(SystemExit):
        command.run(*main.help_language([*words]))
    return capsys.readouterr()


def test_the_help_of_a_verb_is_in_the_language_asked_for(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    chinese = said(capsys, "tasks", "make", "--help", "--lang", "zh").out
    latin = {
        word for word in ("Usage", "Options", "Arguments", "Show", "default") if word in chinese
    }
    assert (latin, "整改期限" in chinese) == (set(), True)
    english = said(capsys, "paper", "issues", "--help", "--lang", "en").out
    assert "The office that signs." in english
    assert english.isascii() or not any("\u4e00" <= sign <= "\u9fff" for sign in english)


def test_what_is_mistyped_is_one_sentence_in_the_readers_language(capsys, monkeypatch):
    right = {
        "backup": "mingcha: 缺少 FILE（备份文件）；看 --help",
        "explain x y": "mingcha: YEAR（报告年度）写得不对；看 --help",
        "tasks --lnag zh": "mingcha: 没有选项 --lnag，是不是 --lang",
        "tasks --foo": "mingcha: 没有选项 --foo；看 --help",
        "frobnicate": "mingcha: 没有动词 frobnicate；看 --help",
        "pares x": "mingcha: 没有动词 pares，是不是 parse prune paper",
        "users lst": "mingcha: 没有动词 lst，是不是 list",
        "build extra": "mingcha: 多写了 extra；看 --help",
        "collect --by": "mingcha: 选项 --by 后面缺少内容；看 --help",
        "score a b --lang en": "mingcha: YEAR (The year reported on) cannot be that: Input should"
        " be a valid integer, unable to parse string as an integer; see --help",
    }
    sentences = {}
    for words in right:
        monkeypatch.setattr(sys, "argv", ["mingcha", *words.split()])
        sentences[words] = said(capsys, *words.split()).err.strip()
    assert sentences == right


def test_the_language_of_the_help_is_the_one_asked_for_or_the_users(monkeypatch):
    monkeypatch.setattr(main.locale, "getlocale", lambda _: ("zh_CN", "UTF-8"))
    assert main.help_language(["--help"]) == ("zh", ["--help"])
    assert main.help_language(["--help", "--lang", "en"]) == ("en", ["--help"])
    assert main.help_language(["paper", "--help", "--lang", "en"]) == ("en", ["paper", "--help"])
    monkeypatch.setattr(main.locale, "getlocale", lambda _: (None, None))
    assert main.help_language(["doctor"]) == ("en", ["doctor"])
    assert main.help_language(["doctor", "--lang", "zh"]) == ("zh", ["doctor", "--lang", "zh"])


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
