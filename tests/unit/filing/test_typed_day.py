"""A day that people type into a cell is read in every usual way, and in no other."""

from datetime import date

from pipelines.desk.task_list_file import typed_day

DAY = date(2026, 12, 20)
USUAL = (
    *("2026-12-20", "2026/12/20", "2026.12.20", "20261220", "2026年12月20日", "2026年12月20号"),
    *(" 2026 年 12 月 20 日 ", "2026年12月20", "2026-12-20 00:00:00", "2026/12/20 9:30"),
    *("２０２６年１２月２０日", "二〇二六年十二月二十日", "46376", "46376.5", "2026年12月20日前"),
)
NONE = (
    *("下周五", "12月20日", "2026年12月", "2026-12", "12/20/2026", "26-12-20", "2026年2月30日"),
    *("2026-02-30", "2026/13/1", "2026-12-320", "2026-12-20至25日", "2026年12月20日前完成一半"),
    *("46376年", "12", "99999", "-46376", "1999-12-20", "²⁰²⁶", "1e5"),
)


def test_the_usual_ways_are_one_day_and_what_is_no_day_is_none():
    wrong = {text: typed_day(text) for text in USUAL if typed_day(text) != DAY}
    wrong |= {text: typed_day(text) for text in NONE if typed_day(text) is not None}
    assert wrong == {}
    assert typed_day("2026/1/5") == date(2026, 1, 5)
