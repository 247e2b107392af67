"""How much was disclosed in all: what is a total, and what only sounds like one."""

import pytest

from tests.unit.words.said import said

TOTALS = {
    "plain": ("2023年，我镇主动公开政府信息56条。", ["total=56"]),
    "number of items": ("全年公开政府信息数量为56条。", ["total=56"]),
    "in pieces": ("全年共制作并主动公开政府信息56件。", ["total=56"]),
    "spaces": ("主动公开政府信息 56 条。", ["total=56"]),
    "more than": ("主动公开政府信息260余条。", ["total=260~"]),
    "ten thousands": ("全区主动公开政府信息1.17万条。", ["total=11700"]),
    "ten thousands and more": ("全区主动公开政府信息4.3万余条。", ["total=43000~"]),
    "over": ("全年发布各类信息超2000条。", ["total=2000~"]),
    "about": ("全年公开政府信息约300条。", ["total=300~"]),
    "at least": ("全年公开政府信息300条以上。", ["total=300~"]),
    "a thousand and more": ("累计公开各类政府信息千余条。", ["total=1000~"]),
    "thousands separator": ("主动公开政府信息1,234条。", ["total=1234"]),
    "full width": ("主动公开政府信息１２３条。", ["total=123"]),
    "like a year": ("2023年全年共主动公开政府信息2016条。", ["total=2016"]),
    "the unit is lost": ("全年主动公开政府信息260余。", ["total=260~"]),
    "number before the words": ("2023年共公开56条政府信息。", ["total=56"]),
    "the year's part of all years": (
        "截至2023年12月31日，历年累计主动公开政府信息5928条，其中本年度新增2110条。",
        ["total=2110", "total=5928@cumulative"],
    ),
    "all years after the year": (
        "2023年新增主动公开政府信息226条，历年累计主动公开政府信息1809条。",
        ["total=226", "total=1809@cumulative"],
    ),
    "a change is no count": (
        "全年主动公开政府信息120条，比上年增加29条，增长31.9%。",
        ["total=120"],
    ),
    "last year beside this year": ("2023年主动公开政府信息120条，上年度为91条。", ["total=120"]),
    "another year": (
        "2022年主动公开政府信息91条，2023年主动公开政府信息120条。",
        ["total=120", "total=91@prior"],
    ),
    "a half digit pair is not joined": ("主动公开政府信息3 1条。", []),
    "stated twice, once kept": (
        "2023年主动公开政府信息56条。全年主动公开政府信息56条，做到应公开尽公开。",
        ["total=56"],
    ),
}


@pytest.mark.parametrize("name", TOTALS)
def test_the_total_of_the_year_is_found(name):
    text, expected = TOTALS[name]
    assert said(text) == sorted(expected)


IN_PASSING = {
    "the sum of the first of two columns": (
        "2023年主动公开目录和两个专栏共290条。其中目录公开机构概况6条、工作动态54条，共发布60条；专栏包括物价信息230条。",
        "",
    ),
    "what the new media carried, beside the site": (
        "我街道通过门户网站发布工作动态信息240条。依托视频号等平台，以图文和短视频等形式，全年发布各类政务信息80条。",
        "total=?",
    ),
    "all there is, said to be so": (
        "通过微信公众号发布信息900条。全年主动公开政府信息210条。",
        "total=210",
    ),
    "the last part of a list": (
        "通过市政府门户网站主动公开信息23条。其中，公告类信息18条，人事类信息2条，环保类公示信息3条。",
        "total=23@site",
    ),
    "a page of the agency on the site": (
        "管委会在门户专属网页上主动公开各类信息57条。",
        "",
    ),
    "more than a number": ("依托多种渠道，全年累计发布超320条各类信息。", "total=320"),
}


@pytest.mark.parametrize("name", IN_PASSING)
def test_a_number_said_in_passing_is_no_total(name):
    text, expected = IN_PASSING[name]
    totals = [one.rstrip("~") for one in said(text) if one.startswith("total")]
    assert totals == ([expected] if expected else [])
