"""Table four whose kinds are printed apart: read where each is named and adds up, else lost."""

import pytest

from pipelines.model import Status
from tests.unit.tables.judge import parsed

RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
ROWS = {
    "行政复议": "12 3 0 1 16",
    "未经复议直接起诉": "0 0 2 0 2",
    "复议后起诉": "0 0 0 0 0",
}
SECTION = "四、政府信息公开行政复议、行政诉讼情况"
AFTER = "五、存在的主要问题及改进情况\n公开不够主动。"


def in_rows(rows, results=RESULTS):
    """Write the kinds as three rows under one head."""
    lines = [" | ".join(("", *results))]
    lines += [" | ".join((kind, *numbers.split())) for kind, numbers in rows.items()]
    return "\n".join((SECTION, *(f"{line} |" for line in lines), AFTER))


def in_tables(rows, results=RESULTS):
    """Write the kinds as three tables, one cell a line."""
    cells = [[kind, *results, *numbers.split()] for kind, numbers in rows.items()]
    return "\n\n".join((SECTION, *(cell for table in cells for cell in table), AFTER))


def read(text):
    """Return what is read of table four, None where a cell is not read."""
    _, tables = parsed(text)
    four = [one for one in tables.figures if one.table == "4"]
    return [None if one.status is not Status.NUMBER else int(one.value) for one in four]


@pytest.mark.parametrize("written", [in_rows, in_tables])
def test_kinds_printed_apart_are_read_by_their_names(written):
    expected = [12, 3, 0, 1, 16, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0]
    assert read(written(ROWS)) == expected
    assert read(written(dict(reversed(ROWS.items())))) == expected


@pytest.mark.parametrize("written", [in_rows, in_tables])
def test_kinds_that_do_not_add_up_or_whose_head_is_another_are_lost(written):
    wrong = {
        "a sum": written({**ROWS, "行政复议": "12 3 0 1 17"}),
        "a number too few": written({**ROWS, "复议后起诉": "0 0 0 0"}),
        "a head in another order": written(ROWS, [RESULTS[1], RESULTS[0], *RESULTS[2:]]),
        "a kind twice": written(ROWS).replace("未经复议直接起诉", "复议后起诉"),
    }
    found = {name: [one for one in read(text) if one is not None] for name, text in wrong.items()}
    assert found == {key: [] for key in wrong}
