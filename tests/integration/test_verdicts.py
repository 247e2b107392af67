"""A verdict stays with its finding as long as the finding says the same, whatever happens."""

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.ledger.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
RECEIVED = "一、本年新收政府信息公开申请数量</td><td>1</td><td>1</td>"
# The real command again and again in one process, so that a kill finds it writing.
WRITER = """
import sys
from pipelines.cli.main import main
sha, fingerprint, turn = sys.argv[1:]
for number in range(10_000):
    verdict = ("verdict", fingerprint, "confirmed", "--reason", f"{turn}-{number}", "--json")
    value = ("correct", sha, "normative.made", "1", str(number), "--reason", f"{turn}-{number}")
    for words in (verdict, value):
        sys.argv = ["mingcha", *words, "--by", "someone", "--lang", "en"]
        try:
            main()
        except SystemExit as ended:
            assert not ended.code
        print("ack", words[0], f"{turn}-{number}", flush=True)
"""


@pytest.fixture
def faulty(page):
    """Return a function that writes a report whose requests do not add up."""

    def make(name="page.html", received=2, later="2023-01-10"):
        swapped = RECEIVED.replace("<td>1</td>", f"<td>{received}</td>", 1)
        return page(name, swap={RECEIVED: swapped, "2023-01-10": later})

    return make


@pytest.fixture
def unbalanced(told):
    """Return a function that gives the finding on requests that do not add up."""

    def ask(*words):
        return told("findings", "--rule", "R-T3-01", *words)

    return ask


@pytest.fixture
def judged(mingcha, faulty, unbalanced):
    """Ingest a faulty report, exclude the finding on it, and return its fingerprint."""
    mingcha("ingest", faulty())
    [finding] = unbalanced()
    code, _, _ = mingcha(
        "verdict", finding["fingerprint"][:8], "excluded", "--reason", "见原件", "--by", "王某"
    )
    assert code == 0
    return finding["fingerprint"]


def test_a_verdict_shows_at_once_and_the_finding_no_longer_counts(mingcha, judged, unbalanced):
    [finding] = unbalanced()
    assert finding["verdict"] == "excluded"
    assert (finding["verdict_reason"], finding["verdict_by"]) == ("见原件", "王某")
    assert mingcha("findings", "--rule", "R-T3-01")[0] == 0
    _, out, _ = mingcha("findings", "--rule", "R-T3-01")
    assert "结论：排除（见原件）王某" in out
    mingcha("verdict", judged, "confirmed", "--reason", "再看属实", "--by", "李某")
    assert mingcha("findings", "--rule", "R-T3-01")[0] == 1
    assert [one["verdict"] for one in unbalanced("--verdict", "confirmed")] == ["confirmed"]


def test_a_verdict_can_be_taken_back(mingcha, judged, unbalanced):
    assert mingcha("verdict", judged, "withdrawn", "--reason", "误判", "--by", "王某")[0] == 0
    assert [one["verdict"] for one in unbalanced("--verdict", "none")] == [""]
    code, _, err = mingcha("verdict", judged, "withdrawn", "--reason", "x", "--by", "王某")
    assert code == 2
    assert "无可撤回" in err


def test_a_verdict_needs_a_known_word_and_a_reason(mingcha, judged, unbalanced):
    for words, said in (
        (("excluded",), "--reason"),
        (("excluded", "--reason", " "), "--reason"),
        (("perhaps", "--reason", "x"), "confirmed excluded pending withdrawn"),
    ):
        code, out, err = mingcha("verdict", judged, *words, "--by", "a", "--lang", "en")
        assert (code, out) == (2, "")
        assert said in err
    assert [one["verdict_reason"] for one in unbalanced()] == ["见原件"]


def test_what_names_no_finding_gets_no_verdict(mingcha, judged, environment):
    before = len(Ledger(environment.ledger).decisions())
    for fingerprint in ("0000000000000000", "", "%", judged[:5]):
        code, _, _ = mingcha("verdict", fingerprint, "excluded", "--reason", "x", "--by", "a")
        assert code == 2
    assert len(Ledger(environment.ledger).decisions()) == before


def test_a_verdict_does_not_ask_for_another_build(mingcha, judged, environment, told):
    before = (environment.store / "current").resolve()
    mingcha("build")
    assert (environment.store / "current").resolve() == before


def test_a_verdict_survives_a_store_that_is_built_from_nothing(
    mingcha, judged, unbalanced, environment
):
    shutil.rmtree(environment.store)
    mingcha("build")
    assert [(one["fingerprint"], one["verdict"]) for one in unbalanced()] == [(judged, "excluded")]


def test_a_verdict_survives_the_same_file_ingested_again(mingcha, judged, unbalanced, faulty):
    mingcha("ingest", faulty())
    assert [one["verdict"] for one in unbalanced()] == ["excluded"]
    mingcha("ingest", faulty("other-name.html"))
    assert [one["verdict"] for one in unbalanced()] == ["excluded"]


def test_a_verdict_survives_another_wording_of_its_rule(
    mingcha, judged, unbalanced, elsewhere, tmp_path
):
    other = tmp_path / "other"
    shutil.copytree(
        ROOT / "pipelines", other / "pipelines", ignore=shutil.ignore_patterns("__pycache__")
    )
    rules = other / "pipelines" / "validate" / "rules" / "t3.toml"
    text = rules.read_text(encoding="utf-8")
    assert 'id = "R-T3-01"' in text
    rules.write_text(
        text.replace('title = { zh = "', 'title = { zh = "另一种说法：'), encoding="utf-8"
    )
    subprocess.run(
        [sys.executable, "-c", "from pipelines.cli.main import main; main()", "build"],
        cwd=other, env=elsewhere | {"PYTHONPATH": str(other)}, check=True, capture_output=True,
    )  # fmt: skip
    [finding] = unbalanced()
    assert finding["title_zh"].startswith("另一种说法：")
    assert (finding["fingerprint"], finding["verdict"]) == (judged, "excluded")


def test_a_verdict_ends_when_a_value_changes_and_is_listed_as_an_old_one(
    mingcha, judged, unbalanced, faulty, told
):
    assert told("findings", "--old-verdicts") == []
    mingcha("ingest", faulty("newer.html", received=4, later="2023-02-20"))
    [finding] = unbalanced()
    assert finding["fingerprint"] != judged
    assert finding["verdict"] == ""
    [old] = told("findings", "--old-verdicts")
    assert (old["fingerprint"], old["verdict"], old["rule"]) == (judged, "excluded", "R-T3-01")
    assert old["message_zh"]
    _, out, _ = mingcha("findings", "--old-verdicts", "--lang", "en")
    assert "no longer found" in out
    assert mingcha("verdict", judged, "withdrawn", "--reason", "x", "--by", "a")[0] == 0
    assert told("findings", "--old-verdicts") == []


def test_verdicts_are_no_decisions_that_match_nothing(mingcha, judged, told):
    assert "R-DEC-01" not in {row["rule"] for row in told("findings")}


@pytest.mark.slow
def test_no_acknowledged_decision_is_lost_when_the_command_is_killed(
    mingcha, judged, told, elsewhere, environment
):
    sha = told("reports", "--agency", "130306200", "--year", "2022")[0]["sha256"]
    chance = random.Random(20)  # noqa: S311 - where to kill
    acknowledged = {"verdict": [], "correct": []}
    for turn in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, sha, judged, str(turn)],
            stdout=subprocess.PIPE, env=elsewhere, text=True,
        )  # fmt: skip
        heard = [process.stdout.readline() for _ in range(chance.randrange(0, 24))]
        process.kill()  # it is writing the next one
        heard += process.stdout.read().splitlines()  # what was buffered too
        process.stdout.close()
        process.wait()
        for words in (line.split() for line in heard):
            if words[:1] == ["ack"] and len(words) == 3:
                acknowledged[words[1]].append(words[2])
        kept = {"verdict": [], "correction": []}
        for one in Ledger(environment.ledger).decisions():
            if one.made_by == "someone":
                kept[one.kind].append(one.body["reason"])
        for verb, kind in (("verdict", "verdict"), ("correct", "correction")):
            assert set(acknowledged[verb]) <= set(kept[kind])
            assert len(kept[kind]) <= len(acknowledged[verb]) + turn + 1
    assert len(acknowledged["verdict"]) > 12
    assert len(acknowledged["correct"]) > 12
    path = environment.ledger.removeprefix("sqlite:///")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    mingcha("build")
    [finding] = told("findings", "--rule", "R-T3-01")
    last = [one.body["reason"] for one in Ledger(environment.ledger).decisions(kind="verdict")][-1]
    assert finding["verdict_reason"] == last
