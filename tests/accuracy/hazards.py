"""What goes wrong with pages: in labels, in cells, in characters, in whole tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from opencc import OpenCC

from tests.accuracy.compose import Draft, Part
from tests.accuracy.truth import DESTROYED, NUMBER, Printed
from tests.forms.chance import Chance
from tests.forms.sheets import APPLICANTS, Box, Sheet, Slot, relabel

FULL = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
LABELS: list[tuple[str, str]] = [
    ("本年新制作数量", "本年新 制作数量"),
    ("本年新公开数量", "本年新\u3000公开数量"),
    ("现行有效件数", "现行有效件"),
    ("现行有效件数", "现行有效件数（历史累计）"),
    ("行政规范性文件", "规范性文件"),
    ("规章", "规 章"),
    ("规章", "规  章"),
    ("三类内部事务", "三类内容事务"),
    ("本年增/减", "本年增/"),
    ("本年增/减", "本年增／减"),
    ("本年增/减", "本年增/减（指2020年增加或减少的事项数，减用负值表示，如 -8）"),
    ("总计", "总 计"),
    ("总计", "合计"),
    ("商业企业", "商业\u00a0企业"),
    ("科研机构", "科研 机构"),
    ("社会公益组织", "社会公益 组织"),
    ("自然人", "自 然 人"),
    ("（", "("),
    ("）", ")"),
    ("“三安全一稳定”", '"三安全一稳定"'),
    ("“三安全一稳定”", "三安全一稳定"),
    ("1.", "1、"),
    ("2.", "2．"),
    ("3.", "3 ."),
    ("、本年度办理结果", "、本年度 办理结果"),
    ("结转下年度继续办理", "结转下年度继续办"),
    ("不再处理其政府信息公开申请", "不再处理其政府信息公开申 请"),
    ("申请人情况", "申 请 人 情 况"),
    ("信息内容", "信 息 内 容"),
    ("第二十条第（五）项", "第二十条 第（五）项"),
    ("本年处理决定数量", "本年处理 决定数量"),
    ("信访举报投诉类申请", "信访举报投诉类 申请"),
    ("规章", "规章（设区的市以上政府应提供相关数据）"),
]
PINYIN = {
    "告": "gào",
    "报": "bào",
    "镇": "zhèn",
    "開": "kāi",
    "報": "bào",
    "鎮": "zhen",
    "務": "wu",
}
BRANDS = ["bwin必赢官网", "365体育_官网@：", "乐鱼app下载", "uedbet登录"]


def labels(made: Draft, chance: Chance) -> None:
    """Print some labels otherwise than the form does."""
    chosen = chance.some(LABELS, chance.between(3, 8))

    def change(text: str) -> str:
        for old, new in chosen:
            text = text.replace(old, new)
        return text

    for part in made.parts:
        if part.sheet:
            part.sheet = relabel(part.sheet, change)


def digits(made: Draft, chance: Chance) -> None:
    """Print numbers with separators, full width, signs, units or spaces around."""
    styles: list[Callable[[Decimal, Slot], tuple[str, str]]] = [
        lambda v, _: (f"{v:,f}", ""),
        lambda v, _: (f"{v:f}".translate(FULL), ""),
        lambda v, _: (f" {v:f} ", ""),
        lambda v, s: (_with_unit(v, s), _unit(s)),
        lambda v, _: (f"{v:,f}".translate(FULL), ""),
        lambda v, s: (f"{v:+f}" if s[0].endswith("items_change") else f"{v:f}", ""),
        lambda v, s: (_in_words(v) if s[0].endswith("items_change") else f"{v:f}", ""),
    ]
    style = chance.pick(styles)
    for slot, cell in made.truth.cells.items():
        if cell.value is not None:
            cell.text, cell.unit = style(cell.value, slot)
    made.refill()


def _unit(slot: Slot) -> str:
    return {"fee.amount": "万元", "procurement.amount": "元"}.get(slot[0], "件")


def _with_unit(value: Decimal, slot: Slot) -> str:
    return f"{value:f}{_unit(slot)}"


def _in_words(value: Decimal) -> str:
    if value == 0:
        return "0"
    return f"{'增' if value > 0 else '减'}{abs(value):f}"


def marks(made: Draft, chance: Chance) -> None:
    """Leave cells blank, or fill them with strokes and words."""
    sign, status = chance.pick(
        [
            ("", "blank"),
            ("/", "slash"),
            ("—", "dash"),
            ("-", "dash"),
            ("——", "dash"),
            ("无", "none_word"),
        ]
    )
    scope = chance.pick(["row", "zeros", "table", "cells"])
    slots = list(made.truth.cells)
    if scope == "row":
        rows = {chance.pick(slots)[0] for _ in range(3)}
        chosen = [slot for slot in slots if slot[0] in rows]
    elif scope == "table":
        number = chance.pick(sorted(made.truth.slots))
        chosen = made.truth.slots[number]
    elif scope == "zeros":
        chosen = [slot for slot in slots if made.truth.cells[slot].value == 0]
    else:
        chosen = chance.some(slots, 12)
    for slot in chosen:
        made.truth.cells[slot] = Printed(sign, status)
    made.refill()


def other_in_one_row(made: Draft) -> None:
    """Print （六）其他处理 as one row in a report of the 2021 form."""
    truth = made.truth
    gone = [s for s in truth.slots["3"] if s[0].startswith("outcome.other.")]
    for member in APPLICANTS:
        value = sum(
            (truth.cells[s].value or Decimal(0) for s in gone if s[1] == member), Decimal(0)
        )
        truth.cells["outcome.other", member] = Printed(f"{value:f}", NUMBER, value)
    for slot in gone:
        del truth.cells[slot]
    truth.slots["3"] = [s for s in truth.slots["3"] if s not in gone]
    truth.slots["3"] += [("outcome.other", member) for member in APPLICANTS]
    part = made.sheet("3")
    rows: list[list[Box]] = []
    for printed in part.sheet.rows if part.sheet else []:
        row = printed
        indicator = next((box.slot[0] for box in row if box.slot), "")
        if indicator in {"outcome.other.no_payment", "outcome.other.misc"}:
            continue
        if indicator == "outcome.other.no_correction":
            row = [Box(row[0].text, 1, 2)]
            row += [Box("", slot=("outcome.other", member)) for member in APPLICANTS]
        rows.append([replace(box, rows=box.rows - 2) if box.rows > 12 else box for box in row])
    part.sheet = Sheet("3", rows)
    made.refill()


def hubei_row(made: Draft, chance: Chance) -> None:
    """Add the row 其他主动公开文件, which no indicator has, below the normative documents."""
    part = made.sheet("2")
    rows = list(part.sheet.rows) if part.sheet else []
    extra = [Box("其他主动公开文件")] + [Box(str(chance.between(0, 99))) for _ in range(3)]
    rows.insert(4, extra)
    part.sheet = Sheet("2", rows)


def serial_column(made: Draft) -> None:
    """Number the rows of the statistics table in a column of their own."""
    part = made.sheet("2014")
    rows = part.sheet.rows if part.sheet else []
    part.sheet = Sheet("2014", [[Box(str(i) if i else "序号"), *row] for i, row in enumerate(rows)])


def cumulative_column(made: Draft, chance: Chance) -> None:
    """Print the cumulative figure beside the figure of the year."""
    part = made.sheet("2014")
    rows = []
    for index, row in enumerate(part.sheet.rows if part.sheet else []):
        last = row[-1]
        if index == 0:
            rows.append([*row[:-1], Box(f"{made.truth.year}年度"), Box("历年累计")])
        elif last.slot:
            value = made.truth.cells[last.slot].value or Decimal(0)
            rows.append([*row, Box(f"{value + chance.between(100, 900):f}")])
        else:
            rows.append([*row, Box("")])
    part.sheet = Sheet("2014", rows)


def without(made: Draft, number: str, *, picture: bool) -> None:
    """Lose one table: a picture where it stood, or nothing."""
    made.truth.spoil(number)
    part = made.sheet(number)
    index = made.parts.index(part)
    made.parts[index] = Part("image") if picture else Part("p", "")


def split_digits(made: Draft, chance: Chance) -> None:
    """Tear the digits of some numbers apart."""
    for cell in made.truth.cells.values():
        if cell.value is not None and cell.value >= 10 and chance.often(0.5):
            text = f"{cell.value:f}"
            cell.text = text[:1] + " " + text[1:]
            cell.status = DESTROYED
    made.refill()


def destroy_rows(made: Draft, breaks: Callable[[list[Printed]], bool]) -> None:
    """Mark the cells of every printed row that `breaks` as destroyed."""
    for part in made.parts:
        for row in part.sheet.rows if part.sheet else []:
            cells = [made.truth.cells[b.slot] for b in row if b.slot in made.truth.cells]
            if cells and breaks(cells):
                for cell in cells:
                    cell.status = DESTROYED


def lost_characters(text: str, chance: Chance) -> str:
    """Drop 年, 月, 日 and brackets beside digits, as inline tags do when they are stripped."""
    chosen = chance.some(
        [
            (r"(?<=20\d\d)年(?=\d)", ""),
            (r"(?<=\d)月(?=\d)", ""),
            (r"(?<=\d)日(?=[起至])", ""),
            (r"〔(20\d\d)〕", r"〔\1"),
            (r"(?<=20\d\d)年(?=[我本政])", ""),
            (r"（[一二三四五]）", "（）"),
        ],
        3,
    )
    for pattern, new in chosen:
        text = re.sub(pattern, new, text)
    return text


def traditional(text: str, chance: Chance) -> str:
    """Turn a page into traditional script, with pinyin after some characters."""
    text = OpenCC("s2t").convert(text)
    if chance.often(0.6):
        text = re.sub(
            "[" + "".join(PINYIN) + "]",
            lambda m: f"{m[0]}({PINYIN[m[0]]})" if chance.often(0.3) else m[0],
            text,
        )
    return text


def brand(text: str, chance: Chance) -> str:
    """Let a brand take the place of official words."""
    name = chance.pick(BRANDS)
    word = chance.pick(["人民政府", "关于", "信息公开工作"])
    return text.replace(word, name)
