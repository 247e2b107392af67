"""What a page shows beside a number is never a digit of it: marks, struck, hidden and doubled."""

from decimal import Decimal
from html import escape

import pytest

from pipelines.model import Status
from pipelines.read.drawn import note_marks, shown
from tests.unit.read.test_formats import docx
from tests.unit.tables import paper
from tests.unit.tables.judge import judge, parsed, some_truth

BESIDE = {
    "raised": "{0}<sup>1</sup>",
    "raised in a span": "<span>{0}</span><span><sup>[2]</sup></span>",
    "struck": "<del>56</del>{0}",
    "struck by style": '<span style="text-decoration: line-through">5</span>{0}',
    "hidden": '{0}<span style="display:none">7</span>',
    "hidden by Word": "{0}<span style='mso-hide:all;display:none'>7</span>",
    "ringed": "{0}①",
    "superior": "{0}²",
    "starred": "{0}*",
    "bracketed": "{0}（注1）",
}


def page(tables, drawn):
    """Return tables as a page whose numbers but 0 are drawn with something beside them."""
    lines = []
    for number, rows in tables.items():
        cells = [
            "".join(
                f"<td rowspan={cell.down} colspan={cell.right}>"
                + (
                    drawn.format(cell.text)
                    if cell.is_value and cell.text != "0"
                    else escape(cell.text)
                )
                + "</td>"
                for cell in row
            )
            for row in rows
        ]
        lines.append(
            f"<p>{paper.TITLES[number]}</p><table><tr>{'</tr><tr>'.join(cells)}</tr></table>"
        )
    return f"<html><body>{''.join(lines)}</body></html>"


def test_a_number_of_a_page_is_read_without_what_stands_beside_it():
    truth = some_truth("2021", seed=41)
    wrong = {
        name: verdicts
        for name, drawn in BESIDE.items()
        if (verdicts := judge(page(paper.paper("2021", truth), drawn), truth, "x.html"))
        != {"right": len(truth), "wrong": 0}
    }
    assert wrong == {}


@pytest.mark.parametrize("drawn", ["<p>{0}</p><p>3</p>", "{0}(3)", "{0}/3", "{0}%"])
def test_what_may_be_another_number_is_lost(drawn):
    truth = some_truth("2021", seed=42)
    assert judge(page(paper.paper("2021", truth), drawn), truth, "x.html")["wrong"] == 0


def test_a_fraction_is_given_as_printed_and_what_may_be_thousands_is_lost():
    truth = some_truth("2021", seed=42)
    counts = {slot for slot in truth if truth[slot] != "0" and not slot[0].endswith(".amount")}
    for drawn, status in (("{0}.5", Status.NUMBER), ("{0}.270", Status.LOST)):
        _, tables = parsed(page(paper.paper("2021", truth), drawn), "x.html")
        found = {(one.indicator, one.member): (one.status, one.value) for one in tables.figures}
        is_read = status is Status.NUMBER
        assert {slot: found[slot] for slot in counts} == {
            slot: (status, Decimal(drawn.format(truth[slot])) if is_read else None)
            for slot in counts
        }, drawn


def test_a_report_that_a_page_hides_behind_its_tab_is_kept():
    text = f'<table><tr><td><div style="display:none">{"甲" * 400}</div></td></tr></table>'
    reading, _ = parsed(text, "x.html")
    assert any("甲" * 400 in block.text for block in reading.blocks)


def test_runs_of_a_document_are_taken_by_how_they_are_written():
    run = "<w:r><w:rPr>{0}</w:rPr><w:t>{1}</w:t></w:r>"
    for written, other, said in (
        ("<w:vanish/>", "7", "12"),
        ('<w:vanish w:val="0"/>', "7", "127"),
        ("<w:strike/>", "7", "12"),
        ('<w:vertAlign w:val="superscript"/>', "1", "12[1]"),
        ('<w:vertAlign w:val="baseline"/>', "1", "121"),
    ):
        body = f"<w:p>{run.format('', '12')}{run.format(written, other)}</w:p>"
        reading, _ = parsed(docx(body), "a.docx")
        assert [block.text for block in reading.blocks] == [said], written


def character(text, left, top=0.0, size=10.0, slant=0.0):
    return {
        "text": text, "x0": left, "x1": left + size / 2, "top": top, "bottom": top + size,
        "size": size, "matrix": (1.0, slant, -slant, 1.0, left, top),
    }  # fmt: skip


def test_characters_of_a_page_are_taken_as_they_are_seen():
    twice = [character("1", 0), character("1", 0.3), character("2", 5), character("2", 5.3)]
    assert [one["text"] for one in shown(twice)] == ["1", "2"]
    across = [character("2", 0, size=60, slant=0.6), character("3", 2)]
    assert [one["text"] for one in shown(across)] == ["3"]
    assert len(shown([character("1", 0), character("1", 5), character("1", 0, top=12)])) == 3
    rest, mark = note_marks([character("1", 0), character("2", 5), character("1", 10, size=6)])
    assert ("".join(one["text"] for one in rest), mark) == ("12", "1")
    lower = [character("1", 0), character("1", 5, top=6, size=6)]
    assert note_marks(lower) == (lower, "")
