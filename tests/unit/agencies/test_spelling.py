"""An agency may be typed in pinyin."""

from pipelines.agencies.spelling import spelled


def test_a_name_is_spelled_whole_and_by_its_first_letters():
    assert spelled("茶棚乡") == "chapengxiang cpx"
    assert spelled("重庆市长寿区") == "chongqingshichangshouqu cqscsq"


def test_what_is_no_chinese_is_kept_in_small_letters():
    assert spelled("A区") == "aqu aq"
    assert spelled("") == ""
