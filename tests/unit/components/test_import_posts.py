"""What browsers send to the desk: taken from those who may, refused with a word to all others."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from components.application import create_app
from components.pages.importing.completion import seen_as
from components.submissions import plain_name
from pipelines.build import background
from pipelines.desk import fetch_queue
from pipelines.desk.completion import unread
from pipelines.settings import ROOT
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS
from tests.unit.components.desk_site import draft_of, on_an_open_desk

HOSTILE = "<script>alert(1)</script>"


def packed(**files):
    """Return a ZIP of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(name.replace("__", "../../"), data)
    return buffer.getvalue()


def said(reply):
    """Return the one sentence of an answer."""
    found = reply.get_json()
    return found["said"] if "said" in found else found["results"][0]["said"]


def test_a_report_that_is_brought_in_lies_on_the_desk_in_its_officers_name(desk):
    word = desk.bring(draft_of()).get_json()["results"][0]
    assert (word["state"], word["is_kept"]) == ("draft", True)
    assert word["href"].startswith("/import?at=")
    assert [one.made_by for one in desk.decisions("draft")] == ["funing"]
    page = desk.draw("/import")
    assert "留守营镇" in page


def test_the_same_file_again_is_known(desk):
    data = draft_of(year=2022)
    desk.kept(data)
    assert said(desk.bring(data)) == "同一文件已在草稿中"
    assert said(desk.bring(data, lang="en")).startswith("The same file is among the drafts")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.html", b"", "没有内容"),
        ("p.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "图片"),
        ("x.docx", b"PK\x03\x04 not a zip", "ZIP"),
        ("a.exe", b"MZ" + bytes(range(256)) * 20, ""),
        ("story.html", "<p>从前有座山。</p>".encode(), ""),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(desk, name, data, word):
    found = desk.bring(data, name).get_json()["results"][0]
    assert not found["is_kept"]
    assert word in found["said"]
    assert len(found["said"]) > 5
    assert "Traceback" not in found["said"]


def test_a_bomb_and_names_that_climb_out_are_refused_and_leave_no_file_outside(desk):
    home = Path(desk.settings.archive).parent
    before = set(home.parent.rglob("*evil*"))
    bomb = packed(**{"a.html": b"0" * (60 * 2**20)})
    assert not any(one["is_kept"] for one in desk.bring(bomb, "b.zip").get_json()["results"])
    climbing = packed(__evil=draft_of())
    for one in desk.bring(climbing, "../../evil.zip").get_json()["results"]:
        assert ".." not in one["name"]
    found = {path for path in home.parent.rglob("*evil*") if "archive" not in path.parts}
    assert found == before


def test_a_hundred_megabytes_are_refused_unread(desk):
    reply = desk.client.post(
        "/import/files",
        data=b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        headers=OURS,
        environ_overrides={"CONTENT_LENGTH": str(100 * 2**20)},
    )
    assert reply.status_code == 413
    assert "50 MB" in said(reply)
    assert desk.decisions() == []


def test_a_text_beyond_its_limit_is_refused(desk):
    reply = desk.send("/import/text", text="字" * (2 * 2**20))
    assert reply.status_code == 413
    assert "太长" in said(reply)


def test_pasted_text_is_a_draft_with_an_address_to_look_at_it(desk):
    text = "抚宁区留守营镇2023年政府信息公开工作年度报告\n一、总体情况\n公开12条。"
    reply = desk.send("/import/text", text=text, name="../../x", address="javascript:alert(1)")
    assert reply.get_json()["href"].startswith("/import?at=")
    body = desk.decisions("draft")[0].body
    assert body["name"] == "x"
    assert not body.get("address")


def test_no_address_is_fetched_from_a_host_that_is_not_allowed(desk):
    reply = desk.send("/import/addresses", addresses="http://127.0.0.1:1/ file:///etc/passwd")
    assert reply.status_code == 200
    (asked,) = fetch_queue.requests(desk.settings)
    assert asked.by == "funing"
    for one in background.started:
        one.wait()
    (asked,) = fetch_queue.requests(desk.settings)
    assert (asked.state, asked.done, len(asked.words)) == ("done", 2, 2)
    assert not any(word["is_kept"] for word in asked.words)
    assert desk.decisions() == []
    assert all(word["zh"] in desk.draw("/import") for word in asked.words)
    assert asked.words[0]["zh"] not in desk.draw("/import", client=desk.site.of("elsewhere"))


def test_a_list_of_addresses_is_stopped_by_whose_it_is_and_bounded(desk):
    key = fetch_queue.enqueue(desk.settings, ["http://x.gov.cn/"], by="funing", start=False)
    other = desk.site.of("elsewhere")
    assert desk.send("/import/stop", client=other, key=key).status_code == 404
    assert desk.send("/import/stop", key=key).status_code == 200
    assert fetch_queue.work(desk.settings, lambda *_: pytest.fail("it was stopped")) == 1
    assert fetch_queue.requests(desk.settings)[0].state == "stopped"
    many = " ".join(f"http://x.gov.cn/{n}" for n in range(1000))
    assert desk.send("/import/addresses", addresses=many).status_code == 409


@pytest.mark.parametrize("role", ["nobody", "reader"])
@pytest.mark.parametrize("path", ["files", "text", "addresses", "columns", "act", "correct"])
def test_who_may_not_import_is_told_so_before_anything_is_read(desk, role, path):
    client = desk.site.of(role)
    reply = client.post(f"/import/{path}", data=b"not a form", headers=OURS)
    assert reply.status_code == 403
    assert said(reply)
    assert desk.decisions() == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(desk, headers):
    sha256 = desk.kept()
    count = len(desk.decisions())
    assert desk.bring(draft_of(year=2024), headers=headers).status_code == 403
    assert desk.act(sha256, "withdraw", headers=headers, reason="x").status_code == 403
    assert desk.send("/history/back", headers=headers, id=1, reason="x").status_code == 403
    assert len(desk.decisions()) == count


def test_an_officer_of_another_county_neither_sees_nor_decides(desk):
    sha256 = desk.kept()
    other = desk.site.of("elsewhere")
    assert desk.act(sha256, "withdraw", client=other, reason="x").status_code == 403
    assert "留守营镇" not in desk.draw("/import", f"?at={sha256}:0", client=other)
    sheet = other.get(f"/import/return.docx?at={sha256}:0", headers=OURS)
    assert sheet.status_code == 404
    assert "留守营镇" not in desk.draw("/history", client=desk.site.of("nobody"))


def test_an_officer_cannot_give_a_report_to_a_county_not_theirs(desk):
    sha256 = desk.kept(draft_of(town="某某镇人民政府", swap=[("秦皇岛市抚宁区", "某区")]))
    reply = desk.act(sha256, "keep", agency="110101001", year="2023")
    assert reply.status_code == 403
    assert desk.act(sha256, "keep", agency="130306100", year="2023").status_code == 200


def test_what_is_sent_twice_counts_once(desk):
    sha256 = desk.kept()
    seen = desk.box.look(sha256).decision_id
    assert desk.act(sha256, "return", seen=seen, reason="表三不平").status_code == 200
    again = desk.act(sha256, "return", seen=seen, reason="表三不平")
    assert again.status_code == 409
    assert "funing" in said(again)
    assert [one.body["act"] for one in desk.decisions("draft")] == ["received", "returned"]


@pytest.mark.parametrize(
    "form",
    [
        {"at": "0" * 64 + ":0", "act": "withdraw", "seen": 1},
        {"at": "../../etc/passwd", "act": "withdraw", "seen": 1},
        {"at": "", "act": "withdraw", "seen": 1},
    ],
)
def test_a_forged_name_of_a_document_is_no_document(desk, form):
    assert desk.send("/import/act", **form).status_code == 404


def test_a_forged_act_or_part_or_word_is_refused(desk):
    sha256 = desk.kept()
    assert desk.act(sha256, "drop table").status_code == 400
    assert desk.act(sha256, "withdraw", seen="-1", reason="x").status_code == 400
    assert desk.act(sha256, "file", day="2999-01-01").status_code == 409
    assert desk.act(sha256, "file", day="no day").status_code == 409
    assert desk.act(sha256, "return", reason="  ").status_code == 409
    reply = desk.send("/import/act", at=f"{sha256}:7", act="keep", seen=1)
    assert reply.status_code == 404
    assert len(desk.decisions()) == 1


def first_cell(desk, sha256):
    """Return position and figure of the first number of table three."""
    figures = desk.box.look(sha256).parts[0].report.figures
    return next((n, one) for n, one in enumerate(figures) if one.table == "3" and one.raw)


def test_a_figure_is_corrected_and_the_correction_taken_back(desk):
    sha256 = desk.kept()
    position, one = first_cell(desk, sha256)
    form = {"at": f"{sha256}:0", "figure": position, "expected": one.raw, "reason": "看错"}
    reply = desk.send("/import/correct", **form, act="correct", value="41", source="表三")
    assert reply.status_code == 200
    assert first_cell(desk, sha256)[1].value == 41
    again = desk.send("/import/correct", **form, act="correct", value="41")
    assert again.status_code == 422
    assert desk.send("/import/correct", **form, act="withdraw").status_code == 200
    assert first_cell(desk, sha256)[1].value == one.value
    assert len(desk.decisions("correction")) == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"value": "NaN"}, 422),
        ({"value": "1; DROP TABLE decision"}, 422),
        ({"value": "-3"}, 422),
        ({"reason": " "}, 422),
        ({"expected": "something else"}, 400),
        ({"figure": "99999"}, 400),
        ({"figure": "-1"}, 400),
        ({"act": "withdraw"}, 422),
    ],
)
def test_a_correction_that_says_nothing_sound_is_refused(desk, change, status):
    sha256 = desk.kept()
    position, one = first_cell(desk, sha256)
    form = {"at": f"{sha256}:0", "figure": position, "expected": one.raw, "reason": "看错"}
    reply = desk.send("/import/correct", **form | {"act": "correct", "value": "4"} | change)
    assert reply.status_code == status
    assert said(reply)
    assert desk.decisions("correction") == []


def smeared():
    """Return a report with one cell of table three that is a picture."""
    text = draft_of().decode()
    row = text.index("一、本年新收政府信息公开申请数量")
    first = re.compile(r"(<td[^>]*>)(\d+)(</td>)").search(text, row)
    smear = first[1] + '<img src="3.png">' + first[3]
    return (text[: first.start()] + smear + text[first.end() :]).encode(), first[2]


def test_a_cell_nobody_read_is_typed_by_a_person_and_checked_by_the_form(desk):
    data, printed = smeared()
    sha256 = desk.kept(data)
    report = desk.box.look(sha256).parts[0].report
    [(position, one)] = list(unread(report))
    assert (one.indicator, one.member) == ("request.received", "natural_person")
    page = desk.draw("/import", f"?at={sha256}:0")
    assert f"value-{position}" in page
    form = {"at": f"{sha256}:0", f"seen-{position}": seen_as(one)}
    wrong = desk.send("/import/check", **form, **{f"value-{position}": int(printed) + 1})
    assert wrong.get_json()["is_broken"] is True
    right = desk.send("/import/check", **form, **{f"value-{position}": printed})
    assert right.get_json()["is_broken"] is False
    assert desk.decisions("correction") == []
    assert desk.send("/import/complete", **form).status_code == 422
    stale = form | {f"seen-{position}": "another|cell|"}
    reply = desk.send("/import/complete", **stale, **{f"value-{position}": printed})
    assert reply.status_code == 422
    reply = desk.send("/import/complete", **form, **{f"value-{position}": printed})
    assert reply.status_code == 200
    assert [one.made_by for one in desk.decisions("correction")] == ["funing"]
    report = desk.box.look(sha256).parts[0].report
    assert list(unread(report)) == []
    assert report.figures[position].value == int(printed)
    assert f"value-{position}" not in desk.draw("/import", f"?at={sha256}:0")


def test_a_cell_of_a_document_without_pictures_has_none(desk):
    sha256 = desk.kept()
    reply = desk.client.get(f"/import/cell.png?at={sha256}:0&figure=0")
    assert reply.status_code == 404


def test_scripts_in_names_titles_and_cells_are_text_wherever_they_show(desk):
    swap = [("工作年度报告", f"工作年度报告{HOSTILE.replace('<', '&lt;')}")]
    sha256 = desk.kept(draft_of(swap=swap), f"{HOSTILE}=1+1.html")
    desk.act(sha256, "keep", reason='=HYPERLINK("http://evil","x")')
    page = json.loads(desk.draw("/import", f"?at={sha256}:0"))
    assert "response" in page  # a tree of components: text is never markup
    assert not any("dangerously" in key for key in _keys(page))
    table = desk.client.get("/history.csv").get_data(as_text=True)
    assert "'=HYPERLINK" in table
    assert desk.client.get("/history.xlsx").status_code == 200
    desk.act(sha256, "return", reason=HOSTILE)
    sheet = desk.client.get(f"/import/return.docx?at={sha256}:0", headers=OURS)
    assert sheet.status_code == 200
    with zipfile.ZipFile(io.BytesIO(sheet.data)) as book:
        assert b"<script>" not in book.read("word/document.xml")


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def test_without_accounts_only_the_open_desk_of_this_machine_takes_files(tmp_path, shipped):
    settings = on_an_open_desk(tmp_path, shipped)
    client = create_app(Store(shipped), ROOT / "assets", settings).server.test_client()
    form = {"file": (io.BytesIO(b""), "a.html"), "by": "王"}
    assert client.post("/import/files", data=form, headers=OURS).status_code == 200
    form = {"file": (io.BytesIO(b""), "a.html")}
    abroad = {"REMOTE_ADDR": "192.0.2.7"}
    reply = client.post("/import/files", data=form, headers=OURS, environ_overrides=abroad)
    assert reply.status_code == 403


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.docx", "b.docx"),
        ("\x00\x1f..", "-"),
        ("", "-"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("x" * 500 + ".html", "x" * 120 + ".html"),
    ],
)
def test_a_name_is_one_printable_word(sent, kept):
    assert plain_name(sent) == kept
