"""Names of agencies against the divisions: right, open, never wrong."""

import csv
import time
from pathlib import Path

import pytest

from pipelines.agencies import Agencies, body_of
from pipelines.agencies.names import plain
from pipelines.parse.publication import is_name
from pipelines.settings import settings

SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "published_reports.csv"


@pytest.fixture(scope="module")
def agencies():
    return Agencies.load(settings().reference)


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("秦皇岛市抚宁区茶棚乡人民政府", "130306200", "township"),
        ("抚宁区茶棚乡", "130306200", "township"),
        ("河北省秦皇岛市抚宁区茶棚乡人民政府党政办公室", "130306200", "township"),
        ("洪泽区人民政府", "320813", "county"),
        ("淮安市洪泽区", "320813", "county"),
        ("上海市人民政府", "31", "province"),
        ("秦皇岛市人民政府", "1303", "city"),
        ("广州市荔湾区人民政府南源街道办事处", "440103010", "township"),
        ("中共茶棚乡委员会 抚宁区茶棚乡人民政府", "130306200", "township"),
        ("石柱县西沱镇人民政府", "500240101", "township"),
        ("重庆市石柱土家族自治县人民政府", "500240", "county"),
        ("广州市黄埔区人民政府 广州开发区管委会", "440112", "county"),
        ("重庆市万盛经济技术开发区丛林镇人民政府", "500110104", "township"),
    ],
)
def test_a_full_name_is_resolved(agencies, name, code, level):
    agency = agencies.resolve(name)
    assert (agency.id, agency.code, agency.level) == (code, code, level)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("抚宁县人民政府", "130306"),
        ("秦皇岛市抚宁县茶棚乡人民政府", "130306200"),
        ("崇明县绿华镇人民政府", "310151111"),
        ("抚宁县石门寨镇人民政府", "130302106"),
        ("梅河口市兴华乡", "220581114"),
        ("洪泽县人民政府", "320813"),
    ],
)
def test_a_former_name_leads_to_what_it_is_today(agencies, name, code):
    assert agencies.resolve(name).id == code


def test_a_body_is_one_under_its_short_names_and_never_another(agencies):
    place = agencies.row("130306")
    one_body = [
        (
            "秦皇岛市抚宁区卫生健康委员会",
            "抚宁区卫生健康委",
            "区卫健委",
            "河北省秦皇岛市抚宁区卫健委",
        ),
        ("抚宁区发展和改革局", "秦皇岛市抚宁区发改局", "发展改革局"),
        ("抚宁区人民政府办公室", "秦皇岛市抚宁区政府办公室"),
        ("抚宁区市场监督管理局", "市场监管局", "区市场监管局"),
        ("抚宁经济开发区管理委员会", "抚宁经济开发区管委会"),
        ("抚宁区教育和体育局", "抚宁区教体局"),
    ]
    bodies = [{body_of(name, place) for name in names} for names in one_body]
    assert [group for group in bodies if len(group) > 1] == []
    apart = [
        ("教体局", "体育局"),
        ("教体局", "教育局"),
        ("卫健委", "卫健局"),
        ("卫健委", "卫计委"),
        ("城管局", "城市管理局"),
        ("发改委", "发改局"),
        ("文旅局", "文化和旅游局"),
        ("农委", "农业农村委"),
        ("住建局", "建设局"),
    ]
    assert [pair for pair in apart if len({body_of(name, place) for name in pair}) == 1] == []


def test_the_district_and_the_county_that_sound_alike_are_two(agencies):
    assert agencies.resolve("抚宁区人民政府").id == "130306"
    assert agencies.resolve("阜宁县人民政府").id == "320923"


def test_a_homonym_stays_open_and_names_who_it_may_be(agencies):
    agency = agencies.resolve("太平镇人民政府")
    assert agency.id == ""
    assert agency.code is None
    assert len(agency.candidates) > 5


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ("首页 > 垫江县人民政府 > 年报", "500231"),
        ("发布机构:邹城市太平镇", "370883"),
        ("https://www.zoucheng.gov.cn/module/x.jsp", "370883"),
    ],
)
def test_a_homonym_is_decided_by_what_stands_around_it(agencies, context, code):
    assert agencies.resolve("太平镇人民政府", context).id[:6] == code


def test_a_context_that_fits_several_decides_nothing(agencies):
    assert agencies.resolve("太平镇人民政府", "四川省").id == ""


def test_a_plain_word_that_is_also_a_district_decides_nothing(agencies):
    assert agencies.resolve("东街街道办事处", "推进城区改造").id == ""
    assert agencies.resolve("东街街道办事处", "晋城市城区").id[:6] == "140502"


def test_a_district_name_of_several_cities_stays_open(agencies):
    open_one = agencies.resolve("鼓楼区人民政府")
    assert open_one.id == ""
    assert set(open_one.candidates) == {"410204", "350102", "320106", "320302"}
    assert agencies.resolve("徐州市鼓楼区人民政府").id == "320302"


def test_an_office_of_a_government_is_a_department_of_its_place(agencies):
    office = agencies.resolve("大竹县人民政府办公室")
    assert (office.level, office.code) == ("department", None)
    assert office.id.startswith("511724-")
    assert office.id != agencies.resolve("大竹县人民政府").id


def test_a_department_keeps_its_place_and_its_key(agencies):
    one, two = agencies.resolve("义乌市商务局"), agencies.resolve("义乌市交通运输局")
    assert one.id.split("-")[0] == two.id.split("-")[0] == "330782"
    assert one.id != two.id
    assert one.id == agencies.resolve("义乌市 商务局").id


SPELLINGS = (  # of one body each, with what stands around the name where it has no place
    (
        "义乌市教育局",
        "金华市义乌市教育局",
        "浙江省金华市义乌市教育局",
        "教育局@义乌市",
        "市教育局@义乌市",
    ),
    ("抚宁区卫生健康委员会", "秦皇岛市抚宁区卫健委", "抚宁县卫健委"),
    ("石柱土家族自治县教育委员会", "石柱县教育委员会", "石柱县教委"),
    ("抚宁区教育局", "抚宁区教育局(抚宁区体育局)", "抚宁县教育局"),
    ("大竹县人民政府办公室", "大竹县政府办公室", "达州市大竹县人民政府办公室(大竹县外事办公室)"),
    ("大竹县税务局", "国家税务总局大竹县税务局"),
    ("大竹县国资委", "大竹县人民政府国有资产监督管理委员会"),
)


def test_a_department_has_one_key_under_every_spelling_that_is_provably_its_own(agencies):
    def key(name):
        written, _, context = name.partition("@")
        return agencies.resolve(written, context).id

    keys = [{key(name) for name in names} for names in SPELLINGS]
    assert [(names, one) for names, one in zip(SPELLINGS, keys, strict=True) if len(one) > 1] == []
    assert all("-" in key for one in keys for key in one)
    may_be_two = ("义乌市教育局", "义乌市教育和体育局", "义乌市体育局", "义乌市教育服务中心")
    assert len({key(name) for name in may_be_two}) == len(may_be_two)
    assert agencies.resolve("大竹县人民政府、大竹经济开发区管委会").id == "511724"


def test_what_every_county_may_have_is_not_the_only_one_that_the_divisions_list(agencies):
    assert agencies.resolve("林业局").id == ""
    assert agencies.resolve("林业局", "石台县人民政府").id.startswith("341722-")
    assert agencies.resolve("林业局", "鸡东县人民政府").id == "230321400"


def test_a_department_without_a_place_is_open(agencies):
    assert agencies.resolve("农业农村局").id == ""


def test_a_name_that_is_nobodys_is_open(agencies):
    for name in ("我镇", "测试镇人民政府办", "", "不存在县甲乙丙镇人民政府"):
        assert agencies.resolve(name).id == ""


def test_a_managed_district_is_not_taken_for_the_city_of_its_stem(agencies):
    assert agencies.resolve("洪江区人民政府").id == ""


def test_agencies_are_found_by_code_full_name_and_short_name(agencies):
    assert [row.name for row in agencies.find("130306200")] == ["秦皇岛市抚宁区茶棚乡人民政府"]
    assert agencies.find("抚宁区茶棚乡人民政府")[0].id == "130306200"
    assert "130306200" in {row.id for row in agencies.find("茶棚")}
    row = agencies.find("130306200")[0]
    assert (row.county, row.city, row.province) == ("抚宁区", "秦皇岛市", "河北省")
    assert agencies.find("没有这个地方") == []


def test_a_municipality_has_no_city_between(agencies):
    row = agencies.find("310151")[0]
    assert (row.city_code, row.city, row.province) == ("", "", "上海市")


def test_loading_is_quick():
    def once() -> float:
        start = time.process_time()
        Agencies.load(settings().reference)
        return time.process_time() - start

    assert min(once() for _ in range(5)) < 0.15


def test_all_divisions_are_there(agencies):
    counties = [r for r in agencies.regions.by_code.values() if r.level == "county"]
    assert sum(1 for county in counties for _ in agencies.regions.townships_of(county)) == 41352


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not at hand")
def test_the_real_names_of_the_sample_are_never_resolved_wrongly(agencies):
    rows = list(csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines()))
    wrong, right = [], 0
    for row in rows:
        agency = agencies.resolve(row["agency"], f"{row['province']}{row['city']}{row['county']}")
        if not agency.id:
            continue
        province, _, county = agencies.regions.chain(agency.id.split("-")[0])
        is_zone = "开发区" in row["county"] or row["county"].endswith(("高新区", "经开区"))
        is_same = not county or not row["county"] or county.name[:2] == row["county"][:2]
        level = row["level"].removeprefix("upper_")  # departments above a county
        is_office = row["agency"].endswith(("人民政府办公室", "人民政府办公厅"))
        is_right = province.name == row["province"] and (agency.level == level or is_office)
        if not is_right or not (is_same or is_zone):
            wrong.append(row["agency"])
        else:
            right += 1
    assert wrong == []
    assert right >= 0.95 * len(rows)


def test_the_office_of_a_street_is_never_a_county_of_that_name(agencies):
    name = "新市区街道办事处"
    assert agencies.resolve(name, "乌苏市人民政府网").id == "654202003"
    assert agencies.resolve(name).id == ""
    assert agencies.resolve("新市区人民政府").id == "650104"


def test_a_page_number_that_ran_into_a_name_is_left_out_however_many_dashes_it_has():
    started = time.process_time()
    for name in ("抚宁区茶棚乡-3-", "抚宁区茶棚乡——12", "-3-抚宁区茶棚乡", "3抚宁区茶棚乡"):
        assert plain(name) == "抚宁区茶棚乡"
    assert not is_name("抚宁区茶棚乡" + "-" * 30_000 + "x")
    assert time.process_time() - started < 5
