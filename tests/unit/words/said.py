"""What a text states, in a short notation: `total=56`, `category:公告=3`, `channel:website=8~`."""

from pipelines.model import Paragraph, Reading
from pipelines.parse.flow import make_flow
from pipelines.parse.outline import find_parts
from pipelines.parse.prose.figures import read_prose

SHORT = {
    "disclosure.total": "total",
    "disclosure.by_category": "category",
    "disclosure.by_channel": "channel",
    "narrative.request.received": "received",
    "narrative.request.answered": "answered",
    "narrative.request.carried_out": "carried_out",
    "narrative.review.total": "review",
    "narrative.suit.total": "suit",
    "narrative.complaint.total": "complaint",
    "information_fee.collected": "fee",
    "interpretation.items": "interpretation",
    "reading_point.total": "reading_point",
    "training.sessions": "training",
    "training.participants": "participants",
    "meeting.total": "meeting",
    "catalogue.entries": "catalogue",
    "negative_list.entries": "negative_list",
    "digitization.rate": "digitization",
    "staff.total": "staff",
    "staff.full_time": "full_time",
    "staff.part_time": "part_time",
}

BODY = (
    "一、总体情况\n2023年，我镇扎实做好政府信息公开工作，不断完善制度，努力提高政府信息公开质量，"
    "做到及时准确公开，保障群众的知情权和监督权，全年主动公开政府信息56条。"
    "安排专人负责政府信息公开工作，落实信息发布审核制度。\n"
    "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n公开内容不够丰富。\n"
    "六、其他需要报告的事项\n无。"
)


def reading_of(text: str) -> Reading:
    """Return a text as a reading, one paragraph a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    return Reading("0", "x.txt", "text", tuple(Paragraph(line) for line in lines))


def report_prose(text: str, year: int | None = 2023):
    """Return what the prose of a text states, its relations too."""
    reading = reading_of(text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    return read_prose(reading, flow, find_parts(flow), year)


def figures(text: str, year: int | None = 2023):
    """Return the facts of a text."""
    reading = reading_of(text)
    found = report_prose(text, year).figures
    for figure in found:
        assert reading.text_at(figure.place) == figure.raw
        assert figure.raw
    return found


def said(text: str, year: int | None = 2023) -> list[str]:
    """Return the facts of a text in the short notation, sorted."""
    return sorted(note(figure) for figure in figures(text, year))


def misread(family: dict[str, tuple[str, list[str]]]) -> dict[str, list[str]]:
    """Return what is read of those texts of a family that say something else, by their names."""
    return {
        name: got
        for name, (text, expected) in family.items()
        if (got := said(text)) != sorted(expected)
    }


def note(figure) -> str:
    """Return one fact in the short notation."""
    name = SHORT[figure.indicator]
    which = figure.label if name == "category" else figure.member
    marks = "~" * figure.is_approximate + "+" * figure.is_partial
    scope = "" if figure.scope == "year" else f"@{figure.scope}"
    value = "?" if figure.value is None else f"{figure.value:f}"
    return f"{name}{':' + which if which else ''}={value}{marks}{scope}"
