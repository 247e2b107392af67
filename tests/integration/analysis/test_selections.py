"""What an analysis says of part of a place: who is unknown, not judged, chosen, or not there."""

import csv
import io
import re

import docx
import pytest
from pptx import Presentation

from components.application import create_app
from pipelines.desk import recording
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.integration.analysis.answers import UNKNOWN, number
from tests.integration.analysis.shown import document_words, slide_words


def test_what_is_unknown_is_a_stroke_and_never_a_zero(client):
    data = client.get("/papers/analysis.docx?county=420104&y=2021").data
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(p.text for p in document.paragraphs)
    cards = {row.cells[0].text: [c.text for c in row.cells][1:] for row in document.tables[0].rows}
    assert cards["主动公开信息（条）"] == [UNKNOWN, UNKNOWN, UNKNOWN, "0/4"]
    assert cards["错误（处）"] == [UNKNOWN] * 4
    for words in ("只有摘录", "主动公开政府信息未知", "办理结果的构成未知", "质量未知"):
        assert words in text, words
    assert "硚口区人民政府的年度报告汇总本行政区域的数据，不与所属单位相加" in text
    assert "模拟" not in text


def test_who_was_not_judged_is_neither_on_time_nor_late(shipped, tmp_path):
    """The base of a rate is who was judged; years are not compared where some were not."""
    own = Settings(ROOT / "data", tmp_path, shipped, f"sqlite:///{tmp_path / 'own.sqlite'}")
    store, late = Store(shipped), "990101003"
    found = store.findings("demo", [late], (2022, 2022))
    (mark,) = found[found["rule"] == "R-TIME-01"]["fingerprint"]
    recording.give_verdict(own, mark, "excluded", "网站迁移", by="张三")
    served = create_app(store, ROOT / "assets", own).server.test_client()
    everybody = [str(row) for row in store.filing("demo", years=(2022, 2022))["agency_id"]]
    ten = "".join(f"&a={one}" for one in [late, *(a for a in everybody if a != late)][:10])
    cases = (
        (
            "dataset=demo&y=2022",
            "100%（11/11）",
            UNKNOWN,
            "11/12",
            "12 个单位，已判定是否按时的 11",
        ),
        (
            "dataset=demo&y=2023",
            "100%（12/12）",
            UNKNOWN,
            "12/12",
            "上年有应报单位是否按时没有判定",
        ),
        (f"dataset=demo&y=2022{ten}", "9/9", UNKNOWN, "9/10", "本年有应报单位是否按时没有判定"),
        (
            f"dataset=demo&y=2022&a={late}",
            UNKNOWN,
            UNKNOWN,
            "0/1",
            "应报 1 个单位，是否按时都没有判定",
        ),
        ("county=420104&y=2024", UNKNOWN, UNKNOWN, UNKNOWN, "已判定是否按时的 1 个中按时公布 1 个"),
    )
    wrong = []
    for query, now, change, coverage, words in cases:
        document = docx.Document(io.BytesIO(served.get(f"/papers/analysis.docx?{query}").data))
        row = [cell.text for cell in document.tables[0].rows[1].cells]
        text = "".join(p.text for p in document.paragraphs)
        text += slide_words(served.get(f"/papers/analysis.pptx?{query}").data)
        if (row[1], *row[3:]) != (now, change, coverage) or words not in text:
            wrong.append((query, row, re.findall(r"[^。]*按时[^。]*", text)))
    assert wrong == []


def test_where_nobody_asked_the_analysis_says_so_and_divides_by_nothing(client):
    query = "dataset=demo&y=2023&a=990101004&a=990101005"  # no request in either year
    data = client.get(f"/papers/analysis.docx?{query}").data
    words = document_words(data)
    assert "新收政府信息公开申请 0 件（2/2 个单位写明）" in words
    assert "都写明办结 0 件，没有可以计算占比的申请。" in words
    assert "办理结果（2023 年，件）" not in words  # an empty chart
    rows = [
        [cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows
    ]
    [shares] = [row for row in rows if row[0].startswith("予以公开和部分公开")]
    assert shares[1:4] == [UNKNOWN] * 3
    slides = slide_words(client.get(f"/papers/analysis.pptx?{query}").data)
    assert "新收申请 0 件，办结 0 件" in slides
    assert re.findall(r"nan|inf|None", words + slides) == []


def test_a_selection_of_agencies_is_named_and_counted_as_one(client):
    two = "a=990101001&a=990101002"
    data = client.get(f"/papers/analysis.docx?dataset=demo&y=2023&{two}").data
    document = docx.Document(io.BytesIO(data))
    words = "".join(p.text for p in document.paragraphs)
    assert "根据清岚县所选 2 个单位 2023 年度政府信息公开工作年度报告" in words
    assert "清岚县所选 2 个单位2023年度主要数据表" in words
    one = client.get("/papers/analysis.docx?dataset=demo&y=2023&a=990101001").data
    words += "".join(p.text for p in docx.Document(io.BytesIO(one)).paragraphs)
    assert re.findall(r"(?:所选 2 个单位|鹤汀镇人民政府)[ \d年度]*各单位", words) == []
    assert len(document.tables[-1].rows) == 3
    rows = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    answer = client.get(
        f"/api/v1/figures.csv?dataset=demo&y=2023&i=disclosure.total&state=number&{two}"
    )
    values = [float(r["value"]) for r in csv.DictReader(io.StringIO(answer.text))]
    assert rows["主动公开信息（条）"] == number(sum(values))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/papers/analysis.docx", "请先选择一个省、市或区县"),
        ("/papers/analysis.pptx?dataset=demo&y=1999", "写不出分析报告"),
        ("/papers/analysis.pptx?city=0000&y=2020&lang=en", "Nothing is known"),
    ],
)
def test_where_there_is_no_analysis_one_sentence_says_why(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 404
    assert words in answer.get_data(as_text=True)


def test_a_title_over_some_of_the_units_says_over_how_many(client):
    deck = Presentation(io.BytesIO(client.get("/papers/analysis.pptx?county=420104&y=2021").data))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert "依申请公开情况：新收申请 3 件（1/4 个单位写明）" in titles
    assert "行政复议和行政诉讼情况：表四没有读出，复议诉讼数量未知" in titles
