"""Near-copies in a collection: years of an agency, agencies of a county, and the county's model."""

import csv
import random
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.build.evidence import Evidence
from pipelines.copying.collection import CollectedReport, near_copies
from pipelines.copying.letters import letters, measure
from pipelines.copying.prose import prose, proses
from pipelines.model import Agency, Cell, Grid, Paragraph, Reading, Report, Section
from pipelines.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
WORDS = [
    *("公开", "信息", "栏目", "群众", "核对", "申请", "答复", "村务", "清单", "更新", "发布"),
    *("目录", "窗口", "赶集", "大厅", "督查", "培训", "材料", "流程", "政策", "解读", "热线"),
    *("补贴", "名单", "工地", "管网", "档案", "扫描", "审核", "签字", "网格", "党员", "代表"),
    *("每月", "及时", "逐项", "专人", "对照", "改进", "安排", "落实", "牵头", "回访", "整理"),
]
COUNTY = "130999"


def text(seed, count=160):
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    return "".join(chance.choices(WORDS, k=count))


def edited(said, seed, share=0.04):
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    spots = {chance.randrange(len(said)) for _ in range(int(share * len(said)))}
    return "".join("另" if at in spots else one for at, one in enumerate(said))


def town(number, county=COUNTY):
    return f"{county}{number:03d}"


def found(texts):
    """Return the pairs among {(agency, year): text}."""
    told = {
        CollectedReport(key, agency, "township", year): said
        for key, ((agency, year), said) in enumerate(texts.items())
    }
    return list(near_copies(list(told), lambda one: told[one]))


def names(pairs):
    return {(p.kind, p.left.agency, p.left.year, p.right.agency, p.right.year) for p in pairs}


def county(count, year=2023):
    return {(town(number), year): text(number) for number in range(count)}


def test_a_copy_between_agencies_is_found_among_others():
    texts = county(12) | {(town(40), 2023): edited(text(3), 1)}
    [pair] = found(texts)
    assert names([pair]) == {("agencies", town(3), 2023, town(40), 2023)}
    assert 0.9 < pair.likeness.similarity < 1
    assert (pair.compared, pair.quantile) == (13 * 12 // 2, 1.0)


def test_a_copy_of_last_year_is_found_and_one_of_the_year_before_that_is_not():
    texts = {(town(1), 2023): text(1), (town(1), 2022): text(1), (town(2), 2023): text(2)}
    assert names(found(texts)) == {("years", town(1), 2023, town(1), 2022)}
    assert found({(town(1), 2023): text(1), (town(1), 2021): text(1)}) == []


def test_copies_of_two_counties_are_found_where_they_are_close():
    far = {(town(1), 2023): text(1), (town(1, "440111"), 2023): edited(text(1), 2, 0.02)}
    assert len(found(far)) == 1
    said, other = text(1), text(5)
    cut = len(said) * 2 // 3
    partly = said[:cut] + other[cut:]
    assert found({(town(1), 2023): said, (town(1, "440111"), 2023): partly}) == []
    [pair] = found({(town(1), 2023): said, (town(2), 2023): partly})
    assert 0.6 < pair.likeness.similarity < 0.8


def test_the_model_of_a_county_is_nobodys_copy():
    model = text(999, 200)
    texts = {key: model + said for key, said in county(12).items()}
    assert found(texts) == []
    alone = dict(list(texts.items())[:2])  # of two reports nobody can tell a model from a copy
    assert len(found(alone)) == 1


def test_agencies_that_fill_in_nothing_but_numbers_are_not_judged():
    texts = {key: text(999, 300) + said[:60] for key, said in county(12).items()}
    texts[town(40), 2023] = texts[town(3), 2023]
    assert [pair.likeness.is_judged for pair in found(texts)] == [False]


def test_the_rank_counts_pairs_that_were_never_close():
    texts = county(6) | {(town(41), 2023): text(1), (town(42), 2023): edited(text(2), 4, 0.08)}
    pairs = sorted(found(texts), key=lambda pair: pair.likeness.similarity)
    assert [pair.lower for pair in pairs] == [26, 27]
    assert {pair.compared for pair in pairs} == {28}


def test_the_order_of_the_reports_does_not_matter():
    texts = county(10) | {(town(41), 2023): text(1), (town(1), 2022): text(1)}
    turned = dict(reversed(texts.items()))
    assert names(found(texts)) == names(found(turned)) != set()


def test_two_versions_of_one_report_are_not_a_copy():
    told = [
        CollectedReport(1, town(1), "township", 2023),
        CollectedReport(2, town(1), "township", 2023),
    ]
    assert list(near_copies(told, lambda _: text(1))) == []


def test_a_large_year_learns_its_model_from_a_part(monkeypatch):
    known = measure() | {"learnt_from": 10}
    monkeypatch.setattr("pipelines.copying.collection.measure", lambda: known)
    model = text(999, 200)
    texts = {(town(0, str(110000 + n)), 2023): model + text(n) for n in range(60)}
    assert found(texts) == []


def report(sections=(), part=0):
    agency = Agency("清河县柳林镇人民政府", town(1), None, "township")
    return Report("0", "a", part, "", agency, 2023, None, None, "2021", {}, (), (), sections)


def test_prose_leaves_out_headings_tables_and_the_frame_of_the_page():
    cells = (Cell("行政许可", 0, 0), Cell("12", 0, 1), Cell("本年没有发生变化；已经核对。", 1, 0))
    blocks = (
        *map(Paragraph, ("首页", "一、总体情况", "全年公开信息12条。", "公开 栏目")),
        Grid(2, 2, cells),
        *map(Paragraph, ("二、其他需要报告的事项", "没有收费。", "版权所有，请勿转载。")),
    )
    sections = (Section(1, "一、总体情况", 1, 4), Section(6, "二、其他需要报告的事项", 5, 6))
    said = prose(report(sections), Reading("0", "a", "html", blocks))
    assert [one.text for one in said.stretches] == [
        "全年公开信息12条。",
        "本年没有发生变化；已经核对。",
        "没有收费。",
    ]
    assert said.stretches[1].place(0, 2).column == 0


def test_lines_of_a_page_are_one_text_with_the_paragraph_they_break():
    lines = ["把招标、施工、验收各环节的材料分批放到公", "开栏，核对后才算办结。"]
    broken = prose(report(), Reading("0", "a", "pdf", tuple(map(Paragraph, lines))))
    whole = prose(report(), Reading("0", "a", "html", (Paragraph("".join(lines)),)))
    assert broken.letters == whole.letters == letters("".join(lines))


@pytest.mark.parametrize(
    "foot",
    [
        "清河县柳林镇人民政府",
        "柳林镇人民政府",
        "2024年1月16日",
        "二〇二四年一月十六日",
        "【打印本页】 【关闭窗口】",
        "主办：清河县人民政府办公室；承办：数据局。",
    ],
)
def test_a_text_ends_where_it_is_signed(foot):
    lines = [
        "六、其他需要报告的事项",
        "没有收费。",
        "另外，公开栏换了位置。",
        foot,
        "全站共有文章三万篇。",
    ]
    sections = (Section(6, lines[0], 0, 4),)
    said = prose(report(sections), Reading("0", "a", "html", tuple(map(Paragraph, lines))))
    assert [one.block for one in said.stretches] == [1, 2]


def test_reports_that_share_blocks_have_no_prose_of_their_own():
    reading = Reading("0", "a", "html", tuple(Paragraph("全年公开信息。") for _ in range(6)))
    one = report((Section(1, "", 0, 3),))
    assert proses([one, report((Section(1, "", 2, 5),), 1)], reading)[0].stretches == ()
    apart = proses([one, report((Section(1, "", 4, 5),), 1)], reading)
    assert [len(said.stretches) for said in apart] == [4, 2]
    assert proses([one], None)[0].letters == ""


def test_the_simulated_district_holds_the_planted_copies_and_no_other(tmp_path):
    settings = Settings(ROOT / "data", tmp_path / "archive", tmp_path / "store", "sqlite://")
    evidence = Evidence(settings)
    texts = {}
    for sha256 in evidence._simulated:
        one = evidence.report(sha256)
        if one and one.report_year:
            texts[one.agency.id, one.report_year] = evidence.prose(sha256).letters
    close = [p for p in found(texts) if p.likeness.similarity >= measure()["judged"]]
    with (ROOT / "data" / "demo" / "faults.csv").open(encoding="utf-8") as file:
        planted = {
            (one["kind"], one["agency_id"], int(one["report_year"]))
            for one in csv.DictReader(file)
            if one["kind"].startswith("copied")
        }
    kinds = {"years": "copied", "agencies": "copied_agency"}
    told = {(kinds[p.kind], side.agency, side.year) for p in close for side in (p.left, p.right)}
    assert planted <= told
    assert len(close) == len(planted) == 2


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus lies beside this repository")
def test_two_real_reports_are_far_apart():
    from pipelines.catalogue.load import catalogue
    from pipelines.parse import parse
    from pipelines.read import read
    from tests.accuracy.run import agencies

    texts = {}
    for number, path in enumerate(sorted(CORPUS.glob("*-20??.[tp]*"))):
        reading = read(path.read_bytes(), path.name, "")
        [one] = parse(reading, catalogue(), agencies())
        texts[town(number), 2023] = prose(one, reading).letters
    assert [len(said) > 700 for said in texts.values()] == [True, True]
    assert found(texts) == []


def test_honest_reports_of_one_phrase_table_stay_below():
    from tests.accuracy.compose import draft
    from tests.forms.chance import Chance

    texts = {}
    for number in range(60):
        made = draft(Chance("honest", number), form="2021", year=2023)
        said = letters("".join(part.text for part in made.parts if part.kind == "p"))
        texts[town(0, str(110000 + number)), 2023] = said
    for two in pairwise(texts):  # two alone: nothing but the form's own words is set aside
        close = found({key: texts[key] for key in two})
        assert all(pair.likeness.similarity < measure()["judged"] for pair in close)
    assert found(texts) == []
