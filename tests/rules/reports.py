"""Reports built from a few words of TOML: cells, sentences and dates, for tests of the rules."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import split_id
from pipelines.model import (
    Agency,
    Completeness,
    Figure,
    Finding,
    Paragraph,
    Place,
    Reading,
    Report,
    Section,
    Severity,
    Status,
    TableReading,
)
from pipelines.parse.flow import make_flow
from pipelines.parse.outline import find_parts
from pipelines.parse.prose.figures import read_prose
from pipelines.prose import CountedProse

MARKS = {"": Status.BLANK, "-": Status.DASH, "/": Status.SLASH, "?": Status.LOST}
MARKS |= {"image": Status.IMAGE, "absent": Status.ABSENT, "none": Status.NONE_WORD}
APPLICANTS = ("natural_person", "enterprise", "research", "public_welfare")
APPLICANTS += ("legal_service", "other_org")
LABELLED = re.compile(r"(?P<indicator>[^\[]+)\[(?P<label>.+)\]")
# A report that keeps every rule: requests with a carry-over, a review, files, decisions, a fee.
BUSY = {
    "request.received[natural_person]": 12,
    "request.received[enterprise]": 3,
    "request.carried_in[natural_person]": 2,
    "outcome.granted[natural_person]": 7,
    "outcome.granted[enterprise]": 2,
    "outcome.partial[natural_person]": 3,
    "outcome.unable.not_held[natural_person]": 2,
    "outcome.not_processed.repeat[natural_person]": 1,
    "outcome.denied.process[enterprise]": 1,
    "outcome.total[natural_person]": 13,
    "outcome.total[enterprise]": 3,
    "request.carried_out[natural_person]": 1,
    "review.upheld": 2,
    "review.pending": 1,
    "review.total": 3,
    "normative.made": 2,
    "licence.decisions": 41,
    "penalty.decisions": 7,
}
FORM = {
    "2021": {"normative.in_force": 6, "normative.repealed": 1, "fee.amount": 3},
    "2019": {
        "normative.disclosed": 2,
        "normative.disclosed_stock": 9,
        "licence.items_prior": 20,
        "licence.items_change": -1,
        "penalty.items_prior": 5,
        "procurement.projects": 1,
        "procurement.amount": 8040,
    },
}
TEXT = {
    0: ["{name}{year}年政府信息公开工作年度报告"],
    1: [
        "一、总体情况",
        "本报告统计期限为{year}年1月1日至{year}年12月31日，联系电话0335-6012345。",
        "{year}年，主动公开政府信息56条，其中政策文件6条、工作动态50条。",
        "全年收到政府信息公开申请15件，结转下年度1件。",
        "落实工作考核、社会评议和责任追究制度。",
    ],
    2: ["二、主动公开政府信息情况"],
    3: ["三、收到和处理政府信息公开申请情况"],
    4: ["四、政府信息公开行政复议、行政诉讼情况"],
    5: ["五、存在的主要问题及改进情况", "公开内容还不够丰富，下一年将细化答复流程，加强培训。"],
    6: ["六、其他需要报告的事项", "本年度没有收取信息处理费。"],
}
OF_BUSY = (TEXT[1][3],)  # what the text says of tables that hold something
SAID = {
    "disclosure.total": 56,
    "disclosure.by_category[政策文件]": 6,
    "disclosure.by_category[工作动态]": 50,
    "narrative.request.received": 15,
    "narrative.request.carried_out": 1,
}
CHANNEL = {
    "website": "网站",
    "wechat": "公众号",
    "boards": "公开栏",
    "media": "报刊",
    "other": "其他方式",
}
WAY = {"online": "网上申请", "letter": "信函申请", "in_person": "当面申请", "fax": "传真申请"}
FORMS = {"2019": "2019", "2020": "2019"}


def form_of(year: int) -> str:
    return FORMS.get(str(year), "2014" if year < 2019 else "2021")


def report_of(case: dict, year: int = 2023) -> tuple[Report, Reading]:
    """Build one report and its reading; what a case leaves out is without fault."""
    year = case.get("year", year)
    template = case.get("template", form_of(year))
    name = case.get("name", "清河县柳林镇人民政府")
    agency = Agency(name, case.get("agency", "130999100"), None, case.get("level", "township"))
    text = {
        int(number): [
            line.format(name=name, year=year)
            for line in lines
            if case.get("base", "busy") == "busy" or line not in OF_BUSY
        ]
        for number, lines in (TEXT | _numbered(case.get("text", {}))).items()
        if int(number) not in case.get("without", ())
    }
    if 1 in text and "said" in case and "text" not in case:
        text[1] += sentences_of(case)
    blocks, sections = _blocks(text)
    digest = f"{agency.id}-{year}-{case.get('copy', 0)}"
    reading = Reading(
        digest,
        "page.html",
        "html",
        tuple(map(Paragraph, blocks)),
        notes=tuple(case.get("notes", ())),
    )
    report = Report(
        sha256=digest,
        name="page.html",
        part=0,
        title=case.get("title", text[0][0]),
        agency=agency,
        report_year=year,
        published_on=_day(case.get("published", f"{year + 1}-01-20")),
        signed_on=_day(case.get("signed", f"{year + 1}-01-18")),
        template=template,
        tables=_tables(template, case.get("tables", {})),
        figures=(*_printed(template, case), *_stated(case)),
        findings=tuple(_finding(text) for text in case.get("findings", ())),
        sections=tuple(sections),
        address=case.get("address", "https://www.qinghe.gov.cn/art/1.html"),
        prose=prose_of(reading, year),
    )
    return report, reading


def prose_of(reading: Reading, year: int | None) -> CountedProse:
    """Read the numbers of a text and how they belong together, as a parse does."""
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    return read_prose(reading, flow, find_parts(flow), year).prose


def sentences_of(case: dict) -> list[str]:
    """Write the totals of a case with their lists as sentences, where it gives only the figures."""
    said = {}
    for cell, value in case["said"].items():
        indicator, _, name = cell.partition("[")
        said[indicator, name.rstrip("]")] = value
    if case.get("sentence") or "disclosure.total" in case.get("about", ()):
        return [case["sentence"]] if case.get("sentence") else []
    total = said.get(("disclosure.total", ""))
    kinds = {name: n for (key, name), n in said.items() if key == "disclosure.by_category"}
    ways = {name: n for (key, name), n in said.items() if key == "disclosure.by_channel"}
    asked = {name: n for (key, name), n in said.items() if key == "narrative.request.received"}
    lines = []
    if len(ways) == 1 and kinds:
        (way, number), ways = next(iter(ways.items())), {}
        lines.append(f"{CHANNEL[way]}公开信息{number}条，其中" + _items(kinds, "条", case))
    elif total and kinds:
        lines.append(f"主动公开政府信息{total}条，其中" + _items(kinds, "条", case))
    if total and len(ways) > 1:
        named = {CHANNEL[way]: number for way, number in ways.items()}
        lines.append(f"主动公开政府信息{total}条，其中" + _items(named, "条", case))
    if len(asked) > 1:
        named = {WAY[way]: number for way, number in asked.items() if way}
        lines.append(f"收到申请{asked['']}件，其中" + _items(named, "件", case))
    return lines


def _items(numbers: dict, unit: str, case: dict) -> str:
    end = "等。" if case.get("open") else "。"
    return "、".join(f"{name}{number}{unit}" for name, number in numbers.items()) + end


def _finding(text: str) -> Finding:
    rule, _, left = text.partition(":")
    return Finding(rule, Severity.WARNING, left=left)


def _numbered(text: dict) -> dict[int, list[str]]:
    return {int(number): lines for number, lines in text.items()}


def _blocks(text: dict[int, list[str]]) -> tuple[list[str], list[Section]]:
    blocks: list[str] = []
    sections: list[Section] = []
    for number, lines in text.items():
        if number:
            last = len(blocks) + len(lines) - 1
            sections.append(Section(number, lines[0], len(blocks), last))
        blocks += lines
    return blocks, sections


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _tables(template: str, said: dict) -> dict[str, TableReading]:
    forms = {form.id: form for form in catalogue().templates}
    tables = forms[template].table if template in forms else ()
    return {
        table.number: TableReading(
            Completeness(said.get(table.number, "complete")), table.cells, table.cells
        )
        for table in tables
    }


def values_of(template: str, case: dict) -> dict[str, object]:
    """Return the cells of a case, row and column totals filled in before its own cells are."""
    if template not in FORM:
        return dict(case.get("cells", {}))
    values: dict[str, object] = {}
    if case.get("base", "busy") == "busy":
        values = BUSY | FORM[template]
        for row in {split_id(cell)[0] for cell in BUSY if "[" in cell}:
            values[f"{row}[total]"] = sum(BUSY.get(f"{row}[{a}]", 0) for a in APPLICANTS)
    return values | case.get("cells", {})


def _printed(template: str, case: dict) -> list[Figure]:
    forms = {form.id: form for form in catalogue().templates}
    if template not in forms:
        return []
    values = values_of(template, case)
    slots = [(table.number, slot) for table in forms[template].table for slot in table.slots()]
    extra = {split_id(cell) for cell in values} - {slot for _, slot in slots}
    slots += [("3", slot) for slot in sorted(extra)]
    figures = []
    for table, (indicator, member) in slots:
        cell = f"{indicator}[{member}]" if member else indicator
        figures.append(_figure(indicator, member, values.get(cell, 0), table, case))
    return [f for f in figures if f"{f.indicator}[{f.member}]" not in case.get("drop", ())]


def _figure(indicator: str, member: str, value: object, table: str, case: dict) -> Figure:
    raw = case.get("raw", {}).get(indicator, str(value))
    if isinstance(value, str) and value in MARKS:
        return Figure(indicator, member, None, MARKS[value], value, None, table)
    unit = case.get("unit", {}).get(indicator, "元" if indicator == "procurement.amount" else "件")
    method = "repaired" if indicator in case.get("repaired", ()) else "read"
    number = Decimal(str(value))
    return Figure(
        indicator, member, number, Status.NUMBER, raw, None, table, unit=unit, method=method
    )


def _stated(case: dict) -> list[Figure]:
    figures = []
    said = case.get("said", SAID if case.get("base", "busy") == "busy" else {})
    for position, (cell, value) in enumerate(said.items()):
        match = LABELLED.fullmatch(cell)
        indicator = match["indicator"] if match else cell
        label = match["label"] if match else ""
        is_member = label.isascii()
        open_ = cell in case.get("open", ())
        figures.append(
            Figure(
                indicator,
                label if is_member else "other" if label else "",
                Decimal(str(value)),
                Status.NUMBER,
                str(value),
                Place(3, position, position + 1),
                "narrative",
                label="" if is_member else label,
                is_partial=open_,
                is_approximate=cell in case.get("about", ()),
                method="stated" if cell in case.get("worded", ()) else "read",
                sentence=case.get("sentence", ""),
            )
        )
    return figures
