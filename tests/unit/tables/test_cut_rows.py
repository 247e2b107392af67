"""Rows and heads that lines, pages and spans cut: nothing of theirs stands in another's place."""

from __future__ import annotations

from pipelines.catalogue.load import applicants, catalogue
from pipelines.model import Cell, Grid, Paragraph, Reading, Status
from pipelines.parse.tables import parse_tables
from tests.unit.tables import paper
from tests.unit.tables.judge import UNREAD, judge, parsed, some_truth
from tests.unit.tables.test_lines import in_lines

FIVE = "商业企业 科研机构 社会公益组织 法律服务机构 其他"
HEAD = f"申请人情况\n自然人 法人或其他组织 总计\n{FIVE}\n"
THREE = paper.TITLES["3"]
FOUR = paper.TITLES["4"]
ROWS = (
    ("一、本年新收政府信息公开申请数量", "32 2 0 1 0 4 39"),
    ("二、上年结转政府信息公开申请数量", "1 0 0 0 0 5 6"),
    ("（一）予以公开", "21 0 3 0 6 0 30"),
    ("1.属于国家秘密", "2 0 0 8 0 0 10"),
    ("2.重复申请", "9 1 0 0 0 0 10"),
    ("四、结转下年度继续办理", "1 1 0 0 2 0 4"),
)
SIX = ("自然人", *FIVE.split())


def numbers(text: str) -> dict[tuple[str, str], str]:
    """Return what is read of a text: numbers and the words for none, by indicator and member."""
    _, tables = parsed(text)
    return {
        (one.indicator, one.member): str(one.value if one.status is Status.NUMBER else one.status)
        for one in tables.figures
        if one.status not in UNREAD
    }


def wrong(cases: dict[str, tuple[str, set[tuple[str, str]]]]) -> dict[str, object]:
    """Return what was read in each case of the slots that it must leave open."""
    read = {name: (numbers(text), open_) for name, (text, open_) in cases.items()}
    found = {
        name: {slot: got[slot] for slot in open_ if slot in got}
        for name, (got, open_) in read.items()
    }
    return {name: slots for name, slots in found.items() if slots}


def row_of(indicator: str) -> set[tuple[str, str]]:
    return {(indicator, member) for member in applicants()}


def all_rows() -> set[tuple[str, str]]:
    names = {one for one, member in paper.slots("2021") if member}
    return {slot for name in names for slot in row_of(name)}


def test_a_head_cut_over_lines_tells_its_order_all_the_same():
    body = "\n".join(f"{label} {values}" for label, values in ROWS)
    heads = {
        "names above the first cell": "商业 科研 社会公 法律服 自然\n申请人情况 其他 总计\n"
        "企业 机构 益组织 务机构 人\n",
        "a letter a line": "社 法\n会 律 自 商 科\n申请人情况 公 其 服 然 业 研 总\n"
        "益 他 务 人 企 机 计\n组 机 业 构\n织 构\n",
        "the total in two": "申请人情况\n自然人\n法人或其他组织\n总\n商业 计\n企业\n科研\n机构\n"
        "社会公\n益组织\n法律服\n务机构\n其\n他\n",
    }
    blanks = "\n".join(
        f"{label} {values}"
        for label, values in (
            (ROWS[0][0], "1 2 0 3 4 10"),
            (ROWS[1][0], "1 2 0 0 0 0 3"),
            (ROWS[2][0], "1 0 / 5 0 6"),
            (ROWS[3][0], "0 1 1 0 0 2"),
            (ROWS[4][0], "0 0 / 0 0"),
            (ROWS[5][0], "0 2 2 0 0 4"),
        )
    )
    cases = {
        name: (f"{THREE}\n{head}{blanks if 'two' in name else body}\n", all_rows())
        for name, head in heads.items()
    }
    cases["the total in two"][1].difference_update(row_of("request.carried_in"))
    assert wrong(cases) == {}
    assert numbers(f"{THREE}\n{HEAD}{body}\n")["outcome.granted", "legal_service"] == "6"


def test_suits_named_the_other_way_round_are_not_read_in_the_form_s_order():
    results = "结果 结果 其他 尚未 总计\n维持 纠正 结果 审结\n"
    head = f"行政复议 行政诉讼\n复议后 未经复议\n起诉 直接起诉\n{results * 3}"
    text = f"{FOUR}\n{head}4 2 2 5 13 6 5 3 4 18 7 7 2 9 25\n"
    suits = {slot for slot in paper.slots("2021") if slot[0].startswith("suit_")}
    body = "\n".join(f"{label} {values}" for label, values in ROWS)
    whole = f"{THREE}\n{HEAD}{body}\n{text}"
    assert wrong({"alone": (text, suits), "behind table three": (whole, suits)}) == {}


def test_two_rows_in_each_other_s_place_are_not_read_by_their_order():
    truth = some_truth("2021", seed=31)
    tables = paper.paper("2021", truth)
    rows = tables["3"]
    at = next(n for n, row in enumerate(rows) if row[0].text.startswith("一、"))
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    for beside in ("first", "middle", "last"):
        assert judge(in_lines(tables, at=beside), truth)["wrong"] == 0


def test_an_empty_row_beside_numbers_without_a_label_is_not_blank():
    other = (
        "|  | （六）其他处理 | 1.申请人无正当理 | 1 | 2 | 0 | 7 | 9 | 0 | 19 |\n"
        "|  |  | 由逾期不补正、行政机关 |  |  |  |  |  |  |  |\n"
        "|  |  | 不再处理其政府信息公开申请 |  |  |  |  |  |  |  |\n"
    )
    head = f"| 申请人情况 |  |  | {' | '.join(SIX)} | 总计 |\n"
    body = "".join(f"| {label} |  |  | {' | '.join(v.split())} |\n" for label, v in ROWS)
    text = f"{THREE}\n{head}{body}{other}"
    assert wrong({"ruled": (text, row_of("outcome.other.no_correction"))}) == {}
    assert numbers(text)["request.received", "natural_person"] == "32"


def test_what_pipes_leave_of_an_empty_cell_is_no_column_less():
    body = "|".join(f"{label}|{v.replace(' ', '|')}" for label, v in ROWS)
    hole = "3.补正后申请内容仍不明确|0|4|9|12|0||25|备注"
    unknown = "3.保障三安全的|54|0|0|0|0|0|54|保护第三方合法权益|0|0|0|0|0|0|0"
    text = f"{THREE}\n申请人情况|{'|'.join(SIX)}|总计|{body}|{unknown}\n{hole}\n"
    open_ = row_of("outcome.unable.unclear") | row_of("outcome.denied.safety_stability")
    assert wrong({"pipes": (text, open_)}) == {}


def test_numbers_beside_a_group_are_one_of_its_rows():
    body = "\n".join(f"{label} {values}" for label, values in ROWS)
    others = (
        "1.申请人逾期不补正 1 0 0 0 0 0 1\n2.申请人逾期未按收费通知要求缴纳费用\n"
        "其他处理 7 0 0 2 0 0 9\n3.其他 1 0 0 0 0 0 1\n"
    )
    text = f"{THREE}\n{HEAD}{body}\n{others}"
    assert wrong({"group": (text, row_of("outcome.other"))}) == {}


def test_a_head_that_names_some_columns_takes_no_number_of_the_others():
    rows = "".join(
        f"<tr><td>{label}<td>{a}<td>{b}<td>{c}</tr>"
        for label, a, b, c in (
            ("（一）予以公开", "18", "3", "21"),
            ("1.属于国家秘密", "", "9", "9"),
            ("4.保护第三方合法权益", "", "7", "7"),
            ("2.重复申请", "", "8", "8"),
            ("8.属于行政查询事项", "", "8", "8"),
            ("2.没有现成信息需要另行制作", "", "1", "1"),
        )
    )
    head = "<tr><td>申请人情况<td>自然人<td>法人或其他组织<td>总计</tr>"
    tables = f"<table>{head}</table><table>{rows}</table>"
    text = f"<html><body><p>{THREE}</p>{tables}</body></html>"
    assert ("outcome.denied.state_secret", "natural_person") not in numbers(text)


def pages(*rows_of_pages: tuple[tuple[str, ...], ...]) -> dict[tuple[str, str], str]:
    """Return what is read of table three in a PDF, a grid a page."""
    head = ("申请人情况", "自然人", *FIVE.split(), "总计")
    grids = []
    for page, rows in enumerate(rows_of_pages, 1):
        cells = tuple(
            Cell(text, row, column, box=(0.0, 0.0, 1.0, 1.0))
            for row, texts in enumerate((head, *rows))
            for column, text in enumerate(texts)
        )
        grids.append(Grid(len(rows) + 1, len(head), cells, page=page))
    reading = Reading("", "x.pdf", "pdf", (Paragraph(THREE, page=1), *grids))
    tables = parse_tables(reading, 0, len(grids), catalogue())
    return {
        (one.indicator, one.member): str(one.value if one.status is Status.NUMBER else one.status)
        for one in tables.figures
        if one.status not in UNREAD
    }


def test_a_row_that_a_page_s_end_cuts_is_whole_or_lost():
    """A head is printed again on the next page, between the halves."""
    first = tuple((label, *values.split()) for label, values in ROWS[:3])
    last = tuple((label, *values.split()) for label, values in ROWS[3:])
    cuts = {
        "a total's last digit": (
            ("1.信访举报投诉类申请", "223", "0", "0", "0", "0", "0", "223"),
            ("", "30", "", "", "", "", "", "0"),
        ),
        "the label's first word": (
            ("1.信", "4", "0", "288", "0", "6", "0", "380"),
            ("访举报投诉类申请", "", "", "25", "", "", "", "2"),
        ),
        "all but the label's end": (
            ("1.信访举报投诉", "", "", "", "", "", "", ""),
            ("类申请", "4", "0", "0", "0", "0", "0", "4"),
        ),
    }
    petition = row_of("outcome.not_processed.petition")
    truth = {
        "a total's last digit": dict.fromkeys(petition, "0")
        | {slot: "22330" for slot in petition if slot[1] in {"natural_person", "total"}},
        "the label's first word": dict(zip(sorted(petition), sorted(petition), strict=True)),
        "all but the label's end": dict.fromkeys(petition, "0")
        | {slot: "4" for slot in petition if slot[1] in {"natural_person", "total"}},
    }
    digits = ("4", "0", "28825", "0", "6", "0", "3802")
    truth["the label's first word"] = {
        ("outcome.not_processed.petition", member): value
        for member, value in zip(applicants(), digits, strict=True)
    }
    wrongly = {}
    for name, (upper, lower) in cuts.items():
        found = pages((*first, upper), (lower, *last))
        bad = {s: found[s] for s in petition if s in found and found[s] != truth[name][s]}
        if bad or found.get(("request.received", "total")) != "39":
            wrongly[name] = bad
        if found.get(("outcome.not_processed.repeat", "natural_person")) != "9":
            wrongly[name, "the row below"] = bad
    assert wrongly == {}


def test_natural_persons_who_stand_last_are_not_taken_for_companies():
    """A head taken line by line may tell their place or not; then they must ask most to be them."""
    moved = [(label, values.split()) for label, values in ROWS]
    lines = [f"{label} {' '.join([*v[1:6], v[0], v[6]])}" for label, v in moved]
    body = "\n".join(lines)
    rows = "".join(
        f"<tr><td>{label}" + "".join(f"<td>{one}" for one in [*v[1:6], v[0], v[6]]) + "</tr>"
        for label, v in moved
    )
    names = "<td>".join(FIVE.split())
    head = (
        "<tr><td rowspan=2>申请人情况<td colspan=5>法人或其他组织<td rowspan=2>公民<td rowspan=2>"
        f"总计</tr><tr><td>{names}</tr>"
    )
    again = f"<tr><td>申请人情况<td colspan=7>申请人情况</tr>{rows}"
    html = f"<html><body><p>{THREE}</p><table>{head}</table><table>{again}</table></body></html>"
    heads = {
        "behind the group, in its line": f"申请人情况\n法人或其他组织 自然人 总计\n{FIVE}\n",
        "below the group": f"申请人情况\n法人或其他组织\n自然人 总计\n{FIVE}\n",
        "other words, each on its line": "申请人情况\n企业\n其他组\n织\n公民\n公益组\n"
        "织\n科研\n法律服\n务\n合计\n",
    }
    cases = {name: (f"{THREE}\n{head}{body}\n", all_rows()) for name, head in heads.items()}
    cases["no names in the head of the next page"] = (html, all_rows())
    near = [(label, [int(one) for one in v]) for label, v in moved]
    many = [(label, [2 * v[0] // 3, *v[2:6], v[0]]) for label, v in near]  # companies ask them too
    asked = "\n".join(f"{label} {' '.join(map(str, [*v, sum(v)]))}" for label, v in many)
    cases["companies ask nearly as much"] = (
        f"{THREE}\n{heads['below the group']}{asked}\n",
        all_rows(),
    )
    assert wrong(cases) == {}
    official = "\n".join(f"{label} {values}" for label, values in ROWS)
    text = f"{THREE}\n{heads['below the group']}{official}\n"
    assert numbers(text)["request.received", "natural_person"] == "32"


def test_rows_that_wrapped_digits_do_not_touch_are_read():
    body = [f"{label} {values}" for label, values in ROWS]
    text = "\n".join(
        [THREE, HEAD, *body[:4], "3.危及“三安全一稳定” 791 44", "3.", "83 24 57", *body[4:]]
    )
    read = numbers(text)
    assert read["outcome.granted", "natural_person"] == "21"
    assert wrong({"beside": (text, row_of("outcome.not_processed.repeat"))}) == {}
