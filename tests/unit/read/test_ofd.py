"""OFD: lines by where characters stand; what is turned says nothing; odd files say one word."""

import io
import zipfile

import pytest

from pipelines.model import Rejection
from pipelines.read import members, read

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(words, x, y, *, size=4.0, more="", code=""):
    """Return one run of text, its corner at x and y."""
    inner = f'<ofd:TextCode X="0" Y="4" {code}>{words}</ofd:TextCode>'
    box = f"{x} {y} 50 {size}"
    return f'<ofd:TextObject ID="1" Boundary="{box}" Size="{size}" {more}>{inner}</ofd:TextObject>'


def ofd(page, entry="OFD.xml", head="", place="Pages/P/C.xml"):
    """Return an OFD of one page."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        root = "<ofd:DocBody><ofd:DocRoot>Doc/Document.xml</ofd:DocRoot></ofd:DocBody>"
        archive.writestr(entry, f"<ofd:OFD {SPACE}>{root}</ofd:OFD>")
        pages = f'<ofd:Pages><ofd:Page ID="1" BaseLoc="{place}"/></ofd:Pages>'
        archive.writestr("Doc/Document.xml", f"<ofd:Document {SPACE}>{pages}</ofd:Document>")
        content = f"<ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content>"
        archive.writestr("Doc/Pages/P/C.xml", f"{head}<ofd:Page {SPACE}>{content}</ofd:Page>")
    return buffer.getvalue()


def lines(page, *, is_raw=False, **more):
    """Return the lines of a page, their blanks as wide as printed only where they are raw."""
    ((name, data),) = members(ofd(page, **more), "a.ofd")
    reading = read(data, name)
    assert not isinstance(reading, Rejection), reading
    assert reading.format == "ofd"
    return [
        (block.page, block.text if is_raw else squeezed(block.text)) for block in reading.blocks
    ]


def squeezed(words):
    """Return a line with one blank wherever there are any."""
    return " ".join(words.split())


def test_a_line_is_what_stands_on_one_level_with_spaces_where_there_is_room():
    page = (
        text("行政许可", 10, 50) + text("规章", 10, 40) + text("12", 60, 40.3) + text("0", 90, 40)
    )
    assert lines(page) == [(1, "规章 12 0"), (1, "行政许可")]
    assert lines(page, place="/Doc/Pages/P/C.xml") == lines(page)


def test_characters_stand_as_far_apart_as_the_page_says():
    wide = text("120", 10, 40, code='DeltaX="20 20"')
    close = text("120", 10, 60, code='DeltaX="g 2 2"')
    larger = text("34", 10, 80, more='CTM="2 0 0 2 0 0"', code='DeltaX="g 1 2"')
    assert [said for _, said in lines(wide + close + larger)] == ["1 2 0", "120", "34"]


def test_a_line_keeps_its_words_over_what_stands_below_them():
    """The middle of a word is where it is printed, whatever its width; running text is flush."""
    page = text("自然人", 74, 40) + text("商业", 96, 40) + text("7", 79, 50) + text("1200", 96, 50)
    said = [words for _, words in lines(page + text("本年新收申请", 10, 60), is_raw=True)]
    middles = [[words.index(word) + len(word) / 2 for word in words.split()] for words in said[:2]]
    assert all(abs(up - low) <= 1 for up, low in zip(*middles, strict=True)), said
    assert said[2] == "本年新收申请"


def test_what_is_turned_or_hidden_says_nothing():
    turned = text("样张", 10, 40, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text("34", 60, 40, more='Visible="false"') + text("34", 60, 40, more='Alpha="0"')
    slightly = text("规章", 10, 40, more='CTM="1 0.0001 0 1 0 0"')
    assert lines(turned + hidden + slightly) == [(1, "规章")]


def at(words, x, y, matrix):
    """Return words whose first character stands at x and y of the page, on a line so turned."""
    a, b, c, d = matrix
    steps = f'X="0" Y="0" DeltaX="g {len(words)} 4"'
    inner = f"<ofd:TextCode {steps}>{words}</ofd:TextCode>"
    place = f'Boundary="{x} {y} 60 60" Size="4" CTM="{a} {b} {c} {d} 0 0"'
    return f'<ofd:TextObject ID="1" {place}>{inner}</ofd:TextObject>'


TURNED = {  # a page of two rows and two columns, so turned, and where its cells begin on paper
    "down": ((0, 1, -1, 0), [(150, 20), (150, 80), (140, 20), (140, 80)]),
    "up": ((0, -1, 1, 0), [(50, 250), (50, 190), (60, 250), (60, 190)]),
    "on its head": ((-1, 0, 0, -1), [(180, 250), (120, 250), (180, 240), (120, 240)]),
}


@pytest.mark.parametrize("turn", TURNED)
def test_a_page_that_is_turned_as_a_whole_is_read_as_it_is_held(turn):
    matrix, places = TURNED[turn]
    cells = ["行政许可", "120", "行政处罚", "34"]
    page = "".join(at(word, *xy, matrix) for word, xy in zip(cells, places, strict=True))
    foot = text("1", 100, 280)
    assert lines(page + foot) == [(1, "行政许可 120"), (1, "行政处罚 34")]
    mirrored = at("12", 10, 10, (-1, 0, 0, 1))
    assert lines(text("规章 0 0 0", 10, 40) + mirrored) == [(1, "规章 0 0 0")]


def test_all_documents_of_a_file_are_read():
    one, other = ofd(text("规章", 10, 40)), ofd(text("行政许可", 10, 40))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as both:
        bodies = ""
        for name, data in (("A", one), ("B", other)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist()[1:]:
                    both.writestr(f"{name}/{member}", archive.read(member))
            root = f"{name}/Doc/Document.xml"
            bodies += f"<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
        both.writestr("OFD.xml", f"<ofd:OFD {SPACE}>{bodies}</ofd:OFD>")
    reading = read(buffer.getvalue(), "a.ofd")
    assert [(block.page, block.text) for block in reading.blocks] == [(1, "规章"), (2, "行政许可")]


def test_a_number_printed_twice_to_be_bold_is_one():
    once = text("112", 10, 40, code='DeltaX="g 2 2"')
    again = text("112", 10.2, 40, code='DeltaX="g 2 2"')
    assert lines(once + again) == [(1, "112")]


def test_steps_said_a_million_times_are_no_more_than_characters():
    many = text("12", 10, 40, code=f'DeltaX="{"g 400000 2 " * 9999}"')
    assert lines(many) == [(1, "12")]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("damaged", ofd("<ofd:TextObject")),
        ("damaged", ofd(text("a", 1, 1), place="gone.xml")),
        ("damaged", ofd(text("a", 1, 1, size="big"))),
        ("damaged", ofd(text("a", 1, 1, size="nan"))),
        ("damaged", ofd(text("a", "", 1))),
        ("damaged", ofd(text("ab", 1, 1, code='DeltaX="inf"'))),
        ("damaged", ofd(text("a", 1, 1, more='CTM="1 0 0 1"'))),
        ("hostile", ofd(text("a", 1, 1), head='<!DOCTYPE x [<!ENTITY y "z">]>')),
        ("no_text", ofd("")),
    ],
)
def test_what_is_no_whole_ofd_is_refused_in_a_word(code, data):
    found = read(data, "a.ofd")
    assert isinstance(found, Rejection)
    assert found.code == code
