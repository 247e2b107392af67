"""Further states of pages: tables in pieces, documents cut short, titles in two lines, sidebars."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.accuracy import markup, office, shapes
from tests.accuracy.compose import Draft, Part, draft
from tests.accuracy.places import city_of, draw, town
from tests.accuracy.prose import words
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance
from tests.forms.office import pack
from tests.forms.sheets import Box, Sheet

SIMPLE: tuple[shapes.Shape, ...] = (
    shapes.blank_lines,
    shapes.rows_own,
    shapes.rows_padded,
    shapes.trailing,
    shapes.markdown,
    shapes.tabs,
)


def written(made: Draft, chance: Chance) -> Paper:
    """Write a report as text or as a page."""
    if chance.often(0.5):
        data, ending = shapes.text(made, chance.pick(SIMPLE)), "txt"
    else:
        style = chance.pick(["plain", "word", "nested", "unclosed", "grouped"])
        data, ending = markup.page(made, style), "html"
    return Paper("", f"report.{ending}", data.encode(), [made.truth])


def in_pieces(chance: Chance) -> Paper:
    """Table two as one table a block, table three broken by a page with its head repeated."""
    made = draft(chance)
    parts: list[Part] = []
    for part in made.parts:
        if part.sheet and part.sheet.number == "2":
            parts += [Part("sheet", sheet=piece) for piece in _blocks(part.sheet)]
        elif part.sheet and part.sheet.number == "3" and chance.often(0.6):
            parts += [Part("sheet", sheet=piece) for piece in _halves(part.sheet, chance)]
        else:
            parts.append(part)
    made.parts = parts
    return written(made, chance)


def _blocks(sheet: Sheet) -> list[Sheet]:
    pieces: list[Sheet] = []
    for row in sheet.rows:
        if len(row) == 1:
            pieces.append(Sheet(sheet.number))
        pieces[-1].rows.append(row)
    return pieces


def _halves(sheet: Sheet, chance: Chance) -> list[Sheet]:
    """Break a table before a group of rows; the group above it is printed again."""
    starts = [i for i, row in enumerate(sheet.rows) if i > 6 and row[0].rows > 1]
    at = chance.pick(starts)
    first = [list(row) for row in sheet.rows[:at]]
    second = [list(row) for row in sheet.rows[at:]]
    outer = sheet.rows[5][0]
    first[5] = [replace(outer, rows=at - 5), *first[5][1:]]
    left = outer.rows - (at - 5)
    second[0] = [replace(outer, rows=left), *second[0]]
    head = [list(row) for row in sheet.rows[:3]] if chance.often(0.5) else []
    return [Sheet(sheet.number, first), Sheet(sheet.number, head + second)]


def groups_repeated(chance: Chance) -> Paper:
    """The label of a group stands in each of its rows instead of spanning them."""
    made = draft(chance)
    for part in made.parts:
        if part.sheet and part.sheet.number == "3":
            grid = part.sheet.grid()
            rows = [list(row) for row in part.sheet.rows[:3]]
            rows.extend(_once(line) for line in grid[3:])
            part.sheet = Sheet("3", rows)
    shape = chance.pick([shapes.rows_own, shapes.markdown, shapes.tabs])
    if chance.often(0.5):
        return Paper("", "report.txt", shapes.text(made, shape).encode(), [made.truth])
    return Paper("", "report.html", markup.page(made, "plain").encode(), [made.truth])


def _once(line: list[Box]) -> list[Box]:
    row: list[Box] = []
    seen: set[int] = set()
    for box in line:
        if id(box) in seen:
            continue
        seen.add(id(box))
        width = sum(1 for other in line if other is box)
        row.append(replace(box, rows=1, columns=width))
    return row


def cut_short(chance: Chance) -> Paper:
    """The page ends inside table three: what follows is not there."""
    made = draft(chance)
    part = made.sheet("3")
    rows = part.sheet.rows if part.sheet else []
    at = chance.between(6, len(rows) - 2)
    kept = [list(row) for row in rows[:at]]
    gone = {box.slot for row in rows[at:] for box in row if box.slot}
    part.sheet = Sheet(
        "3", [[replace(b, rows=min(b.rows, at - i)) for b in row] for i, row in enumerate(kept)]
    )
    for slot in gone:
        made.truth.cells[slot].status = "forbidden"
    made.truth.spoil("4")
    made.truth.signed = None
    made.parts = made.parts[: made.parts.index(part) + 1]
    made.truth.stated = [f for f in made.truth.stated if f.indicator != "information_fee.collected"]
    return written(made, chance)


def rows_left_out(chance: Chance) -> Paper:
    """The agency deleted rows it had nothing to say in: they are not printed."""
    made = draft(chance)
    part = made.sheet("3")
    rows = [list(row) for row in (part.sheet.rows if part.sheet else [])]
    plain = [i for i, row in enumerate(rows) if i > 6 and row[0].rows == 1 and len(row) == 8]
    for index in sorted(chance.some(plain, chance.between(1, 4)), reverse=True):
        for box in rows[index]:
            if box.slot:
                made.truth.cells[box.slot].status = "forbidden"
        for above in range(index):
            rows[above] = [
                replace(b, rows=b.rows - 1) if b.rows > 1 and above + b.rows > index else b
                for b in rows[above]
            ]
        del rows[index]
    part.sheet = Sheet("3", rows)
    style = chance.pick(["plain", "word"])
    if chance.often(0.6):
        return Paper("", "report.html", markup.page(made, style).encode(), [made.truth])
    shape = chance.pick([shapes.rows_own, shapes.blank_lines, shapes.markdown])
    return Paper("", "report.txt", shapes.text(made, shape).encode(), [made.truth])


def title_in_lines(chance: Chance) -> Paper:
    """A title in two lines, with a stray space, or with a year on either side."""
    made = draft(chance)
    who, year = made.truth.who, made.truth.year
    title = next(part for part in made.parts if part.kind == "title")
    at = made.parts.index(title)
    lines = chance.pick(
        [
            [who.name, f"{year}年政府信息公开工作年度报告"],
            [f"{who.name}{year}年政府信息公开", "工作年度报告"],
            [f"{who.name}{year}年政府信息公开 工作年度报告"],
            [f"{year}{who.name}{year}年度政府信息公开工作年度报告"],
            [f"{who.name}", f"{year}年度", "政府信息公开工作年度报告"],
            [f"{who.name} {year} 年政府信息公开工作年度报告"],
            [f"{who.name}{year} 年政府信息公开工作告年度报"],
            [f"{who.name}政府信息公开工作年度报告（{year}年度）"],
            [f"{who.name}政府信息公开工作{year}年年度报告"],
        ]
    )
    made.parts[at : at + 1] = [Part("title", line) for line in lines]
    return written(made, chance)


def sidebar(chance: Chance) -> Paper:
    """Lists of other reports around the report: other years, other agencies, related links."""
    made = draft(chance)
    who, year = made.truth.who, made.truth.year
    others = [draw(chance).name for _ in range(3)]
    listed = [f"{who.name}{year - k}年政府信息公开工作年度报告" for k in (1, 2)]
    listed += [f"{other}{year}年政府信息公开工作年度报告" for other in others]
    dated = [
        f"{line} {year + 1}-0{chance.between(1, 3)}-1{chance.between(0, 9)}" for line in listed
    ]
    links = [Part("p", line) for line in chance.pick([listed, dated])]
    where = chance.pick(["before", "after", "both"])
    title = next(i for i, part in enumerate(made.parts) if part.kind == "title")
    if where in {"before", "both"} and chance.often(0.6):
        made.parts[title:title] = [Part("p", "相关链接"), *links[:3]]
    else:
        made.parts += [Part("p", "相关信息"), *links]
    return written(made, chance)


def two_dates(chance: Chance) -> Paper:
    """A date of writing and a date of publication that differ."""
    made = draft(chance)
    meta = next(part for part in made.parts if part.kind == "meta")
    day = made.truth.published
    assert day is not None
    before = day - timedelta(days=chance.between(1, 9))
    number = f"01436{chance.between(1000, 9999)}/{day.year}-00012"
    meta.text = chance.pick(
        [
            f"成文日期：{before} 发布日期：{day} 发布机构：{made.truth.who.name}",
            f"公文生成日期：{before}  发布时间：{day} 08:3{chance.between(0, 9)}",
            f"索引号：{number} 生成日期：{before} 公开日期：{day}",
        ]
    )
    return written(made, chance)


def name_elsewhere(chance: Chance) -> Paper:
    """The title names nobody; the source line and the signature do."""
    made = draft(chance)
    who, year = made.truth.who, made.truth.year
    if who.level == "department":
        made = draft(chance, who=_township(chance))
        who, year = made.truth.who, made.truth.year
    title = next(part for part in made.parts if part.kind == "title")
    title.text = f"{year}年政府信息公开工作年度报告"
    meta = next(part for part in made.parts if part.kind == "meta")
    meta.text = (
        f"来源：{who.name} 发布时间：{made.truth.published} 浏览次数：{chance.between(10, 999)}"
    )
    made.truth.who = replace(who, how="loose")
    return written(made, chance)


def _township(chance: Chance):
    while True:
        who = draw(chance)
        if who.level != "department":
            return who


def stale_years(chance: Chance) -> Paper:
    """Sentences that name other years, plans and laws of other years."""
    made = draft(chance)
    year = made.truth.year
    lines = [
        f"根据{year - 2}年修订的实施办法，{year - 1}年启动的栏目改版已经完成。",
        f"落实《{year - 1}—{year + 3}年政务公开规划》，对{year - 3}年以前的文件进行清理。",
        f"{year - 1}年，我单位将继续完善制度，落实责任。",
    ]
    for part in made.parts:
        if part.kind == "p" and chance.often(0.25):
            part.text += chance.pick(lines)
    return written(made, chance)


def total_column_only(chance: Chance) -> Paper:
    """Only the column 总计 of table three is filled, the others left blank."""
    made = draft(chance)
    for slot, cell in made.truth.cells.items():
        if slot in made.truth.slots["3"] and slot[1] != "total":
            cell.text, cell.status, cell.value = "", "blank", None
    made.refill()
    shape = chance.pick([shapes.rows_own, shapes.markdown, shapes.trailing, shapes.tabs])
    if chance.often(0.5):
        return Paper("", "report.txt", shapes.text(made, shape).encode(), [made.truth])
    style = chance.pick(["plain", "word", "capitals"])
    return Paper("", "report.html", markup.page(made, style).encode(), [made.truth])


def unit_of_fee(chance: Chance) -> Paper:
    """The head of the fee says 元 instead of 万元: the printed number and its own unit."""
    made = draft(chance, form="2021")
    cell = made.truth.cells["fee.amount", ""]
    value = Decimal(chance.between(1, 900000))
    cell.text, cell.value, cell.status, cell.unit = f"{value:f}", value, "number", "元"
    part = made.sheet("2")
    rows = [
        [replace(b, text=b.text.replace("万元", "元")) if not b.slot else b for b in row]
        for row in (part.sheet.rows if part.sheet else [])
    ]
    part.sheet = Sheet("2", rows)
    made.refill()
    return written(made, chance)


def zipped(chance: Chance) -> Paper:
    """A ZIP that holds one report beside a picture."""
    made = draft(chance, chrome=False)
    inner = {"年报/说明.png": b"\x89PNG\r\n\x1a\n0000", "年报/年度报告.docx": office.docx(made)}
    return Paper("", "report.zip", pack(inner), [made.truth])


def county_office(chance: Chance) -> Paper:
    """A whole district's report with large figures, by its government."""
    place = town(chance)
    made = draft(chance)
    name = f"{city_of(place)}{place.county}人民政府" if chance.often(0.4) else ""
    name = name or f"{place.county}人民政府"
    made = draft(
        chance,
        who=replace(
            made.truth.who,
            name=name,
            id=place.county_code,
            level="county",
            county=place.county,
            city=city_of(place),
            how="loose",
        ),
    )
    return written(made, chance)


def instructions(chance: Chance) -> Paper:
    """Sentences of the official form's own instructions remain in the report."""
    made = draft(chance)
    note = words()["meta"]["note"]
    for part in list(made.parts):
        if part.sheet:
            made.parts.insert(made.parts.index(part), Part("p", note))
            if chance.often(0.4):
                extra = "（注：各项数据以件计，没有的填“0”，表中第1行为合计的2倍时请核对。）"
                made.parts.insert(made.parts.index(part) + 1, Part("p", extra))
    return written(made, chance)
