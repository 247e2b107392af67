"""Papers from a real store: by address, by command, with verdicts of the ledger."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from urllib.parse import unquote, urlencode

import docx
import openpyxl
import pypdfium2
import pytest
from typer.testing import CliRunner

from components.application import create_app
from components.downloads.papers import PAPERS
from pipelines.cli.main import app as command
from pipelines.desk import recording
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store

LATE = "990101003"  # published on 2023-04-12, as data/demo/faults.csv has it
UNBALANCED = "990101007"


@pytest.fixture(scope="module")
def installed(shipped, tmp_path_factory) -> Settings:
    """Return an installation over the store of what ships."""
    home = tmp_path_factory.mktemp("papers")
    return Settings(ROOT / "data", home / "archive", shipped, f"sqlite:///{home / 'ledger.sqlite'}")


@pytest.fixture(scope="module")
def client(installed):
    store = Store(installed.store)
    return create_app(store, ROOT / "assets", installed).server.test_client()


@pytest.fixture
def run(installed, monkeypatch, tmp_path):
    """Return a function that runs the command line in an empty folder."""
    for name, value in (("STORE", installed.store), ("ARCHIVE", installed.archive)):
        monkeypatch.setenv(f"MINGCHA_{name}", str(value))
    monkeypatch.setenv("MINGCHA_LEDGER", installed.ledger)
    monkeypatch.delenv("MINGCHA_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(command, ["paper", *words])


def words_of(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_letter_is_served_under_its_chinese_name(client):
    answer = client.get(f"/papers/rectification.docx?dataset=demo&a={UNBALANCED}&y=2023")
    assert answer.status_code == 200
    assert "wordprocessingml" in answer.mimetype
    name = unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2])
    assert name == "整改建议书-清岚县人民政府拾穗街道办事处-2023.docx"
    text = words_of(answer.data)
    assert "左边 6，右边 7，相差 1" in text
    assert "“三、收到和处理政府信息公开申请情况”之表" in text
    assert text.startswith("模拟数据")


def test_the_circular_agrees_with_the_filing_of_the_store(client, installed):
    filing = Store(installed.store).filing("demo", years=(2022, 2022))
    text = words_of(client.get("/papers/circular.docx?dataset=demo&y=2022").data)
    expected = int(filing["is_expected"].sum())
    on_time = int((filing["state"] == "on_time").sum())
    assert f"（{on_time}/{expected}）" in text
    assert "墨池镇（迟 71 天）" in text


def test_a_circular_is_of_the_whole_district_whatever_is_chosen(client):
    whole = client.get("/papers/circular.docx?dataset=demo&y=2022").data
    chosen = client.get(f"/papers/circular.docx?dataset=demo&y=2022&a={LATE}").data
    general = words_of(whole).partition("二、")[0]
    assert general == words_of(chosen).partition("二、")[0]


def test_the_list_has_every_issue_of_the_store(client, installed):
    found = Store(installed.store).findings("demo", years=(2023, 2023))
    is_issue = (found["status"] == "fail") & (found["axis"] == "agency")
    graver = found[is_issue & found["severity"].isin(["error", "warning"])]
    answer = client.get("/papers/issues.xlsx?dataset=demo&y=2023")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    head = [cell.value for cell in sheet[3]]
    place = head.index("识别码")
    prints = [row[place] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert sorted(prints) == sorted(graver["fingerprint"])


def test_an_excluded_finding_disappears_at_once(installed):
    own = Settings(installed.data, installed.archive, installed.store, f"{installed.ledger}.own")
    found = Store(own.store).findings("demo", [LATE], (2022, 2022))
    (late,) = found[found["rule"] == "R-TIME-01"]["fingerprint"]
    recording.give_verdict(own, late, "excluded", "网站迁移", by="张三")
    served = create_app(Store(own.store), ROOT / "assets", own).server.test_client()
    text = words_of(served.get("/papers/circular.docx?dataset=demo&y=2022").data)
    assert "墨池镇" not in text
    assert "时限问题经核实不计 1 个" in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/papers/rectification.docx?dataset=demo", "请先选择一个单位"),
        ("/papers/circular.docx", "请先选择一个区县"),
        ("/papers/circular.docx?dataset=demo&y=2023&deadline=12月31日", "时限应写成年-月-日"),
        ("/papers/circular.docx?dataset=demo&y=1999", "写不出通报"),
        ("/papers/issues.xlsx?county=130306&y=1999&lang=en", "There is nothing to list"),
        ("/papers/rectification.docx?a=nobody&y=2020", "没有需要函告的内容"),
    ],
)
def test_where_there_is_no_paper_one_sentence_says_why(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 404
    assert words in answer.get_data(as_text=True)


@pytest.mark.parametrize("paper", [f"{name}.{ending}" for name, ending in PAPERS])
def test_a_slip_in_the_address_is_refused_in_one_sentence(client, paper):
    """A paper of another year than was meant is sent out before anybody sees the slip."""
    whose = f"/papers/{paper}?dataset=demo&county=990101&a={UNBALANCED}"
    slips = (
        ("y=abc", 400, "条件 y 读不懂"),
        ("yaer=2023", 400, "条件 yaer 读不懂"),
        ("y=2023&office=%E5%8A%9E&oficce=1&lang=en", 400, "The address says oficce"),
        (f"y=2023..2023&severity=error&utm_source=x&{urlencode(HEAD)}", 200, ""),
    )
    several = (
        ("y=2018..2025", 400, "只写一个年度，网址里的 y=2018..2025 是几个年度"),
        ("y=2018..2025&lang=en", 400, "asks for several, y=2018..2025"),
    )
    wrong = []
    for query, status, words in slips + (several if not paper.startswith("issues") else ()):
        answer = client.get(f"{whose}&{query}")
        said = answer.get_data(as_text=True) if answer.status_code != 200 else ""
        if (answer.status_code, words in said) != (status, True):
            wrong.append((query, answer.status_code, said))
    assert wrong == []


def test_real_and_simulated_agencies_never_share_a_paper(client):
    answer = client.get(f"/papers/rectification.docx?dataset=real&a={UNBALANCED}&y=2023")
    assert answer.status_code == 404


def test_the_command_writes_the_same_letter_twice(run, tmp_path):
    said = ("rectification", UNBALANCED, "2023", "--office", "办公室", "--date", "2026-11-20")
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    for path in (first, second):
        done = run(*said, "-o", str(path))
        assert done.exit_code == 0, done.output
    assert first.read_bytes() == second.read_bytes()
    assert "办公室\n2026年11月20日" in words_of(first.read_bytes())


def test_the_command_names_the_file_where_none_is_named(run, tmp_path):
    assert run("circular", "清岚县", "2023").exit_code == 0
    assert run("issues", "990101", "--lang", "en").exit_code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"通报稿-清岚县-2023.docx", "issues-清岚县-2018-2025.xlsx"} <= names


def test_the_command_says_what_is_wrong(run):
    assert run("circular", "无名县", "2023").exit_code != 0
    assert run("circular", "清岚县", "2023", "--deadline", "soon").exit_code != 0
    assert run("rectification", "130306200", "2020").exit_code != 0


def test_a_store_without_its_documents_still_gives_places(installed, tmp_path):
    bare = tmp_path / "data"
    shutil.copytree(installed.data / "reference", bare / "reference")
    own = Settings(bare, installed.archive, installed.store, installed.ledger)
    served = create_app(Store(own.store), ROOT / "assets", own).server.test_client()
    answer = served.get(f"/papers/rectification.docx?dataset=demo&a={UNBALANCED}&y=2023")
    assert "原表第 4 行第 10 列" in words_of(answer.data)


HEAD = {
    "letterhead": "清岚县人民政府办公室文件",
    "office": "清岚县人民政府办公室",
    "number": "清政办函〔2026〕7 号",
    "copies": "虚舟市政务公开办",
    "contact": "张三 0000-1234567",
    "deadline": "2026-12-31",
}


def test_what_was_asked_for_before_the_download_heads_the_letter(client):
    for address in (f"/papers/rectification.docx?a={UNBALANCED}", "/papers/circular.docx?"):
        text = words_of(client.get(f"{address}&dataset=demo&y=2023&{urlencode(HEAD)}").data)
        lacking = [value for key, value in HEAD.items() if key != "deadline" and value not in text]
        assert lacking == [], address
        assert "于 2026年12月31日 前完成" in text
    bare = words_of(
        client.get(f"/papers/rectification.docx?a={UNBALANCED}&dataset=demo&y=2023").data
    )
    assert "抄送" not in bare
    assert "联系人" not in bare


def test_an_offices_own_template_is_used_and_a_wrong_one_is_one_sentence(installed, tmp_path):
    own = replace(installed, templates=tmp_path)
    served = create_app(Store(own.store), ROOT / "assets", own).server.test_client()
    address = f"/papers/rectification.docx?dataset=demo&a={UNBALANCED}&y=2023"
    for line, status, words in (
        ("致 {{ 单位 }}", 200, "致 清岚县人民政府拾穗街道办事处"),
        ("致 {{ 单为 }}", 409, "模板“整改建议书.docx”第 1 段：没有字段“单为”，是不是“单位”？"),
    ):
        template = docx.Document()
        template.add_paragraph(line)
        template.save(str(tmp_path / "整改建议书.docx"))
        answer = served.get(address)
        told = words_of(answer.data) if status == 200 else answer.get_data(as_text=True)
        assert (answer.status_code, words in told) == (status, True), told
    assert "there is no field 单为" in served.get(f"{address}&lang=en").get_data(as_text=True)
    assert served.get("/papers/circular.docx?dataset=demo&y=2023").status_code == 200


def test_the_command_gives_our_template_and_checks_an_own_one(run, tmp_path, monkeypatch):
    for letter, file in (("rectification", "整改建议书.docx"), ("circular", "通报稿.docx")):
        assert run("template", letter).exit_code == 0
        checked = run("template", letter, "--check", file)
        assert (checked.exit_code, checked.output) == (0, f"模板可用：{file}\n")
    wrong = run("template", "circular", "--check", "整改建议书.docx")
    assert wrong.exit_code != 0
    assert "没有字段“公布情况”" in str(wrong.exception)
    assert "打不开模板" in str(run("template", "circular", "--check", "none.docx").exception)
    monkeypatch.setenv("MINGCHA_TEMPLATES", str(tmp_path))
    written = run("rectification", UNBALANCED, "2023", "--number", "7 号", "--out", "a.docx")
    assert written.exit_code == 0
    assert "7 号" in words_of((tmp_path / "a.docx").read_bytes())


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_no_letter_ends_on_a_page_without_a_word_of_its_body(client, tmp_path):
    """Signature, copies and notes go over to a new page only with the last of what is asked."""
    files = []
    asked = [(UNBALANCED, 2023), (LATE, 2022), ("990101005", 2024), ("990101001", 2021)]
    for agency, year in asked:
        for head in ("", urlencode(HEAD)):
            address = f"/papers/rectification.docx?dataset=demo&a={agency}&y={year}&{head}"
            answer = client.get(address)
            if answer.status_code == 200:
                files.append(tmp_path / f"{agency}-{year}-{bool(head)}.docx")
                files[-1].write_bytes(answer.data)
    assert len(files) >= 4
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    alone = []
    for file in files:
        pages = pypdfium2.PdfDocument(file.with_suffix(".pdf"))
        last = re.sub(r"\s", "", pages[len(pages) - 1].get_textpage().get_text_range())
        if "数据说明" not in last or "反馈材料逐项写明" not in last:
            alone.append((file.name, last[:80]))
    assert alone == []
