"""Numbers of prose: what is written is what is read, however it is written."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model import Paragraph, Reading
from pipelines.parse.flow import fold, make_flow
from pipelines.parse.outline import find_parts
from pipelines.parse.prose.figures import read_prose
from pipelines.parse.prose.numbers import chinese_number, quantities

DIGITS = "零一二三四五六七八九"
UNITS = st.sampled_from(["条", "件", "篇", "次", "份", "项"])
WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")


def in_chinese(number: int) -> str:
    """Write a number below 10,000 in Chinese numerals."""
    words, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
            gap = False
        elif words:
            gap = True
    return words or "零"


def one(text: str):
    found = list(quantities(fold(text)))
    assert len(found) == 1, (text, found)
    return found[0]


@given(st.integers(0, 9_999_999), UNITS)
def test_digits_are_read_as_they_stand(number, unit):
    quantity = one(f"公开信息{number}{unit}")
    assert (quantity.value, quantity.unit, quantity.is_approximate) == (number, unit, False)


@given(st.integers(1000, 9_999_999), UNITS)
def test_separators_of_thousands_do_not_divide(number, unit):
    assert one(f"公开信息{number:,}{unit}").value == number


@given(st.integers(0, 9_999_999))
def test_full_width_digits_are_the_same_number(number):
    assert one(f"公开信息{str(number).translate(WIDE)}条").value == number


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read(number):
    assert chinese_number(in_chinese(number)) == number


@given(st.integers(1, 999), st.sampled_from(["余", "多"]))
def test_more_than_is_approximate_and_keeps_the_lower_bound(number, word):
    quantity = one(f"公开信息{number}{word}条")
    assert (quantity.value, quantity.is_approximate) == (number, True)


@given(st.decimals("1.1", "99.99", places=2), st.sampled_from(["", "余"]))
def test_ten_thousands_multiply(number, word):
    quantity = one(f"公开信息{number}万{word}条")
    assert quantity.value == number * 10000
    assert quantity.is_approximate == bool(word)


@given(st.integers(1, 9), st.integers(1, 99))
def test_digits_apart_are_never_joined(left, right):
    counted = [q.value for q in quantities(fold(f"公开信息{left} {right}条")) if q.unit]
    assert counted == []


@given(st.integers(2000, 2029), st.integers(1, 12), st.integers(1, 28), st.integers(1, 99))
def test_dates_and_document_numbers_count_nothing(year, month, day, number):
    text = f"根据〔{year}〕{number}号文件，自{year}年{month}月{day}日起施行"
    assert list(quantities(fold(text))) == []


PIECES = st.sampled_from(
    [
        "未收到",
        "没有发生",
        "公开",
        "信息",
        "主动",
        "政府",
        "12条",
        "3件",
        "其中",
        "、",
        "，",
        "（",
        "）",
        "一、总体情况",
        "2023年",
        "申请",
        "行政复议",
        "诉讼",
        "网站",
        "微信公众号",
        "发布",
        "共",
        "累计",
        "。",
        "；",
        "：",
        "的",
        "各类",
        "等",
        "通过",
        "各",
        "余",
        "万",
        "占5%",
        "\n",
        "二、",
        "新增",
        "上年",
        "kāi",
        "(gōng)",
        "㈠",
        "１",
        "０",
    ]
)


@given(st.lists(PIECES, max_size=60))
def test_whatever_is_said_every_fact_stands_where_it_says(pieces):
    text = "".join(pieces)
    blocks = tuple(Paragraph(line) for line in text.split("\n"))
    reading = Reading("0", "x.txt", "text", blocks)
    flow = make_flow(reading, 0, len(blocks) - 1, ())
    for figure in read_prose(reading, flow, find_parts(flow), 2023).figures:
        assert figure.raw
        assert figure.value is not None
        assert reading.text_at(figure.place) == figure.raw
        if figure.method == "read":
            assert any(
                char.isdigit() or char in "一二两三四五六七八九十百千万" for char in figure.raw
            )
