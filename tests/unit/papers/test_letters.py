"""Letters in an office's own template: filled, checked with the place of what is wrong."""

import io
import time
import zipfile

import docx
import pytest

from pipelines.model import Agency
from pipelines.papers.circular import circular, circular_values
from pipelines.papers.district import district_of
from pipelines.papers.letters.fields import EACH, LetterTemplateError, fields, named, shape
from pipelines.papers.letters.letter import LetterTemplate, file_of, office_template
from pipelines.papers.letters.own import own_template
from pipelines.papers.letters.template import check_template, fill
from pipelines.papers.rectification import rectification, rectification_values
from pipelines.settings import ROOT
from tests.unit.papers.frames import DOUBT, TOWN, heading, material

AGENCY = Agency("清岚县鹤汀镇人民政府", TOWN, level="township")
LETTERS = ("rectification", "circular")
HEAD = {"letterhead": "清岚县人民政府办公室文件", "number": "清政办函〔2026〕7 号"}
TAIL = {"copies": "县委办公室", "contact": "张三 12345"}


def template(*lines, header="", title="", cell="") -> bytes:
    """Return a template of some paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    return bytes_of(document)


def bytes_of(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a file with one more part, or another one in its place."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return target.getvalue()


def letter(data: bytes, *found, **parts):
    own = LetterTemplate("own.docx", data)
    return rectification(material(found or ({},)), heading(**parts), AGENCY, own)


def refused(data: bytes, kind="rectification", language="zh") -> str:
    with pytest.raises(LetterTemplateError) as error:
        fill(data, kind, named(values()), "own.docx")
    return error.value.sentence(language)


def values(**parts):
    told = rectification_values(material(({}, DOUBT)), heading(**parts), AGENCY)
    return told | dict.fromkeys(
        ("letterhead", "number", "copies", "contact", "deadline", "made_on"), ""
    )


def test_an_offices_own_template_is_filled_with_what_the_letter_says(text_of):
    own = template(
        "{{ 红头 }}", "{{ 文号 }}", "致 {{ 单位 }}（{{ 年度 }}）", "{%p for 项 in 问题.各项 %}",
        "★ {{ 项.标题 }}", "{%p endfor %}", "{% if 抄送 %}抄送 {{ 抄送 }}{% endif %}",
        "{{ 发文单位 }} {{ 日期 }} {{ 联系人 }}", header="{{ 发文单位 }}", cell="{{ 时限 }}",
    )  # fmt: skip
    data = letter(own, {}, {"fingerprint": "d" * 16}, **HEAD, **TAIL)
    assert text_of(data).split("\n") == [
        *("清岚县人民政府办公室文件", "清政办函〔2026〕7 号", "致 清岚县鹤汀镇人民政府（2023）"),
        *("★ 1．总计列与各申请人列之和不符。", "★ 2．总计列与各申请人列之和不符。"),
        *("抄送 县委办公室", "清岚县政务公开办 2026年11月20日 张三 12345", "2026年12月4日"),
    ]
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == (
        "清岚县政务公开办"
    )


def test_what_a_document_says_cannot_break_the_letter_or_act_in_it(text_of):
    row = {"title_zh": "<w:p>&amp; {{ 7 }} {% for %}", "message_zh": "a < b & c", "formula_zh": ""}
    text = text_of(rectification(material((row,)), heading(), AGENCY))
    assert "<w:p>&amp; {{ 7 }} {% for %}" in text
    assert "a < b & c" in text


def test_a_tag_that_word_has_cut_into_runs_is_one_tag(text_of):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("致 {", "{ 单", "位 }", "} 收"):
        paragraph.add_run(piece).bold = len(piece) > 3
    assert "致 清岚县鹤汀镇人民政府 收" in text_of(letter(bytes_of(document)))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"lines": ["甲", "乙 {{ 单为 }}"]}, "第 2 段：没有字段“单为”，是不是“单位”"),
        ({"lines": ["{{ 问题.标提 }}"]}, "第 1 段：没有字段“问题.标提”，是不是“标题”"),
        (
            {"lines": ["", "{%p for 项 in 问题.各项 %}", "{{ 项.题目 }}", "{%p endfor %}"]},
            "第 3 段：没有字段“项.题目”，是不是“标题”",
        ),
        ({"lines": ["{%p for 项 in 单位 %}", "{%p endfor %}"]}, "第 1 段：没有字段“单位”"),
        ({"lines": ["甲"], "cell": "{{ 表格 }}"}, "第 2 段：没有字段“表格”"),
        ({"lines": ["甲"], "header": "{{ 页眉 }}"}, "第 1 段：没有字段“页眉”"),
        ({"lines": ["甲", "{%p if 文号 %}", "乙"]}, "第 2 段"),
        ({"lines": ["甲", "{{ 单位 }"]}, "第 2 段的标记写错了"),
        ({"lines": ["甲", "{{ 单位 | upper }}"]}, "第 2 段：只能用字段、if 和 for"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_paragraph(parts, words):
    lines = parts.pop("lines")
    told = refused(template(*lines, **parts))
    assert words in told
    assert "own.docx" in told
    assert "\n" not in told
    assert "own.docx" in refused(template(*lines, **parts), language="en")


def test_no_template_can_do_more_than_show_fields():
    """Whatever would call, count, assign or reach behind a value is refused before it runs."""
    attempts = (
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 单位.__class__ }}",
        "{{ 问题.keys() }}",
        "{{ 问题['标题'] }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{% for x in range(1000000000) %}x{% endfor %}",
        "{% set x = 单位 %}{{ x }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 单位 ~ 单位 }}",
        "{{ 单位 | center(1000000000) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% filter upper %}x{% endfilter %}",
        "{% call m() %}{% endcall %}",
        "{% block x %}{% endblock %}",
        "{% raw %}{{ 单位 }}{% endraw %}{{ 1 }}",
        "{% for 项 in 问题.各项 recursive %}{{ loop(问题.各项) }}{% endfor %}",
    )
    harmless = []
    for attempt in attempts:
        for place in ("lines", "header", "cell", "title"):
            parts = {place: attempt} if place != "lines" else {}
            data = template("甲", *([attempt] if place == "lines" else []), **parts)
            try:
                fill(data, "rectification", named(values()), "own.docx")
            except LetterTemplateError:
                continue
            harmless.append((attempt, place))
    assert harmless == []


def test_a_tag_hidden_from_the_paragraphs_is_not_run_either():
    hidden = "{{ ''.__class__.__mro__ }}"
    data = template("甲")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
    for place in (f'<w:pStyle w:val="{hidden}"/>', f"<!-- {hidden} -->"):
        own = with_part(data, "word/document.xml", body.replace("<w:p>", f"<w:p>{place}").encode())
        with pytest.raises(LetterTemplateError):
            fill(own, "rectification", named(values()), "own.docx")


def test_a_template_that_would_grow_without_end_is_refused_before_it_does():
    each = {"标题": "x", "各段": ["y"] * 400}
    told = named(values()) | {"问题": {"标题": "", "文字": "", "各项": [each] * 400}}
    nested = "{% for a in 问题.各项 %}" * 3 + "甲" * 100 + "{% endfor %}" * 3
    begun = time.process_time()
    with pytest.raises(LetterTemplateError) as error:
        fill(template(nested), "rectification", told, "own.docx")
    assert "太大" in error.value.sentence("zh")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "打不开"),
        (b"PK\x03\x04 torn", "打不开"),
        (with_part(template("甲"), "word/media/zeros.bin", bytes(30_000_000)), "太大"),
        (with_part(template("甲"), "word/document.xml", b"<a>" + b" " * 4_000_000), "太大"),
        (with_part(template("甲"), "word/vbaProject.bin", b"x"), "带有宏"),
        (with_part(template("甲"), "word/document.xml", b"<torn"), "打不开"),
        (with_part(template("甲"), "[Content_Types].xml", b"<Types/>"), "打不开"),
        (
            with_part(
                template("甲"),
                "word/document.xml",
                b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            ),
            "打不开",
        ),
    ],
)
def test_a_file_that_is_no_plain_document_is_refused_in_one_sentence(data, words):
    assert words in refused(data)


def test_simulated_figures_are_marked_whatever_the_template_says():
    data = letter(template("{{ 标题 }}", header="本单位页眉"), dataset="demo")
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "模拟数据"
    heads = "".join(p.text for p in document.sections[0].header.paragraphs)
    assert "本单位页眉" in heads
    assert "模拟数据" in heads


def test_our_own_templates_are_such_as_an_office_may_use():
    for kind in LETTERS:
        check_template(own_template(kind), kind, file_of(kind))
        assert own_template(kind) == own_template(kind)
    found = rectification(material(({},)), heading(**HEAD, **TAIL), AGENCY)
    own = LetterTemplate("own.docx", own_template("rectification"))
    assert found == rectification(material(({},)), heading(**HEAD, **TAIL), AGENCY, own)


def test_every_field_that_is_offered_is_there_and_documented():
    listed = (ROOT / "docs" / "papers.md").read_text("utf-8")
    district = district_of(material(({}, DOUBT)), heading())
    told = {
        "rectification": named(values()),
        "circular": named(values() | circular_values(district, has_score=False)),
    }
    lacking = []
    for kind in LETTERS:
        lacking += [(kind, path) for path in fields(kind) if f"`{path}`" not in listed]
        lacking += [(kind, path) for path in missing(shape(kind), told[kind])]
    assert lacking == []


def missing(offered, held, path=""):
    """Yield what is offered and not held."""
    for name, below in offered.items():
        if name == EACH:
            yield from (one for each in held[:1] for one in missing(below, each, path + EACH))
        elif name not in held:
            yield f"{path}.{name}"
        else:
            yield from missing(below, held[name], f"{path}.{name}")


def test_a_circular_in_an_own_template_has_a_row_an_agency(text_of):
    document = docx.Document()
    document.add_paragraph("{{ 县区 }}{{ 年度 }}")
    table = document.add_table(3, 2)
    rows = ("{%tr for 行 in 附表.各行 %}", ""), ("{{ 行.单位 }}", "{{ 行.错误 }}")
    for row, texts in zip(table.rows, (*rows, ("{%tr endfor %}", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    own = LetterTemplate("通报稿.docx", bytes_of(document))
    data = circular(material(({},)), heading(), own)
    assert text_of(data).split("\n") == ["清岚县2023", "鹤汀镇", "1"]


def test_a_template_lies_under_its_name_in_the_folder_or_ours_is_used(tmp_path):
    assert office_template(None, "circular") is None
    assert office_template(tmp_path, "circular") is None
    (tmp_path / "通报稿.docx").write_bytes(b"x")
    assert office_template(tmp_path, "circular") == LetterTemplate("通报稿.docx", b"x")
    (tmp_path / "整改建议书.docx").mkdir()
    with pytest.raises(LetterTemplateError, match="打不开"):
        office_template(tmp_path, "rectification")
