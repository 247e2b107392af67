"""What two texts say in the same words: passages with places, and paragraphs side by side."""

import random

from pipelines.copying.alongside import side_by_side
from pipelines.copying.passages import longest, passages, runs
from pipelines.copying.prose import Prose, Stretch
from pipelines.model import Paragraph, Reading

WATER = "围绕饮水管网改造，把招标、施工、验收各环节的材料分批放到公开栏。"
ELDERS = "便民大厅的老人多，工作人员把办事清单印成大字本，赶集日专门安排人念给他们听。"
ARCHIVE = "档案室搬迁之后重新编了目录，纸质件和扫描件一一对应，群众查旧文件方便多了。"
FORM = "本年度未收到政府信息公开申请。"


def told(*paragraphs):
    return Prose(tuple(Stretch(text, block) for block, text in enumerate(paragraphs, 3)))


def reading(prose):
    blocks = (Paragraph(""), Paragraph(""), Paragraph(""))
    return Reading("0", "a", "text", blocks + tuple(Paragraph(s.text) for s in prose.stretches))


def texts(prose, places):
    return [reading(prose).text_at(place) for place in places]


def test_a_passage_lights_the_same_words_in_both_readings():
    left, right = told(ELDERS, "2023年，" + WATER), told("2022 年，" + WATER + ARCHIVE)
    [found] = passages(left, right)
    assert texts(left, found.left) == [WATER.rstrip("。")]
    assert texts(right, found.right) == [WATER.rstrip("。")]
    assert not found.is_template
    assert (found.left[0].block, found.right[0].block) == (4, 3)


def test_a_passage_runs_on_over_paragraphs_and_numbers():
    left = told(WATER, "今年办理12件。" + ARCHIVE)
    right = told(WATER + "今年办理340件。" + ARCHIVE)
    [found] = passages(left, right)
    assert len(found.left) == 2
    assert "340" in texts(right, found.right)[0]


def test_sentences_of_the_form_are_marked():
    left, right = told(WATER + FORM + ARCHIVE), told(FORM + WATER + ARCHIVE)
    found = passages(left, right)
    assert [one.is_template for one in found if FORM.rstrip("。") in texts(left, one.left)[0]] == [
        True
    ]
    assert all(not one.is_template for one in longest(found, 9))
    assert len(longest(found, 9)) == len(found) - 1


def test_the_longest_passages_come_first():
    left, right = told(WATER, "一", ELDERS, "二", ARCHIVE), told(ARCHIVE, "三", WATER, "四", ELDERS)
    sizes = [one.count for one in longest(passages(left, right), 2)]
    assert len(sizes) == 2
    assert sizes == sorted(sizes, reverse=True)


def test_runs_are_maximal_and_do_not_overlap():
    chance = random.Random(4)  # noqa: S311 - not for secrets
    words = [WATER, ELDERS, ARCHIVE, FORM, "公开", "信息", "群众"]
    for _ in range(50):
        left, right = ("".join(chance.choices(words, k=8)) for _ in range(2))
        end = 0
        for start, at, count in runs(left, right):
            assert left[start : start + count] == right[at : at + count]
            assert start >= end
            assert count >= 12
            assert left[start + count : start + count + 1] != right[
                at + count : at + count + 1
            ] or (start + count == len(left) and at + count == len(right))
            end = start + count


def test_nothing_in_common_gives_nothing():
    assert passages(told(WATER), told(ELDERS)) == ()
    assert passages(told(), told(WATER)) == ()


def test_paragraphs_stand_beside_those_they_come_from():
    changed = ELDERS.replace("赶集日", "每逢初一")
    rows = side_by_side(told(WATER, ELDERS, FORM), told(ARCHIVE, WATER, changed, FORM))
    assert [row.state for row in rows] == ["only_right", "same", "changed", "boilerplate"]
    assert (rows[2].left.text, rows[2].right.text) == (ELDERS, changed)


def test_every_paragraph_has_its_row_in_order():
    chance = random.Random(6)  # noqa: S311 - not for secrets
    pool = [WATER, ELDERS, ARCHIVE, FORM, "第一段说的是另一件事情。", "第二段又说了别的事情。"]
    for _ in range(50):
        left, right = (told(*chance.choices(pool, k=chance.randint(0, 6))) for _ in range(2))
        rows = side_by_side(left, right)
        assert tuple(row.left for row in rows if row.left) == left.stretches
        assert tuple(row.right for row in rows if row.right) == right.stretches


def test_paragraphs_that_differ_in_numbers_only_are_the_same():
    [row] = side_by_side(told("2023年" + WATER), told("2022年" + WATER))
    assert row.state == "same"
