"""A template opened, checked and filled: what is wrong with it is one sentence with its place."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from lxml import etree

from pipelines.papers.letters.environment import (
    ForbiddenTagError,
    LetterEnvironment,
    UnknownFieldError,
    check_fields,
    check_tags,
)
from pipelines.papers.letters.fields import Letter, LetterTemplateError, shape
from pipelines.papers.plain import plain

_MOST_PARTS: Final = 500
MOST_BYTES: Final = 20_000_000
_MOST_MEGABYTES: Final = MOST_BYTES // 1_000_000
_MOST_XML: Final = 3_000_000  # of one part with text: the filler reads it many times over
_ACTIVE: Final = re.compile(
    rb"vbaProject|activeX|oleObject|relationships/(?:control|frame|subDocument)",
    re.IGNORECASE,
)
_OF_PLACES: Final = re.compile(r"\{([{%#])(?:p|tr|tc|r) ")
_LONGEST_QUOTE: Final = 60
_W: Final = "w:p"


def check_template(data: bytes, letter: Letter, file: str) -> None:
    """Refuse a template that cannot be used.

    Raises:
        LetterTemplateError: with the paragraph that is wrong where one is.
    """
    _check_container(data, file)
    for lines in _parts(data, file):
        _check_lines(lines, letter, file)


def fill(data: bytes, letter: Letter, values: Mapping[str, Any], file: str) -> Any:  # noqa: ANN401 - docx.Document is a function, not a type
    """Return the document of a checked template and the values of its fields.

    Raises:
        LetterTemplateError: the template cannot be used.
    """
    check_template(data, letter, file)
    template = DocxTemplate(io.BytesIO(data))
    try:
        template.render(values, LetterEnvironment(values, file), autoescape=True)
    except (TemplateError, ForbiddenTagError, etree.LxmlError) as error:
        raise LetterTemplateError("part", file=file) from error
    filled = io.BytesIO()
    template.docx.save(filled)
    return Document(filled)  # opened anew: the filler puts other headers behind the library's back


def _check_container(data: bytes, file: str) -> None:
    """Refuse what is no document, what unpacks to too much, and what would act when opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            entries = held.infolist()
            sizes = [entry.file_size for entry in entries]
            too_long = any(
                entry.file_size > _MOST_XML for entry in entries if entry.filename.endswith(".xml")
            )
            if len(entries) > _MOST_PARTS or sum(sizes) > MOST_BYTES or too_long:
                raise LetterTemplateError("large", file=file, most=_MOST_MEGABYTES)
            names = "\n".join(entry.filename for entry in entries).encode()
            told = [held.read(e) for e in entries if e.filename.endswith((".rels", "Types].xml"))]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise LetterTemplateError("file", file=file) from error
    if any(_ACTIVE.search(part) for part in (names, *told)):
        raise LetterTemplateError("active", file=file)


def _parts(data: bytes, file: str) -> Iterator[list[str]]:
    """Yield the paragraphs of the body, then of each header and footer, as lines of text."""
    try:
        document = Document(io.BytesIO(data))
        yield _lines(document.element.body)
        for section in document.sections:
            for held in (
                *(section.header, section.even_page_header, section.first_page_header),
                *(section.footer, section.even_page_footer, section.first_page_footer),
            ):
                if not held.is_linked_to_previous:
                    yield _lines(held._element)  # noqa: SLF001 - no public way
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.LxmlError) as error:
        raise LetterTemplateError("file", file=file) from error


def _lines(element: Any) -> list[str]:  # noqa: ANN401 - an element of the library
    """Return the text of every paragraph: tags that Word has cut into runs are whole again."""
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).replace("\n", " ")
        for paragraph in element.iter(qn(_W))
    ]


def _check_lines(lines: list[str], letter: Letter, file: str) -> None:
    """Check tags and fields as one text of one line a paragraph, so that lines are paragraphs."""
    text = "\n".join(_OF_PLACES.sub(r"{\1 ", line) for line in lines)

    def quoted(line: int) -> dict[str, object]:
        own = lines[line - 1] if 0 < line <= len(lines) else ""
        return {"file": file, "line": line, "quote": plain(own, _LONGEST_QUOTE)}

    try:
        source = LetterEnvironment().parse(text)
        check_tags(source)
        check_fields(source, shape(letter))
    except TemplateSyntaxError as error:
        raise LetterTemplateError("syntax", **quoted(error.lineno)) from error
    except ForbiddenTagError as error:
        raise LetterTemplateError("forbidden", name=error.name, **quoted(error.line)) from error
    except UnknownFieldError as error:
        last = error.name.rpartition(".")[2]
        near = get_close_matches(last, error.near, 1, 0.0) or ["—"]
        detail = {"name": error.name, "near": near[0]}
        raise LetterTemplateError("field", **detail, **quoted(error.line)) from error
