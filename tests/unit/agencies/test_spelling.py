"""An agency may be typed in pinyin."""

from pipelines.agencies.spelling import former_names, spelled


def test_a_name_is_spelled_whole_and_by_its_first_letters():
    assert spelled("茶棚乡") == "chapengxiang cpx"
    assert spelled("重庆市长寿区") == "chongqingshichangshouqu cqscsq"


def test_what_is_no_chinese_is_kept_in_small_letters():
    assert spelled("A区") == "aqu aq"
    assert spelled("") == ""


def test_what_a_county_was_called_leads_to_it_unless_another_bears_the_name():
    found = former_names({"抚宁区", "阜宁县", "郊区", "郊县", "新城区", "新城县"})
    assert found["抚宁区"] == ("抚宁县 funingxian fnx", "抚宁市 funingshi fns")
    assert found["新城区"] == ("新城市 xinchengshi xcs",)
    assert (found["阜宁县"], found["郊区"]) == ((), ())
