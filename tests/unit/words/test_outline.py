"""Six sections by their core words, in every wording and numbering seen."""

from pipelines.parse.flow import make_flow
from pipelines.parse.outline import find_parts, sections_of
from tests.unit.words.said import reading_of

STANDARD = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
VARIANTS = {
    1: [
        "一、概述",
        "一、基本情况",
        "一、基本概况",
        "一、总体概述",
        "、总体情况",
        "一、引言",
        "总体情况",
    ],
    2: [
        "二、行政机关主动公开政府信息情况",
        "二、主动公开信息情况",
        "二、主动公开政府信息的情况",
        "（二）主动公开政府信息情况",
    ],
    3: [
        "三、行政机关收到和处理政府信息公开申请情况",
        "三、依申请公开情况",
        "三、收到和处理政府信息公开申请的情况",
    ],
    4: [
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "四、政府信息公开行政复议行政诉讼情况",
        "四、政府信息公开行政复议与行政诉讼情况",
    ],
    5: [
        "五、政府信息公开工作存在的主要问题及改进情况",
        "五、存在的问题及改进措施",
        "五、乡镇信息公开的建议和下一步工作思考",
        "五、存在的不足和改进措施",
    ],
    6: ["六、其他需报告事项", "六、其他需要报告事项", "六、其它需要报告的情况"],
}


def outline(text: str) -> list[int]:
    reading = reading_of(text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    return [part.number for part in find_parts(flow)]


def document(headings: list[str]) -> str:
    return "\n".join(f"{heading}\n这里写了几句关于这一部分的话，说明情况。" for heading in headings)


def test_the_standard_headings_give_six_sections():
    assert outline(document(STANDARD)) == [1, 2, 3, 4, 5, 6]


def test_a_section_is_known_by_its_core_words():
    wrong = {
        heading: numbers
        for number, headings in VARIANTS.items()
        for heading in headings
        for whole in [[*STANDARD[: number - 1], heading, *STANDARD[number:]]]
        if (numbers := outline(document(whole))) != [1, 2, 3, 4, 5, 6]
    }
    assert wrong == {}


def test_wrong_numbers_do_not_matter():
    headings = [h.replace("二、", "三、").replace("五、", "四、") for h in STANDARD]
    assert outline(document(headings)) == [1, 2, 3, 4, 5, 6]


def test_a_missing_section_is_missing():
    assert outline(document([*STANDARD[:3], *STANDARD[4:]])) == [1, 2, 3, 5, 6]


def test_subheadings_of_section_one_are_not_sections():
    text = (
        "一、总体情况\n（一）主动公开情况\n公开了一些。\n（二）依申请公开情况\n没有申请。\n"
        + document(STANDARD[1:])
    )
    reading = reading_of(text)
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    parts = find_parts(flow)
    assert [part.heading for part in parts] == STANDARD


def test_a_text_without_line_breaks_is_taken_apart_at_its_headings():
    text = "".join(f"{heading}这里写了几句话，说明这一部分的情况。" for heading in STANDARD)
    assert outline(text) == [1, 2, 3, 4, 5, 6]


def test_a_sentence_that_lists_the_sections_is_no_heading():
    text = "本报告由总体情况、主动公开政府信息情况、其他需要报告的事项等部分组成。\n" + document(
        STANDARD
    )
    assert outline(text) == [1, 2, 3, 4, 5, 6]


def test_older_outlines_are_known_too():
    headings = [
        "一、概述",
        "二、主动公开政府信息的情况",
        "三、依申请公开政府信息和不予公开政府信息的情况",
        "四、政府信息公开的收费及减免情况",
        "五、因政府信息公开申请行政复议、提起行政诉讼的情况",
        "六、存在的主要问题及改进措施",
        "七、其他需要说明的事项",
    ]
    assert outline(document(headings)) == [1, 2, 3, 4, 5, 6]


def test_sections_name_their_blocks():
    reading = reading_of(document(STANDARD))
    flow = make_flow(reading, 0, len(reading.blocks) - 1, ())
    found = sections_of(flow, find_parts(flow))
    assert [(s.number, s.first, s.last) for s in found] == [
        (1, 0, 1),
        (2, 2, 3),
        (3, 4, 5),
        (4, 6, 7),
        (5, 8, 9),
        (6, 10, 11),
    ]


def test_a_text_without_headings_has_no_sections():
    assert outline("全年公开信息五条。") == []
