"""Ruled tables of printed PDFs: digits wrapped in narrow cells, rows that a page's end cuts."""

import pytest

from pipelines.model import Status
from tests.accuracy.compose import draft
from tests.accuracy.extracted import narrow_pdf
from tests.accuracy.portable import Canvas, bytes_of
from tests.accuracy.run import reports
from tests.accuracy.score import score
from tests.accuracy.truth import DESTROYED
from tests.forms.chance import Chance


@pytest.mark.parametrize("seed", range(6))
def test_wrapped_digits_are_joined_where_they_add_up_and_no_other_cell_suffers(seed):
    paper = narrow_pdf(Chance("ruled", seed))
    tally = score(paper, reports(paper.data, paper.name))
    assert tally.counts["silently wrong"] == 0, tally.notes
    assert tally.counts["flagged"] + tally.counts["missed"] == 0, tally.notes


def test_digits_that_wrap_and_do_not_add_up_are_lost_and_no_fault_of_the_office():
    paper = next(
        found
        for found in (narrow_pdf(Chance("wrapped", seed)) for seed in range(40))
        if any(cell.status == DESTROYED for cell in found.truths[0].cells.values())
    )
    found = reports(paper.data, paper.name)
    assert isinstance(found, tuple)
    torn = {slot for slot, cell in paper.truths[0].cells.items() if cell.status == DESTROYED}
    figures = {(one.indicator, one.member): one for one in found[0].figures}
    for slot in torn:
        printed, figure = paper.truths[0].cells[slot], figures[slot]
        assert figure.value == printed.value or figure.status is Status.LOST
        assert figure.value is None or figure.method == "repaired"


def test_a_report_in_large_type_is_not_two_reports_side_by_side():
    """Short lines left of the middle and a table right of it once made two reports of one."""

    made = draft(Chance("large", 3), form="2021", chrome=False)
    canvas = Canvas(footer="")
    canvas.put(150, 760, made.parts[0].text, 14)
    for n in range(40):
        canvas.put(60, 720 - n * 16, "政府信息公开工作情况" + "条" * 8, 10)
        canvas.put(330, 720 - n * 16, "0 0 0 0 0 0 0 0 0 0 0 0", 10)
    found = reports(bytes_of([canvas]), "x.pdf")
    assert isinstance(found, tuple) or found.code != "side_by_side"
