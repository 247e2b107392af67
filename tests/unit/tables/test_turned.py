"""Table three turned: a row for each kind of applicant, a column for what became of requests."""

from itertools import permutations

from tests.unit.tables import paper
from tests.unit.tables.judge import judge, some_truth

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ORDER = tuple(range(7))


def turned(tables, order=ORDER, *, blank=False, extra=""):
    """Return a page whose table three has its rows as columns; `extra` is a row of its own."""
    rows = [
        (
            [cell.text for cell in row if not cell.is_value and cell.text][-1],
            [cell.text for cell in row if cell.is_value],
        )
        for row in tables["3"]
        if sum(cell.is_value for cell in row) == len(APPLICANTS)
    ]
    lines = [["申请人", *(label for label, _ in rows)]]
    for n in order:
        shown = [values[n] if values[n] != "0" or not blank else "" for _, values in rows]
        lines.append([APPLICANTS[n], *shown])
    if extra:
        lines.insert(3, [extra, *("1" for _ in rows)])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return f"<p>{paper.TITLES['3']}</p><table>{body}</table>"


def test_a_turned_table_is_read_and_each_cell_stands_where_it_is_printed():
    for form in ("2019", "2021"):
        truth = some_truth(form, seed=41)
        tables = paper.paper(form, truth)
        cells = sum(bool(member) for _, member in truth)
        empty = {slot: "" if said == "0" else said for slot, said in truth.items()}
        for page, said in ((turned(tables), truth), (turned(tables, blank=True), empty)):
            verdicts = judge(page, said, "x.html")
            assert (verdicts["wrong"], verdicts["right"]) == (0, cells), (form, verdicts)


def test_a_turned_table_in_another_order_or_with_a_row_of_its_own_is_never_wrong():
    truth = some_truth("2021", seed=42)
    tables = paper.paper("2021", truth)
    pages = {str(order): turned(tables, order) for order in list(permutations(ORDER))[1::431]}
    pages |= {extra: turned(tables, extra=extra) for extra in ("小计", "法人或其他组织", "备注")}
    pages |= {f"without {n}": turned(tables, [m for m in ORDER if m != n]) for n in ORDER}
    wrong = {name: judge(page, truth, "x.html")["wrong"] for name, page in pages.items()}
    assert set(wrong.values()) == {0}, wrong
