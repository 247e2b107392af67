"""The board of filing and findings, on the data that ships."""

import json
import re

import pandas as pd
import pytest

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.figures.filing import COUNTS, STATES, counted, summary
from components.layout.marks import GRADES
from components.pages.compliance.answer import compliance
from components.pages.compliance.card import cards
from components.pages.compliance.papers import papers
from components.pages.compliance.sheet import sheet
from components.pages.compliance.view import draw_compliance
from components.view import View
from components.words import say
from pipelines.settings import ROOT, Settings


@pytest.fixture
def desk(tmp_path, store, shipped):
    ledger = f"sqlite:///{tmp_path / 'l.sqlite'}"
    return SiteContext(store, Settings(ROOT / "data", tmp_path / "archive", shipped, ledger))


def asked(desk, language="zh", **given):
    view = View(page="compliance", language=language, **given)
    return PageRequest(desk, view, desk.store.info().digest)


def board(desk, **given):
    return compliance(asked(desk, **given))


def drawn(ask):
    def plain(node):
        return node.to_plotly_json() if hasattr(node, "to_plotly_json") else str(node)

    return json.dumps(draw_compliance(ask).to_plotly_json(), default=plain, ensure_ascii=False)


def test_the_answer_has_the_roster_for_its_denominator(desk):
    found = board(desk, dataset="demo")
    assert "应公布 96 份" in found.sentence
    assert "未收到 1" in found.sentence


def test_beside_a_roster_a_report_of_who_is_not_on_it_stands_outside_the_counts():
    rows = pd.DataFrame(
        {
            "report_year": [2023, 2023, 2023, 2022],
            "state": ["missing", "on_time", "late", "on_time"],
            "is_expected": [True, True, False, False],
            "report_id": pd.array([None, 1, 2, 3], dtype="Int64"),
            **{name: [0.0] * 4 for name in COUNTS},
        }
    )
    told = summary(rows).set_index("report_year")
    shown = told[["expected", "reported", "missing", "on_time", "late"]]
    assert shown.loc[2023].tolist() == [2, 1, 1, 1, 0]
    assert shown.loc[2022].tolist() == [0, 1, 0, 1, 0]  # of a year without a roster all
    assert counted(rows)["report_id"].count() == 1


def test_without_a_roster_nobody_is_called_missing(desk):
    found = board(desk)
    assert "应公布多少份不知道" in found.sentence
    assert "未收到" not in found.sentence
    assert (found.rows["state"] != "missing").all()


def test_a_square_says_its_state_in_words_and_leads_to_the_report(desk):
    found = board(desk, dataset="demo")
    late = next(one for line in found.lines for one in line.squares if one and one.state == "late")
    assert late.words == "迟 71 天"
    assert late.href.startswith("/report/990101003/2022")
    assert "期限 2023-01-31" in late.title
    gone = next(
        one for line in found.lines for one in line.squares if one and one.state == "missing"
    )
    assert gone.href.startswith("/compliance")
    assert gone.errors is None


def test_a_row_leads_to_the_findings_of_its_agency_and_a_head_to_its_year(desk):
    found = board(desk, dataset="demo")
    line = next(one for one in found.lines if one.agency_id == "990101003")
    assert line.href == "/findings?dataset=demo&a=990101003"
    assert found.years[0][1] == "/compliance?dataset=demo&y=2018..2018"


def test_a_state_keeps_the_agencies_that_have_it_and_pales_the_rest(desk):
    ask = asked(desk, dataset="demo", more=(("state", "late"),))
    found = compliance(ask)
    assert [line.agency_id for line in found.lines] == ["990101003"]
    assert sum(one.is_pale for one in found.lines[0].squares) == 7


def test_exceptions_stand_first_and_the_quiet_are_one_line(desk):
    told = drawn(asked(desk, dataset="demo"))
    places = [told.index(words) for words in ("未收到 1 份、迟发 1 份", "文书", "cell-late")]
    assert places == sorted(places)
    for words in ("2023-04-12", "迟 71 天", "其余 4 家都按时，没有错误和警告"):
        assert words in told
    found = board(desk, dataset="demo")
    assert len(found.lines) + len(found.quiet) == 12
    loud = [line for line in found.lines if not _is_loud(line)]
    assert loud == []
    every = board(desk, dataset="demo", more=(("show", "all"),))
    assert len(every.lines) == 12
    assert every.quiet == ()


def _is_loud(line):
    squares = [one for one in line.squares if one]
    states = {one.state for one in squares} - {"on_time"}
    return states or any(one.errors or one.warnings or one.doubts for one in squares)


def test_the_real_board_is_no_list_of_blanks(desk):
    found = board(desk)
    assert len(found.unjudged) > len(found.lines)
    assert all(_is_loud(line) for line in found.lines)
    told = drawn(asked(desk))
    assert "不等于都按时、都无误" in told


def test_one_picker_of_the_year_serves_all_papers(desk):
    told = drawn(asked(desk, dataset="demo"))
    assert told.count('"type": "Select"') == 1
    assert told.count("/papers/") == 4
    assert told.count('"type": "Option"') == 8
    narrowed = drawn(asked(desk, dataset="demo", more=(("level", "township"),)))
    assert "不按层级取舍" in narrowed  # the papers count 12 where the board counts 8


def test_one_cell_never_shows_a_mark_with_two_meanings():
    css = (ROOT / "assets" / "marks.css").read_text("utf-8")
    kinds = re.findall(r"^\.shape\.is-(\w+) \{([^}]*)\}", css, flags=re.MULTILINE)
    drawings = dict(kinds)
    assert {*STATES, *GRADES} == set(drawings)
    assert len(set(drawings.values())) == len(drawings)
    elsewhere = [
        path.name
        for path in (ROOT / "assets").glob("*.css")
        if path.name != "marks.css"
        and re.search(r"\.(shape|grade|tally)[.-](is-)?\w+::?before", path.read_text("utf-8"))
    ]
    assert elsewhere == []


def test_grades_are_called_the_same_on_every_page_and_paper():
    words = "\n".join(
        path.read_text("utf-8")
        for folder in ("components", "pipelines")
        for path in (ROOT / folder).rglob("*.toml")
        if "validate" not in path.parts and "catalogue" not in path.parts
    )
    named = re.findall(r'"([◆▲●○■]?) ?(提醒|参考)"', words)
    assert named == []
    assert [say(f"grade.{name}", "zh") for name in ("error", "warning", "info")] == [
        "错误",
        "警告",
        "提示",
    ]


def test_the_score_names_the_findings_that_took_points(desk):
    found = board(desk, dataset="demo", agencies=("990101003",), years=(2022, 2022))
    card = cards(found)[0]
    assert card.year == 2022
    assert card.points < card.judged_out_of <= card.out_of
    marks = [href for item in card.items for _, href in item.findings]
    known = set(desk.store.findings("demo", ["990101003"], (2022, 2022))["fingerprint"])
    assert marks
    assert all(href.partition("at=")[2] in known for href in marks)
    assert any(item.points is None and item.reason for item in card.items)


def test_papers_are_those_of_the_choice_and_of_years_with_something_to_say(desk):
    one = papers(board(desk, dataset="demo", agencies=("990101003",)))
    assert "/papers/rectification.docx?a=990101003&dataset=demo&y=2022" in [p.href for p in one]
    county = papers(board(desk, dataset="demo", years=(2024, 2024)))
    assert [p.href.partition("?")[0] for p in county] == [
        "/papers/issues.xlsx",
        "/papers/circular.docx",
        "/papers/analysis.docx",
        "/papers/analysis.pptx",
    ]
    assert papers(board(desk)) == ()


def test_an_address_of_a_paper_gives_the_paper(desk, client):
    choices = ({"agencies": ("990101003",)}, {"years": (2023, 2024)})
    found = [p for choice in choices for p in papers(board(desk, dataset="demo", **choice))]
    assert len(found) > 4
    for paper in found:
        assert client.get(paper.href).status_code == 200, paper.href


def test_files_have_every_agency_and_year(desk):
    found = sheet(asked(desk, dataset="demo"))
    assert len(found.table.rows) == 96
    assert sheet(asked(desk, agencies=("nobody",))) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("dataset", ["real", "demo"])
def test_the_page_is_drawn_in_both_languages(desk, dataset, language):
    told = drawn(asked(desk, language, dataset=dataset))
    assert ("Who published in time" in told) == (language == "en")
    assert ('"badge"' in told) == (dataset == "demo")


def test_an_agency_nobody_knows_has_one_sentence_and_a_next_step(desk):
    assert isinstance(board(desk, agencies=("nobody",)), Empty)
    assert isinstance(board(desk, dataset="demo", years=(1950, 1950)), Empty)


def test_the_table_behind_the_board_is_shown_when_it_is_asked_for(desk):
    assert "2023-04-12" in drawn(asked(desk, dataset="demo", more=(("show", "table"),)))
    plain = drawn(asked(desk, dataset="demo"))
    assert "show=table" in plain
