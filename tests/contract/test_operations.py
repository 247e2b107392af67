"""What docs/operations.md and the files beside it say is what there is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli.main import app
from pipelines.settings import NAMES, PREFIX, settings
from tests.bundle import chosen

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FILES = sorted((ROOT / "docs" / "deploy").iterdir())


def test_every_setting_is_in_the_table_and_every_one_there_is_read():
    read = {PREFIX + name for name in NAMES} | {"MINGCHA_CONFIG", "MINGCHA_HOME"}
    assert read == set(re.findall(r"^\| `(MINGCHA_[A-Z_]+)` \|", GUIDE, re.MULTILINE))


def test_the_chinese_page_names_every_setting_but_those_of_the_environment_alone():
    page = (ROOT / "docs" / "operations.zh.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \|", page, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == {
        name.lower() for name in NAMES
    }


@pytest.mark.parametrize("file", FILES, ids=[path.name for path in FILES])
def test_a_file_for_deployment_sets_what_is_read_and_is_named_in_the_guide(file):
    text = file.read_text(encoding="utf-8")
    known = set(re.findall(r"MINGCHA_[A-Z_]+", GUIDE))
    assert set(re.findall(r"MINGCHA_[A-Z_]+", text)) <= known
    assert f"deploy/{file.name.removesuffix('.dockerignore')}" in GUIDE


def test_the_file_of_settings_that_ships_is_one_that_is_taken(monkeypatch):
    monkeypatch.setenv("MINGCHA_CONFIG", str(ROOT / "docs" / "deploy" / "mingcha.toml"))
    found = settings()
    assert (found.reading, found.proxy_address, found.hosts) == (
        *("accounts", "127.0.0.1"),
        ("mingcha.example",),
    )


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_the_units_are_shut_in_as_the_guide_says():
    said = float(re.search(r"come to ([0-9.]+) or less in `systemd-analyze", GUIDE)[1])
    analyze = ["systemd-analyze", "security", "--offline=true"]
    units = [file for file in FILES if file.suffix == ".service"]
    open_to = {
        unit.name: subprocess.run(
            [*analyze, f"--threshold={said * 10:.0f}", unit],
            capture_output=True, text=True, check=False,
        ).returncode
        for unit in units
    }  # fmt: skip
    assert (len(units), said <= 3) == (4, True)
    assert open_to == dict.fromkeys(open_to, 0)


def test_nginx_blanks_what_only_a_proxy_may_say_and_keeps_the_port():
    text = (ROOT / "docs" / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    heads = dict(re.findall(r"^ +proxy_set_header (\S+) +(\S+);", text, re.MULTILINE))
    blank = {name for name, value in heads.items() if value == '""'}
    assert blank == {"X-Remote-User", "X-Mingcha-Proxy"}
    assert heads["Host"] == "$http_host"
    assert heads["X-Forwarded-For"] == "$remote_addr"


def commands_in(text):
    """Yield the words after `mingcha` of every command that a page shows, and its place."""
    for span in re.findall(r"^```\w*\n(.*?)^```|`([^`\n]+)`", text, re.MULTILINE | re.DOTALL):
        for line in "".join(span).splitlines():
            for command in re.findall(
                r"(?:^|[\s|&(])(?<!--tmpfs /tmp )mingcha ((?![\d.])[^#|&;)]*)", line
            ):
                yield line.strip(), command.rpartition("mingcha ")[2].split()


def slips(words):
    """Return what of a command's words there is not: a verb, or an option of it."""
    command, options = get_command(app), {"--help", "--lang", "--json"}
    wrong = []
    for before, word in zip(["", *words], words, strict=False):
        below = getattr(command, "commands", {})
        if word in below:
            command = below[word]
        elif below and re.fullmatch("[a-z]+", word) and not before.startswith("--"):
            wrong.append(word)
        options |= {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        if word.startswith("--") and word.split("=")[0] not in options:
            wrong.append(word)
    return wrong


def test_every_command_that_a_page_shows_is_one():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    seen = [
        (page.name, line, slips(words))
        for page in pages
        if page.name != "CHANGELOG.md"
        for line, words in commands_in(page.read_text(encoding="utf-8"))
    ]
    assert len(seen) > 100
    assert [one for one in seen if one[2]] == []


def test_what_an_office_works_by_stands_in_both_languages():
    folder = ROOT / "docs"
    pages = {path.name for path in folder.glob("*.md")}
    for name in ("operations", "accounts", "filing"):
        assert f"{name}.zh.md" in pages
        assert f"[中文]({name}.zh.md)" in (folder / f"{name}.md").read_text(encoding="utf-8")
        assert f"[English]({name}.md)" in (folder / f"{name}.zh.md").read_text(encoding="utf-8")


def test_a_bundle_for_another_machine_holds_what_that_one_needs():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = {
        machine: set(re.findall(r"^([a-z0-9._-]+)==", chosen(lock, machine), re.MULTILINE))
        for machine in ("", "win_amd64", "manylinux_2_28_aarch64")
    }
    assert {"colorama", "tzdata"} <= names["win_amd64"]
    assert "gunicorn" not in names["win_amd64"]
    assert "colorama" not in names["manylinux_2_28_aarch64"]
    assert names[""] == names["manylinux_2_28_aarch64"]
    assert "brotlicffi" not in set().union(*names.values())


def test_the_image_runs_as_nobody_in_particular_and_holds_no_address():
    text = (ROOT / "docs" / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001"]
    assert set(re.findall(r"://[^/']+", text)) <= {"://127.0.0.1:8050"}
    assert text.count("--require-hashes") == 1
    assert "curl" not in text
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    allowed = (ROOT / "docs" / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert f"!{name}\n" in allowed
    assert "!data\n" not in allowed
    assert "!.venv" not in allowed


def test_the_table_of_controls_names_tests_that_there_are_and_says_why_where_none_is_met():
    text = (ROOT / "docs/asvs.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    controls = [row for row in rows if row[0][0].isdigit()]
    names = set(re.findall(r"`(?:[\w/]+/)?((?:test_\w+|postgres)\.py)`", text))
    wrong = [f"no such test: {name}" for name in names if not [*(ROOT / "tests").rglob(name)]]
    wrong += [
        f"cannot be read: {row[0]}"
        for row in controls
        if len(row) != 3 or row[1] not in {"met", "part", "no", "–", "met / –"} or not row[2]
    ]
    behind = r"`|\bread\b|ruff|Makefile|\.md|\bas [0-9]"
    alone = {row[0] for row in controls if row[1][:3] == "met" and not re.search(behind, row[2])}
    wrong += [f"nothing shows it: {row}" for row in alone]
    chapters = {int(re.match(r"\d+", row[0])[0]) for row in controls}
    assert chapters == set(range(1, 15))
    assert len(controls) > 150
    assert wrong == []
