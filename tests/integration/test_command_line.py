"""The command line: what it prints, where, and with which exit code; never a traceback."""

import json
import os
import signal
import subprocess
import sys
import zipfile

import pytest


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_parse_prints_the_contract(mingcha, page):
    code, out, _ = mingcha("parse", page(), "--json")
    [said] = lines(out)
    assert code == 0
    assert said["schema"] == 1
    assert said["agency"]["code"] == "130306200"
    assert said["agency"]["level"] == "township"
    assert (said["report_year"], said["published_on"]) == (2022, "2023-01-10")
    assert said["template"] == "2021"
    assert said["tables"]["3"] == {"status": "complete", "expected": 175, "read": 175}
    figures = {
        (f["indicator"], f["member"]): f for f in said["figures"] if f["table"] != "narrative"
    }
    made = figures["normative.made", ""]
    assert (made["value"], made["status"], made["raw"]) == (1, "number", "1")
    assert made["place"]["block"] >= 0
    assert len(figures) == 10 + 175 + 15
    labels = [f for f in said["figures"] if f["indicator"] == "disclosure.by_category"]
    assert {"label": "工作动态", "value": 94}.items() <= labels[0].items()
    assert isinstance(said["findings"], list)


def test_the_seed_is_read_and_explained(mingcha, corpus):
    code, _, _ = mingcha("ingest", corpus / "chapeng-2020.txt")
    assert code == 0
    code, out, _ = mingcha("explain", "130306200", "2020", "outcome.total", "--json")
    total = next(row for row in lines(out) if row["member"] == "total")
    assert code == 0
    assert (total["value"], total["status"], total["raw"]) == (0, "number", "0")
    assert total["document"] == "chapeng-2020.txt"
    text = (corpus / "chapeng-2020.txt").read_text(encoding="utf-8").splitlines()
    place = json.loads(total["place"])
    assert text[place["line"] - 1][place["start"] : place["end"]] == "0"
    code, out, _ = mingcha("explain", "茶棚乡", "2020", "outcome.total", "--lang", "en")
    assert "outcome.total[total] = 0" in out
    assert "status number" in out


def test_a_document_takes_the_place_of_its_excerpt(mingcha, page):
    mingcha("build")
    _, out, _ = mingcha("reports", "--json")
    assert {row["source"] for row in lines(out)} == {"excerpt"}
    mingcha("ingest", page(year=2020))
    _, out, _ = mingcha("reports", "--agency", "130306200", "--year", "2020", "--json")
    assert [row["source"] for row in lines(out)] == ["document"]


@pytest.mark.parametrize(
    ("name", "content", "code", "word"),
    [
        ("nothing.txt", None, 2, "没有这个文件"),
        ("empty.txt", b"", 1, "空"),
        ("noise.bin", bytes(range(256)) * 40, 1, "二进制"),
        ("letter.txt", "你好，今天天气很好。".encode(), 1, "："),
    ],
)
def test_bad_input_gives_one_clear_line(name, content, code, word, mingcha, tmp_path):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    found, out, err = mingcha("parse", path)
    assert found == code
    assert word in out + err
    assert len((out + err).splitlines()) == 1


def test_a_folder_is_refused_by_parse(mingcha, tmp_path):
    code, out, err = mingcha("parse", tmp_path)
    assert (code, out) == (2, "")
    assert "folder" in err


def test_a_file_without_permission_is_one_line(mingcha, page):
    path = page()
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    code, out, err = mingcha("parse", path)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_rejections_are_objects_too(mingcha, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    code, out, _ = mingcha("parse", path, "--json")
    [said] = lines(out)
    assert code == 1
    assert {"schema": 1, "file": str(path), "code": "empty"}.items() <= said.items()
    assert said["rejected"]


def test_one_bad_file_does_not_hide_the_good_one(mingcha, page, tmp_path):
    code, out, err = mingcha("parse", tmp_path / "gone.txt", page(), "--json")
    assert code == 2
    assert [line["report_year"] for line in lines(out)] == [2022]
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "nobody", "2020"),
        ("explain", "130306200", "1890"),
        ("explain", "130306200", "soon"),
        ("explain", "130306200", "2020", "no.such.thing"),
        ("explain", "130306200", "2011"),
        ("reports", "--dataset", "all"),
        ("agencies", "assign", "zz", "130306200"),
        ("agencies", "assign", "abcdef0", "130306200"),
        ("diff", "130306200", "2020"),
        ("indicators", "--lang", "fr"),
        ("indicators", "--no-such-option"),
        ("fly",),
        ("ingest", "/no/such/folder"),
    ],
)
def test_a_wrong_word_is_one_line_and_exit_2(words, mingcha):
    mingcha("build")
    code, out, err = mingcha(*words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_without_a_store_the_remedy_is_named(mingcha):
    code, out, err = mingcha("explain", "130306200", "2020")
    assert (code, out) == (2, "")
    assert "mingcha build" in err


@pytest.mark.parametrize("name", ["MINGCHA_STORE", "MINGCHA_DATA", "MINGCHA_ARCHIVE"])
def test_a_place_that_cannot_be_used_is_named(name, mingcha, monkeypatch, page, tmp_path):
    path = page()
    (tmp_path / "a file").write_text("x")
    monkeypatch.setenv(name, str(tmp_path / "a file"))
    code, _, err = mingcha("ingest", path, "--no-build") if "ARCH" in name else mingcha("build")
    assert code == 2
    assert "Traceback" not in err
    assert "a file" in err


def test_several_agencies_of_a_name_are_listed_not_guessed(mingcha):
    mingcha("build")
    code, _, err = mingcha("explain", "太平镇", "2020")
    assert code == 2
    assert "610423111" in err
    assert "370883107" in err


def test_indicators_are_listed_in_both_languages(mingcha):
    code, out, _ = mingcha("indicators", "--json")
    assert code == 0
    assert {"id": "outcome.total", "unit": "件"}.items() <= next(
        line for line in lines(out) if line["id"] == "outcome.total"
    ).items()
    assert "Outcomes, total" in mingcha("indicators", "--lang", "en")[1]


def test_a_folder_is_ingested_whole_whatever_is_in_it(mingcha, page, tmp_path):
    page("in/deep/a.html")
    page("in/b.html", year=2023)
    (tmp_path / "in" / "empty.html").write_bytes(b"")
    (tmp_path / "in" / "noise.bin").write_bytes(os.urandom(5000))
    (tmp_path / "in" / ".hidden").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "in" / "more.zip", "w") as bundle:
        bundle.write(page("c.html", year=2024), "年报/c.html")
    code, out, err = mingcha("ingest", tmp_path / "in", "--json", "--no-build")
    assert code == 1
    said = lines(out)
    assert len(said) == 5
    assert sum(line["reports"] for line in said) == 3
    assert {line["code"] for line in said if "code" in line} == {"empty", "binary"}
    assert "3" in err


def test_a_zip_that_cannot_be_opened_is_kept_and_named(mingcha, tmp_path, environment):
    path = tmp_path / "年报.zip"
    path.write_bytes(b"PK\x03\x04" + b"x" * 500)
    code, out, _ = mingcha("ingest", path, "--json", "--no-build")
    [said] = lines(out)
    assert (code, said["code"], said["is_new"]) == (1, "damaged", True)
    assert [kept.suffix for kept in environment.archive.glob("*/*[!n]")] == [".zip"]
    [rejected] = lines(mingcha("parse", path, "--json")[1])
    assert rejected["sha256"] == said["sha256"]


@pytest.mark.slow
def test_ingesting_twice_changes_nothing(mingcha, page, environment, everything):
    path = page()
    mingcha("ingest", path)
    first = (environment.store / "current").resolve()
    kept = sorted(environment.archive.rglob("*"))
    code, out, _ = mingcha("ingest", path, "--json")
    assert code == 0
    assert [line["is_new"] for line in lines(out)] == [False]
    assert sorted(environment.archive.rglob("*")) == kept
    assert (environment.store / "current").resolve() == first


@pytest.mark.slow
def test_an_ingest_that_was_killed_is_finished_by_the_next(page, tmp_path, stuck_ingest, mingcha):
    many = [
        page(f"many/{number}.html", year=2021, swap={"230条": f"{500 + number}条"})
        for number in range(6)
    ]
    with stuck_ingest(tmp_path / "many", at=many[3]) as process:
        process.send_signal(signal.SIGKILL)
    code, out, _ = mingcha("ingest", tmp_path / "many", "--json")
    said = lines(out)
    assert code == 0
    assert len(said) == 6
    assert sum(line["reports"] for line in said) == 6
    assert len(list((tmp_path / "data" / "archive").glob("*/*.json"))) == 6


def test_an_open_agency_is_listed_answered_and_built(mingcha, page, tmp_path):
    path = page(agency="太平镇", year=2022)
    text = path.read_text(encoding="utf-8").replace("太平镇人民政府门户网站", "门户网站")
    path.write_text(text, encoding="utf-8")
    code, out, _ = mingcha("ingest", path, "--json")
    assert code == 1
    [receipt] = lines(out)
    assert receipt["waiting"] == 1
    [row] = lines(mingcha("agencies", "--json")[1])
    assert row["sha256"] == receipt["sha256"]
    assert set(row["candidates"].split()) == {"370883107", "610423111"}
    report = f"{receipt['sha256'][:12]}:0"
    code, _, _ = mingcha("agencies", "assign", report, "610423111", "--by", "a person")
    assert code == 0
    mingcha("build")
    assert mingcha("agencies", "--json")[1] == ""
    _, out, _ = mingcha("reports", "--agency", "610423111", "--json")
    assert [line["report_year"] for line in lines(out)] == [2022]


def test_a_correction_shows_beside_what_is_printed(mingcha, page):
    [receipt] = lines(mingcha("ingest", page(), "--json")[1])
    report = f"{receipt['sha256'][:12]}:0"
    made = ("correct", report, "normative.made", "1", "7", "--by", "a person", "--reason", "typo")
    assert mingcha(*made)[0] == 0
    mingcha("build")
    _, out, _ = mingcha("explain", "130306200", "2022", "normative.made", "--json")
    [row] = lines(out)
    assert (row["value"], row["method"], row["printed_value"]) == (7, "corrected", 1)
    assert mingcha("findings", "--year", "2022")[0] == 0


def test_a_correction_says_who_and_why_and_can_be_taken_back(mingcha, page):
    [receipt] = lines(mingcha("ingest", page(), "--json")[1])
    figure = (f"{receipt['sha256'][:12]}:0", "normative.made")
    why = ("--by", "王某", "--reason", "补正件", "--source", "来函")
    assert mingcha("correct", *figure, "1", "7", *why)[0] == 0
    mingcha("build")
    _, out, _ = mingcha("explain", "130306200", "2022", "normative.made")
    assert "normative.made = 7" in out
    assert "公布值「1」，按更正显示：补正件; 来函（王某，" in out
    code, _, _ = mingcha("correct", *figure, "--withdraw", "--by", "李某", "--reason", "不符")
    assert code == 0
    mingcha("build")
    [row] = lines(mingcha("explain", "130306200", "2022", "normative.made", "--json")[1])
    assert (row["value"], row["method"], row["decision_id"]) == (1, "read", None)
    assert "R-DEC-02" not in {line["rule"] for line in lines(mingcha("findings", "--json")[1])}
    code, _, err = mingcha("correct", *figure, "--withdraw", "--by", "李某")
    assert (code, "没有更正" in err) == (2, True)
    assert mingcha("correct", *figure, "--by", "李某")[0] == 2
    assert mingcha("correct", *figure, "1", "8", *why)[0] == 0
    mingcha("build")
    [row] = lines(mingcha("explain", "130306200", "2022", "normative.made", "--json")[1])
    assert (row["value"], row["printed_value"]) == (8, 1)


def test_a_correction_is_what_the_rules_judge(mingcha, page):
    [receipt] = lines(mingcha("ingest", page(), "--json")[1])
    figure = (f"{receipt['sha256'][:12]}:0", "request.received")
    mingcha("correct", *figure, "2", "5", "--member", "total", "--by", "a", "--reason", "x")
    mingcha("build")
    found = lines(mingcha("findings", "--year", "2022", "--json")[1])
    [broken] = [one for one in found if one["rule"] == "R-T3-01"]
    assert (broken["left_side"], broken["right_side"]) == ("5", "2")
    assert "R-DEC-02" in {one["rule"] for one in found}


def test_a_correction_of_an_earlier_version_that_fits_nothing_is_not_dropped(mingcha, page):
    [receipt] = lines(mingcha("ingest", page(), "--json")[1])
    figure = (f"{receipt['sha256'][:12]}:0", "normative.made")
    mingcha("correct", *figure, "99", "7", "--by", "a person")
    mingcha("ingest", page("newer.html", swap={"2023-01-10": "2023-03-10"}))
    code, out, _ = mingcha("findings", "--json")
    assert code == 1
    assert "R-DEC-01" in {line["rule"] for line in lines(out)}
    assert "R-DEC-02" not in {line["rule"] for line in lines(out)}


def test_a_correction_that_matches_nothing_is_a_finding(mingcha, page):
    [receipt] = lines(mingcha("ingest", page(), "--json")[1])
    report = f"{receipt['sha256'][:12]}:0"
    mingcha("correct", report, "normative.made", "99", "7", "--by", "a person")
    mingcha("build")
    code, out, _ = mingcha("findings", "--year", "2022", "--json")
    assert code == 1
    assert "R-DEC-01" in [line["rule"] for line in lines(out)]
    [row] = lines(mingcha("explain", "130306200", "2022", "normative.made", "--json")[1])
    assert row["value"] == 1


@pytest.mark.slow
def test_two_versions_differ_cell_by_cell(mingcha, page, tmp_path):
    old = page("old.html")
    new = page("new.html", swap={"230条": "231条", "2023-01-10": "2023-03-10"})
    code, out, _ = mingcha("diff", old, new, "--json")
    assert code == 1
    [cell] = [line for line in lines(out) if line["indicator"] == "disclosure.total"]
    assert (cell["left"]["value"], cell["right"]["value"]) == (230, 231)
    mingcha("ingest", new, old)
    code, out, _ = mingcha("diff", "130306200", "2022", "--json")
    assert code == 1
    assert {"disclosure.total"} == {line["indicator"] for line in lines(out)}
    _, out, _ = mingcha("explain", "130306200", "2022", "disclosure.total", "--json")
    assert [line["value"] for line in lines(out)] == [231]
    assert mingcha("diff", old, old)[0] == 0


def test_nothing_but_json_goes_to_stdout_when_json_is_asked_for(mingcha, page):
    _, out, err = mingcha("ingest", page(), "--json")
    assert lines(out)
    assert err


@pytest.mark.slow
def test_an_ingest_that_is_stopped_says_so_on_one_line(page, tmp_path, elsewhere):
    for number in range(600):  # more lines than a pipe holds: none of it ends before it is read
        page(f"many/{number}.html", swap={"230条": f"{500 + number}条"})
    command = "from pipelines.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", command, "ingest", str(tmp_path / "many"), "--no-build", "--json"],
        env=elsewhere, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        said, err = process.communicate()
    assert len(said.splitlines()) < 600
    assert process.returncode == 130
    assert "Traceback" not in err
    assert err.count("mingcha: ") == 1


@pytest.mark.slow
def test_a_closed_pipe_is_no_fault(page, elsewhere):
    script = "from pipelines.cli.main import main; main()"
    whole = f'"{sys.executable}" -c "{script}" indicators --json | head -n 1'
    done = subprocess.run(
        ["bash", "-c", whole], env=elsewhere, capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_fault_speaks_the_language_that_was_asked_for(mingcha, tmp_path):
    _, _, err = mingcha("parse", tmp_path / "nothing.txt", "--lang", "en")
    assert "there is no such file" in err
