"""Files of older and other offices: read by way of LibreOffice, or named for what they are."""

import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipelines.documents import convert
from pipelines.documents.convert import office, read_document
from pipelines.model import Grid, Paragraph, Rejection
from pipelines.read import members
from tests.gold.shared import SHARED

needs_office = pytest.mark.skipif(not office(), reason="LibreOffice is not installed")

RTF = (
    rb"{\rtf1\ansi\uc0 \u27721 \u27743 \u38215 \par "  # 汉江镇
    rb"\trowd\cellx2000\cellx4000 \intbl \u35268 \u31456 \cell 12\cell\row "  # 规章 | 12
    rb"\pard\par}"
)


def open_document(body, kind="text"):
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:'
        f'office:1.0" xmlns:text="{names}:text:1.0" xmlns:draw="{names}:drawing:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    return buffer.getvalue()


def compound(stream):
    """Return the head of a compound file and one entry of its directory."""
    name = stream.encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + b"\2"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(128, b"\0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (compound("WordDocument"), "legacy_word"),
        (compound("Workbook"), "legacy_excel"),
        (compound("Book"), "legacy_excel"),
        (compound("PowerPoint Document"), "legacy_other"),
        (compound("EncryptedPackage"), "encrypted"),
        (RTF, "rich_text"),
        (open_document("<text:p>1</text:p>"), "open_document"),
        (open_document("", "spreadsheet"), "open_document"),
        (open_document("", "text-web"), "open_document"),
    ],
)
def test_without_libreoffice_each_is_named_for_what_it_is(monkeypatch, data, code):
    monkeypatch.setattr(convert, "office", lambda: "")
    offered = list(members(data, "报告"))
    assert offered == [("报告", data)]  # an OpenDocument is no archive of documents
    found = read_document(data, "报告")
    assert isinstance(found, Rejection)
    assert found.code == code


@needs_office
def test_a_rich_text_is_read_under_the_name_of_the_bytes_received():
    found = read_document(RTF, "a.rtf")
    again = read_document(RTF, "a.rtf")
    assert [one.text for one in found.blocks if isinstance(one, Paragraph)][:1] == ["汉江镇"]
    grid = next(one for one in found.blocks if isinstance(one, Grid))
    assert [cell.text for cell in grid.cells] == ["规章", "12"]
    assert found.sha256 == convert.hashlib.sha256(RTF).hexdigest()
    assert again == found


@needs_office
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not at hand")
def test_a_sheet_of_wps_is_read():
    found = read_document((SHARED / "cases" / "reading" / "sheet.et").read_bytes(), "sheet.et")
    assert any(
        "沙河店镇" in cell.text for one in found.blocks for cell in getattr(one, "cells", ())
    )


@needs_office
def test_nothing_a_document_links_is_fetched():
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        image = (
            f'<text:p>甲<draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>'
            f'<text:section text:name="s"><text:section-source xlink:href="{address}"/>'
            "<text:p>乙</text:p></text:section>"
        )
        found = read_document(open_document(image), "a.odt")
        server.shutdown()
    assert [one.text for one in found.blocks if isinstance(one, Paragraph)][:1] == ["甲"]
    assert asked == []


@needs_office
def test_what_takes_too_long_is_refused_with_a_word(monkeypatch):
    monkeypatch.setattr(convert, "SECONDS", 0.01)
    found = read_document(RTF, "a.rtf")
    assert isinstance(found, Rejection)
    assert found.code == "not_converted"
