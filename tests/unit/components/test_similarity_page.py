"""Copied texts: the map and two texts side by side, on the data that ships."""

import json

import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.pages.similarity.answer import similarity
from components.pages.similarity.sheet import sheet
from components.pages.similarity.view import draw_similarity
from components.view import View
from pipelines.settings import ROOT, Settings

COPY = {"left": "990101005:2023", "right": "990101006:2023"}  # planted in the simulated district


@pytest.fixture
def desk(tmp_path, store, shipped):
    ledger = f"sqlite:///{tmp_path / 'l.sqlite'}"
    return SiteContext(store, Settings(ROOT / "data", tmp_path / "archive", shipped, ledger))


def asked(desk, own=None, **given):
    view = View(page="similarity", **given).with_own(**(own or {}))
    return PageRequest(desk, view, desk.store.info().digest)


def drawn(ask):
    def plain(node):
        return node.to_plotly_json() if hasattr(node, "to_plotly_json") else str(node)

    return json.dumps(draw_similarity(ask).to_plotly_json(), default=plain, ensure_ascii=False)


def test_the_copied_report_is_the_most_alike_of_its_year(desk):
    found = similarity(asked(desk, dataset="demo", years=(2023, 2023)))
    top = found.pairs[0]
    assert set(top.keys) == set(COPY.values())
    assert top.is_copy
    assert "2023 年 12 个机关" in found.sentence
    assert found.matrix.cells["990101005", "990101006"] == 0


def test_two_texts_stand_side_by_side_with_what_they_share_marked(desk):
    found = similarity(asked(desk, COPY, dataset="demo", years=(2023, 2023)))
    opened = found.opened
    kinds = [piece.kind for row in opened.rows for piece in row.left]
    assert opened.shared > 200
    assert kinds.count("own") > 3
    assert opened.template > 0
    assert found.opened_pair is found.pairs[0]


def test_marks_lose_no_letter(desk):
    opened = similarity(asked(desk, COPY, dataset="demo")).opened
    mine = ["".join(piece.text for piece in row.left) for row in opened.rows]
    marked = {piece.text for row in opened.rows for piece in row.right if piece.kind == "own"}
    assert any("统计期限" in text for text in mine)
    assert all(text.strip() for text in marked)


def test_either_order_of_an_address_opens_the_same_pair(desk):
    turned = {"left": COPY["right"], "right": COPY["left"]}
    found = similarity(asked(desk, turned, dataset="demo", years=(2023, 2023)))
    assert found.opened_pair is found.pairs[0]
    bare = similarity(asked(desk, turned, dataset="demo"))  # the year is that of the texts
    assert bare.opened_pair.keys == found.opened_pair.keys


@pytest.mark.parametrize(
    ("left", "right"), [("x", "y"), ("990101005:2023", ""), ("nobody:2023", "990101006:2023")]
)
def test_an_address_of_nothing_says_so(desk, left, right):
    found = similarity(asked(desk, {"left": left, "right": right}, dataset="demo"))
    assert found.opened.why == "unknown"


def test_an_excerpt_has_no_text_and_is_not_called_original(desk):
    assert isinstance(similarity(asked(desk)), Empty)
    reports = desk.store.reports("real").iloc[:2]
    keys = [f"{a}:{y}" for a, y in zip(reports["agency_id"], reports["report_year"], strict=True)]
    told = drawn(asked(desk, {"left": keys[0], "right": keys[1]}))
    assert "没有比对过文字" in told


def test_the_years_of_one_agency_are_a_map_of_their_own(desk):
    found = similarity(asked(desk, dataset="demo", by="year", agencies=("990101004",)))
    assert found.by_years
    assert found.matrix.keys == tuple(str(year) for year in range(2018, 2026))
    assert found.matrix.cells["2024", "2023"] == found.matrix.cells["2023", "2024"]


def test_the_files_have_every_pair(desk):
    found = similarity(asked(desk, dataset="demo", years=(2023, 2023)))
    table = sheet(asked(desk, dataset="demo", years=(2023, 2023))).table
    assert len(table.rows) == len(found.pairs) > 1
    assert sheet(asked(desk)) is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_drawn_in_both_languages(desk, language):
    told = drawn(asked(desk, COPY, dataset="demo", language=language))
    assert ("Whose texts are alike?" in told) == (language == "en")
    assert '"Mark"' in told
    assert '"badge"' in told
