"""Table three as `pdftotext` writes it: labels of a page, then each of its numbers on a line."""

import random

from tests.unit.tables import paper
from tests.unit.tables.judge import PERSONS, judge, some_truth

HEAD = ("申请人情况", "自然人", "法人或其他组织", "总计")
FIVE = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
LAST = (HEAD[0], HEAD[2], HEAD[1], HEAD[3], *FIVE)  # natural persons behind the group
PAGE, WIDTH = 9, 7  # rows of a page, letters of a label on a line
OUTCOMES = sorted({one for one, member in paper.slots("2021") if one.startswith("outcome.")})
OUTCOMES.remove("outcome.total")


def consistent(seed, *, most=40):
    """Return a table three whose relations hold in every row and column."""
    chance = random.Random(seed)  # noqa: S311
    truth = {}
    for n, person in enumerate(PERSONS):
        cells = {
            one: chance.randint(1, most if n == 0 else 9) if chance.random() < 0.4 else 0
            for one in OUTCOMES
        }
        cells["outcome.total"] = sum(cells.values())
        cells["request.carried_out"] = chance.randint(0, 5)
        cells["request.carried_in"] = chance.randint(0, cells["outcome.total"])
        said = cells["outcome.total"] + cells["request.carried_out"]
        cells["request.received"] = said - cells["request.carried_in"]
        truth |= {(one, person): cell for one, cell in cells.items()}
    for indicator in {one for one, _ in truth}:
        truth[indicator, "total"] = sum(truth[indicator, one] for one in PERSONS)
    return {slot: str(cell) for slot, cell in truth.items()}


def printed(truth):
    """Return each row's label and numbers."""
    tables = paper.paper("2021", some_truth("2021", 1) | truth)
    return [
        (
            "".join(cell.text for cell in row if not cell.is_value).split("（三）不予公开")[-1],
            [cell.text for cell in row if cell.is_value],
        )
        for row in tables["3"][3:]
    ]


def lone(rows, *, extra=(), head=(*HEAD, *FIVE)):
    """Return a text of pages: the labels' lines, then the numbers'; `extra` goes before the end."""
    lines = [paper.TITLES["3"], *head]
    for first in range(0, len(rows), PAGE):
        page = rows[first : first + PAGE]
        for label, _ in page:
            lines += [label[n : n + WIDTH] for n in range(0, len(label), WIDTH)]
        lines += [number for _, numbers in page for number in numbers]
    return "\n\n".join([*lines[:-3], *extra, *lines[-3:], "五、存在的主要问题及改进情况"])


def swapped(rows, here, there):
    """Return rows with two of them in each other's place."""
    rows = list(rows)
    rows[here], rows[there] = rows[there], rows[here]
    return rows


def test_numbers_that_the_relations_of_the_form_prove_are_read():
    """Whole tables were lost: no number stands beside its label."""
    said = {seed: consistent(seed) for seed in range(90, 96)}
    said[0] = dict.fromkeys(said[90], "0")
    verdicts = {seed: judge(lone(printed(truth)), truth) for seed, truth in said.items()}
    assert all(one["right"] == len(said[seed]) for seed, one in verdicts.items()), verdicts


def test_numbers_that_nothing_proves_are_lost():
    truth = consistent(97)
    rows = printed(truth)
    moved = [(label, [*numbers[1:-1], numbers[0], numbers[-1]]) for label, numbers in rows]
    pages = {
        "a cell and a page's number": lone([(rows[0][0], rows[0][1][1:]), *rows[1:]], extra=["6"]),
        "rows in each other's place": lone(swapped(rows, 6, 8)),
        "far rows in each other's place": lone(swapped(rows, 3, 20)),
        "a row left out": lone(rows[:5] + rows[6:]),
        "natural persons behind all others": lone(
            moved, head=[HEAD[0], HEAD[2], HEAD[1], HEAD[3], *FIVE]
        ),
        "a sum that does not hold": lone(
            [(rows[0][0], [*rows[0][1][:-1], str(int(rows[0][1][-1]) + 1)]), *rows[1:]]
        ),
    }
    verdicts = {name: judge(page, truth) for name, page in pages.items()}
    assert not [name for name, one in verdicts.items() if one["wrong"]], verdicts
