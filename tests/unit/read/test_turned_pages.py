"""Pages of a PDF that lie on their side are read as if they stood, and their cells are shown."""

import io
import shutil
import subprocess

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipelines.documents.cutout import cutout
from tests.accuracy import markup
from tests.accuracy.compose import draft
from tests.accuracy.run import reports
from tests.forms.chance import Chance

pytestmark = pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
RULED = "<style>td,th{border:1px solid black}table{border-collapse:collapse}</style></head>"


@pytest.fixture(scope="module")
def upright(tmp_path_factory):
    """Return a report as Chromium prints it."""
    folder = tmp_path_factory.mktemp("turned")
    made = draft(Chance("turned", 1), chrome=False)
    page = markup.document(markup.body(made, "plain"), made.parts[0].text, "plain")
    (folder / "report.html").write_text(page.replace("</head>", RULED), "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    profile, target = f"--user-data-dir={folder / 'profile'}", folder / "report.pdf"
    where = [profile, f"--print-to-pdf={target}", str(folder / "report.html")]
    subprocess.run([*command, *where], check=True, capture_output=True, timeout=180)
    return target.read_bytes()


def turned(data, shown=0, drawn=0):
    """Return a PDF whose pages are shown, and whose words are drawn, turned clockwise."""
    document = pdfium.PdfDocument(data)
    for page in document:
        width, height = page.get_size()
        if drawn:
            matrix, size = {
                90: ((0, -1, 1, 0, 0, width), (height, width)),
                270: ((0, 1, -1, 0, height, 0), (height, width)),
            }[drawn]
            turn = pdfium.raw.FS_MATRIX(*matrix)
            pdfium.raw.FPDFPage_TransFormWithClip(page, turn, None)
            page.set_mediabox(0, 0, *size)
            page.set_cropbox(0, 0, *size)
        page.set_rotation(shown)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def figures(data):
    [report] = reports(data, "report.pdf")
    return {(f.indicator, f.member, f.label, f.value): f.place for f in report.figures}


def test_a_page_that_lies_on_its_side_is_read_as_one_that_stands(upright):
    expected = figures(upright)
    assert len(expected) > 150
    ways = [{"shown": 90}, {"shown": 180}, {"shown": 270}, {"drawn": 90}, {"drawn": 270}]
    ways.append({"drawn": 90, "shown": 270})  # upright as it is shown
    for way in ways:
        assert set(figures(turned(upright, **way))) == set(expected), way


def test_the_picture_of_a_cell_is_cut_from_the_page_as_it_was_read(upright):
    lying = turned(upright, shown=90)
    place = next(place for place in figures(lying).values() if place and place.box)
    stood = Image.open(io.BytesIO(cutout(upright, place)))
    shown = Image.open(io.BytesIO(cutout(lying, place)))
    assert shown.tobytes() == stood.tobytes()
