"""Heads over several lines, whose words come in no order: their place over the values tells it."""

from tests.unit.tables import paper
from tests.unit.tables.judge import GROUPS, PERSONS, judge, some_truth

NAMES = (
    ("自然人",),
    ("商业企", "业"),
    ("科研机", "构"),
    ("社会公", "益组织"),
    ("法律服", "务机构"),
    ("其他",),
    ("总计",),
)
RESULTS = ("upheld", "corrected", "other", "pending", "total")
FEWER = {"natural_person": 0, "enterprise": 31}  # what takes the guess at the form's order away
LABEL, STEP = 60, 8  # where the first column stands, and how far apart columns do


def line(words, at):
    """Return a line with the middle of each word at its place."""
    said = ""
    for word, middle in zip(words, at, strict=True):
        said += " " * (round(middle - len(word) / 2) - len(said)) + word
    return said


def three(truth, order=range(7), shift=0):
    """Return table three, its head moved to the right of its values by so many spaces."""
    at = [LABEL + STEP * n for n in range(7)]
    over = [place + shift for place in at]
    tall = [n for n, name in enumerate(order) if len(NAMES[name]) == 1]
    cut = [n for n, name in enumerate(order) if len(NAMES[name]) > 1]
    lines = [
        paper.TITLES["3"],
        line(["申请人情况"], [over[3]]),
        line(["法人或其他组织"], [over[3]]),
        line([NAMES[order[n]][0] for n in tall], [over[n] for n in tall]),
        line([NAMES[order[n]][0] for n in cut], [over[n] for n in cut]),
        line([NAMES[order[n]][1] for n in cut], [over[n] for n in cut]),
    ]
    for row in paper.paper("2021", truth)["3"][3:]:
        label = "".join(cell.text for cell in row if not cell.is_value)[:40]
        values = [cell.text for cell in row if cell.is_value]
        lines.append(line([label, *(values[n] for n in order)], [len(label) / 2, *at]))
    return "\n".join(lines)


def four(truth):
    """Return table four, its results cut as narrow cells do."""
    at = [8 + STEP * n for n in range(15)]
    cut = [place for n, place in enumerate(at) if n % 5 < 4]
    lines = [
        paper.TITLES["4"],
        line(["行政复议", "行政诉讼"], [at[2], at[9]]),
        line(["未经复议直接起诉", "复议后起诉"], [at[7], at[12]]),
        line(["结果维", "结果纠", "其他结", "尚未审"] * 3, cut),
        line(["总计"] * 3, at[4::5]),
        line(["持", "正", "果", "结"] * 3, cut),
        line([truth[f"{group}.{one}", ""] for group in GROUPS for one in RESULTS], at),
        "五、存在的主要问题及改进情况",
    ]
    return "\n".join(lines)


def few_persons(seed):
    """Return a truth whose natural persons ask less than its enterprises."""
    truth = some_truth("2021", seed)
    for indicator in {one for one, member in truth if member}:
        cells = {one: int(truth[indicator, one]) for one in PERSONS} | FEWER
        truth |= {(indicator, one): str(cell) for one, cell in cells.items()}
        truth[indicator, "total"] = str(sum(cells.values()))
    return truth


def judged(text, truth, *, is_four=False):
    """Judge the cells of table three, or of table four, of which alone the text is made."""
    own = {slot: cell for slot, cell in truth.items() if slot[1]}
    fours = {(f"{group}.{one}", "") for group in GROUPS for one in RESULTS}
    return judge(text, own | ({one: truth[one] for one in fours} if is_four else {}))


def test_the_names_over_the_values_tell_their_order_whatever_it_is():
    """OFDs lost 1,308 of 7,974 cells: no line of their heads tells the order of the columns."""
    truth = few_persons(71)
    orders = [range(7), (1, 2, 3, 4, 5, 0, 6), (0, 2, 1, 5, 4, 3, 6), (6, 0, 1, 2, 3, 4, 5)]
    verdicts = {tuple(order): judged(three(truth, order), truth) for order in orders}
    assert all(set(+one) == {"right"} for one in verdicts.values()), verdicts


def test_a_head_that_does_not_stand_over_the_values_tells_nothing():
    """Where it is not certain which name stands over which values, the rows are lost."""
    truth = few_persons(72)
    order = (1, 2, 3, 4, 5, 0, 6)
    verdicts = {n: judged(three(truth, order, n * STEP), truth) for n in (-2, -1, 1, 2)}
    assert all(set(+one) == {"flagged"} for one in verdicts.values()), verdicts


def test_table_four_is_read_under_its_names_though_its_sums_do_not_hold():
    truth = some_truth("2021", 73) | {("review.total", ""): "7031"}  # of a slip
    verdicts = judged(f"{three(truth)}\n{four(truth)}", truth, is_four=True)
    assert set(+verdicts) == {"right"}, verdicts
