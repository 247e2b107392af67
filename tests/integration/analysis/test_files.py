"""The files of an analysis: marked, with their sources, the same each time, read by others."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree
from pptx import Presentation

from components import theme
from pipelines.papers.words import table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_simulated_figures_say_so_on_every_page_and_slide(written):
    data = written(2023, "docx")
    section = docx.Document(io.BytesIO(data)).sections[0]
    heads = (section.header, section.even_page_header)
    assert all("模拟数据" in head.paragraphs[0].text for head in heads)
    slides = Presentation(io.BytesIO(written(2023, "pptx")))
    bare = [
        place
        for place, slide in enumerate(slides.slides, 1)
        if not any(s.has_text_frame and "模拟数据" in s.text_frame.text for s in slide.shapes)
    ]
    assert bare == []


def test_sources_are_footnotes_with_the_address_of_each_view(client, written):
    data = written(2023, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        notes = etree.fromstring(file.read("word/footnotes.xml"))
        body = etree.fromstring(file.read("word/document.xml"))
    held = {n.get(_W + "id"): "".join(n.itertext()) for n in notes.iterfind("{*}footnote")}
    marks = [m.get(_W + "id") for m in body.iter("{*}footnoteReference")]
    assert len(marks) == len(set(marks)) == len(held) - 2 >= 7
    found = [a for m in marks for a in re.findall(r"http://localhost(/\S+?)(?=；|$)", held[m])]
    assert len(found) >= 8
    assert [a for a in found if client.get(a).status_code != 200] == []


def test_equal_orders_have_equal_bytes(client, written):
    for ending in ("docx", "pptx"):
        address = f"/papers/analysis.{ending}?dataset=demo&y=2022"
        assert client.get(address).data == written(2022, ending), ending


def test_charts_have_the_colours_of_the_product():
    chart = table("analysis")["chart"]
    assert [f"#{colour}" for colour in chart["series"]] == list(theme.SERIES)
    for name in ("quiet", "ink", "muted", "hairline", "accent", "ground"):
        assert f"#{chart[name]}" == getattr(theme, name.upper()), name


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_another_program_opens_it_and_shows_every_part(written, tmp_path, ending):
    file = tmp_path / f"analysis.{ending}"
    file.write_bytes(written(2023, ending))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    import pypdfium2

    pages = pypdfium2.PdfDocument(tmp_path / "analysis.pdf")
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert [place for place, text in enumerate(texts, 1) if len(text) < 30] == []
    whole = re.sub(r"\s", "", "".join(texts))
    for words in table("analysis")["heading"].values():
        if "{" not in words and "：" not in words and words not in {"附表", "口径和数据说明"}:
            assert words in whole, words
