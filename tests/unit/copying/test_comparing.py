"""Texts compared: what counts as own words, and what as everybody's."""

import subprocess
import sys

import numpy as np
import pytest

from pipelines.copying.collection import candidates
from pipelines.copying.compare import ShingledText, likeness
from pipelines.copying.letters import letters, placed_letters
from pipelines.copying.shingles import distinct, frequent, limit, shingles, shipped, within

WATER = (
    "围绕饮水管网改造，把招标、施工、验收各环节的材料分批放到公开栏，村民代表到工地核对后才算办结。"
)
ELDERS = "便民大厅的老人多，工作人员把办事清单印成大字本，赶集日专门安排人念给他们听。"


def weighed(text, aside=None):
    return ShingledText.of(shingles(letters(text)), shipped() if aside is None else aside)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023年公开56条。", "２０２２年公开 78 条；"),
        ("（一）共1,234条", "(一)共 9 条"),
        ("截至2023年12月31日", "截至2021年1月1日"),
        ("公开ＡＢＣ栏", "公开ABC栏"),
    ],
)
def test_numbers_years_widths_and_punctuation_are_not_compared(one, other):
    assert letters(one) == letters(other) != ""


@pytest.mark.parametrize("text", [WATER, "２０２３年①公开ＡＢ㎡（一）12,3年\u3000条", "", "2023年"])
def test_every_letter_knows_where_it_stands(text):
    said, offsets = placed_letters(text)
    assert said == letters(text)
    assert offsets == sorted(offsets)
    assert all(
        letters(text[at]) == one or one in letters(text[at])
        for one, at in zip(said, offsets, strict=True)
    )


def test_a_shingle_is_the_same_number_in_another_process():
    code = (
        "from pipelines.copying.shingles import shingles; print(shingles('" + WATER + "').tolist())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(shingles(WATER).tolist())


def test_shingles_differ_where_one_character_or_the_order_does():
    assert (
        len(
            {
                int(shingles(text)[0])
                for text in ("公开信息栏", "公开信息拦", "开公信息栏", "栏息信开公")
            }
        )
        == 4
    )
    assert len(shingles("四个字啊")) == 0


def test_what_is_within_is_found_exactly():
    chance = np.random.default_rng(5)
    known = distinct(chance.integers(0, 2**63, 5_000, dtype=np.uint64))
    asked = np.concatenate([known[::3], known[::7] + np.uint64(1), known[:0]])
    assert within(asked, known).tolist() == np.isin(asked, known).tolist()
    assert not within(asked, known[:0]).any()


def test_the_same_words_with_other_numbers_are_the_same_text():
    one, other = WATER + "2023年办理12件。" + ELDERS, WATER + "2022年办理7件。" + ELDERS
    assert likeness(weighed(one), weighed(other)).similarity == 1.0


def test_texts_about_other_things_are_not_alike():
    assert likeness(weighed(WATER), weighed(ELDERS)).similarity == 0.0


def test_law_titles_and_the_words_of_the_form_are_nobodys_own():
    law = "根据《中华人民共和国政府信息公开条例》第五十条规定编制，本年度未收到政府信息公开申请。"
    like = likeness(weighed(law + WATER), weighed(law + ELDERS))
    assert like.similarity < 0.2
    assert weighed(law).count < 10


def test_a_scattered_edit_costs_its_characters_and_not_the_words_around():
    edited = WATER.replace("工地", "现场").replace("分批", "按月")
    assert likeness(weighed(WATER), weighed(edited)).similarity > 0.85


def test_a_text_with_too_little_of_its_own_is_not_judged():
    assert not likeness(weighed(WATER), weighed(WATER)).is_judged
    assert likeness(weighed(WATER * 9), weighed(WATER * 9)).is_judged
    assert not likeness(weighed(""), weighed("")).is_judged


def test_what_most_agencies_say_is_boilerplate_and_what_two_say_is_not():
    hashes = [shingles(WATER)] * 12 + [shingles(ELDERS)] * 2
    common = frequent(hashes, 14)
    assert within(shingles(WATER), common).all()
    assert not within(shingles(ELDERS), common).any()


def test_a_sentence_repeated_in_one_text_is_said_by_one_agency():
    assert len(frequent([shingles(WATER * 50)], 1)) == 0


def test_few_agencies_may_say_the_same_and_many_somewhat_more():
    assert limit(2) == limit(5) == 5
    assert 5 < limit(30) < 15
    assert limit(10_000) == 200


def test_candidates_are_the_pairs_that_share_enough():
    sets = [np.arange(start, start + 20, dtype=np.uint64) for start in (0, 5, 100, 18)]
    assert list(candidates(sets, 0.5)) == [(0, 1)]
    assert list(candidates(sets, 0.1)) == [(0, 1), (0, 3), (1, 3)]


def test_candidates_are_counted_a_few_texts_at_a_time_with_the_same_result(monkeypatch):
    chance = np.random.default_rng(2)
    sets = [distinct(chance.integers(0, 60, 20, dtype=np.uint64)) for _ in range(40)]
    whole = list(candidates(sets, 0.4))
    monkeypatch.setattr("pipelines.copying.collection._COUNTERS", 80)
    exact = [
        (i, j)
        for i in range(40)
        for j in range(i + 1, 40)
        if len(np.intersect1d(sets[i], sets[j])) >= max(2, 0.4 * min(len(sets[i]), len(sets[j])))
    ]
    assert list(candidates(sets, 0.4)) == whole == exact


def test_texts_without_words_have_no_partners():
    nothing = np.empty(0, dtype=np.uint64)
    assert list(candidates([nothing, nothing, nothing], 0.2)) == []
    assert list(candidates([], 0.2)) == []
