"""An agency may be typed in pinyin or by a former name."""

from pipelines.agencies.spelling import other_names, spelled
from pipelines.settings import ROOT


def test_a_name_is_spelled_whole_and_by_its_first_letters():
    assert spelled("茶棚乡") == "chapengxiang cpx"
    assert spelled("重庆市长寿区") == "chongqingshichangshouqu cqscsq"


def test_what_is_no_chinese_is_kept_in_small_letters():
    assert spelled("A区") == "aqu aq"
    assert spelled("") == ""


def test_former_names_belong_to_todays_agency():
    assert "抚宁县人民政府" in other_names(ROOT / "data" / "reference")["130306"]
