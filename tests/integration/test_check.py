"""`mingcha check`: what the rules say of documents before anything is kept."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "documents"
UNBALANCED = DEMO / "990101007" / "2023.html"  # planted: one more carried out than there is
CARRIED = DEMO / "990101-c5bf45ba"  # planted in 2024: two more carried in than 2023 carried out
PARSED = ("rule", "severity", "status", "left", "right", "place")


@pytest.fixture
def check(mingcha):
    """Return a function that checks files: (exit code, the objects printed)."""

    def run(*words):
        code, out, _ = mingcha("check", *words, "--json")
        return code, [json.loads(line) for line in out.splitlines()]

    return run


def fails(line, rule=""):
    return [f for f in line["findings"] if f["status"] == "fail" and f["rule"].startswith(rule)]


def unjudged(line):
    return {f["rule"] for f in line["findings"] if f["status"] == "na"}


def graves(line):
    return [f["rule"] for f in fails(line) if f["severity"] in {"warning", "error"}]


def test_the_seed_is_without_fault(check, corpus):
    code, [line] = check(corpus / "chapeng-2020.txt")
    assert (code, graves(line)) == (0, [])


def test_hongze_contradicts_itself_twice_in_table_four(check, corpus):
    code, [line] = check(corpus / "hongze-2023.pdf")
    assert code == 1
    sides = {(f["left"], f["right"], f["explanation"]["kind"]) for f in fails(line, "R-T4-01")}
    assert sides == {("11", "0", "total_empty"), ("5", "0", "total_empty")}
    assert all(f["place"]["page"] == 4 for f in fails(line, "R-T4-01"))


def test_a_clean_page_is_fine(check, page):
    code, [line] = check(page())
    assert (code, graves(line)) == (0, [])


def test_the_line_is_that_of_parse_with_more_findings(mingcha, check, page):
    path = page()
    _, out, _ = mingcha("parse", path, "--json")
    parsed = json.loads(out)
    _, [line] = check(path)
    assert list(line) == list(parsed)
    assert line | {"findings": []} == parsed | {"findings": []}
    assert {f["rule"] for f in parsed["findings"]} <= {f["rule"] for f in line["findings"]}


def test_a_planted_fault_is_found_and_explained(check):
    code, [line] = check(UNBALANCED)
    [found] = fails(line, "R-T3-01")
    assert code == 1
    assert [found[name] for name in PARSED[:5]] == ["R-T3-01", "error", "fail", "6", "7"]
    assert found["place"] == found["places"][0]
    assert found["axis"] == "agency"
    assert len(found["fingerprint"]) == 16
    assert found["explanation"]["cells"] == [
        {"indicator": "request.carried_out", "member": "total"}
    ]
    assert found["formula"] in found["message"]


@pytest.mark.parametrize(("lang", "why"), [("zh", "为什么：只有把"), ("en", "why: Only with 0")])
def test_a_person_reads_message_values_reason_and_place(mingcha, lang, why):
    code, out, err = mingcha("check", UNBALANCED, "--lang", lang)
    assert code == 1
    at = next(i for i, line in enumerate(out.splitlines()) if "R-T3-01" in line)
    message, sides, reason, *more = out.splitlines()[at : at + 5]
    assert "6 ≠" in message
    assert "6" in sides
    assert "7" in sides
    assert why in reason
    assert any("22" in line for line in more)
    assert err.count("\n") == 1


def test_the_simulated_district_knows_its_agencies_and_their_neighbours(check, installation):
    installation.demo.mkdir()
    shutil.copy(DEMO.parent / "roster.csv", installation.demo)
    _, [line] = check(DEMO / "990101006" / "2024.html")  # planted: a neighbour's name
    assert line["agency"]["id"] == "990101006"
    assert graves(line) == ["R-STR-14"]
    code, [line] = check(DEMO / "990101001" / "2023.html")  # nothing is planted
    assert (code, graves(line)) == (0, [])


def test_years_given_together_are_judged_against_each_other(check, installation):
    (installation.data / "demo").mkdir()
    shutil.copy(DEMO.parent / "roster.csv", installation.data / "demo")  # names the agency
    code, [before, line] = check(CARRIED / "2023.html", CARRIED / "2024.html")
    assert code == 1
    [found] = fails(line, "R-X-01")
    assert int(found["left"]) - int(found["right"]) == 2
    assert "R-X-01" in unjudged(before)
    assert not fails(before, "R-X-01")


def test_a_year_alone_is_not_judged_against_another_and_that_is_no_warning(check, mingcha):
    _, [line] = check(CARRIED / "2024.html")
    assert not fails(line, "R-X-01")
    assert "R-X-01" in unjudged(line)
    _, out, _ = mingcha("check", CARRIED / "2024.html", "--lang", "en")
    said = [text for text in out.splitlines() if "R-X-01" in text]
    assert [text.split()[:2] for text in said] == [["not", "judged"]]


def test_what_is_not_judged_is_no_fault(check, page):
    code, [line] = check(page())
    assert code == 0
    assert "R-X-01" in unjudged(line)


def test_folders_and_archives_are_looked_into(check, page, tmp_path):
    folder = tmp_path / "offered"
    folder.mkdir()
    shutil.copy(page(), folder / "one.html")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.write(page("next.html", year=2023), "next.html")
    _, lines = check(folder)
    assert sorted(line["report_year"] for line in lines) == [2022, 2023]
    later = next(line for line in lines if line["report_year"] == 2023)
    assert "R-X-01" not in unjudged(later)  # the year before came in another file


def test_a_file_given_twice_is_one_report(check):
    _, [alone] = check(UNBALANCED)
    _, [first, second] = check(UNBALANCED, UNBALANCED)
    assert first["findings"] == second["findings"] == alone["findings"]


def test_a_rejection_is_a_finding(check, tmp_path):
    other = tmp_path / "minutes.txt"
    other.write_text("会议纪要：今天讨论了食堂。", encoding="utf-8")
    code, [line] = check(other)
    assert code == 1
    assert line["rejected"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_file_is_a_fault_and_the_rest_is_judged(mingcha, page, tmp_path, lang):
    missing = tmp_path / "nowhere.html"
    code, out, err = mingcha("check", missing, page(), "--json", "--lang", lang)
    assert code == 2
    assert len(out.splitlines()) == 1
    [said] = err.splitlines()
    assert said.startswith(f"mingcha: {missing}")


def test_an_empty_folder_is_a_fault_not_a_clean_bill(mingcha, tmp_path):
    (tmp_path / "empty").mkdir()
    code, out, err = mingcha("check", tmp_path / "empty", "--json")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_an_unknown_language_is_refused_before_anything_is_read(mingcha, page):
    code, out, err = mingcha("check", page(), "--lang", "fr")
    assert (code, out) == (2, "")
    assert "fr" in err


def test_nothing_is_kept(mingcha, installation, page):
    before = sorted(installation.data.rglob("*"))
    mingcha("check", page())
    assert sorted(installation.data.rglob("*")) == before
    assert not installation.archive.exists()
    assert not installation.store.exists()


def test_other_verbs_do_not_load_the_rules():
    script = "import sys, pipelines.cli.main; print([m for m in sys.modules if '.validate' in m])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_documents_that_name_nobody_are_not_joined(check, tmp_path):
    """Two reports whose agency is open are not one agency's years, however well they fit."""
    form = (
        "统计期限为{year}年1月1日至{year}年12月31日。\n一、总体情况\n我局主动公开信息1条。\n"
        "二、主动公开政府信息情况\n第二十条第(一)项 |||\n"
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n"
        "行政规范性文件 | {made} | 0 | {force} |\n"
        "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
        "五、存在的主要问题及改进情况\n公开内容不够丰富。\n六、其他需要报告的事项\n无。\n"
    )
    paths = []
    for year, made, force in ((2022, 0, 55), (2023, 0, 3)):
        path = tmp_path / f"{year}.txt"
        path.write_text(form.format(year=year, made=made, force=force), encoding="utf-8")
        paths.append(path)
    _, lines = check(*paths)
    assert [line["report_year"] for line in lines] == [2022, 2023]
    assert [f["rule"] for line in lines for f in fails(line, "R-X")] == []
