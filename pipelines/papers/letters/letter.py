"""A letter from its fields: in the office's own template where it has one, else in ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn

from pipelines.papers.document import bytes_of, describe, mark_simulated
from pipelines.papers.heading import Heading, day_words
from pipelines.papers.letters.fields import Letter, LetterTemplateError, named
from pipelines.papers.letters.own import own_template
from pipelines.papers.letters.template import MOST_BYTES, fill
from pipelines.papers.plain import plain
from pipelines.papers.words import table


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """An office's own template: its name, and its bytes."""

    file: str
    data: bytes


def file_of(letter: Letter) -> str:
    """Return the name that the template of a letter has in an office's folder."""
    return str(table("letters")["files"][letter])


def office_template(folder: Path | None, letter: Letter) -> LetterTemplate | None:
    """Return an office's own template of a letter, None where it has none.

    Raises:
        LetterTemplateError: the file is there and cannot be read, or is far too large.
    """
    file = file_of(letter)
    path = folder / file if folder else None
    if path is None or not path.exists():
        return None
    try:
        if path.stat().st_size > MOST_BYTES:
            raise LetterTemplateError("large", file=file, most=MOST_BYTES // 1_000_000)
        return LetterTemplate(file, path.read_bytes())
    except OSError as error:
        raise LetterTemplateError("file", file=file) from error


def letter(
    kind: Letter,
    values: Mapping[str, Any],
    heading: Heading,
    template: LetterTemplate | None = None,
) -> bytes:
    """Return the DOCX of a letter; simulated figures are marked whatever the template says.

    Raises:
        LetterTemplateError: the office's own template cannot be used.
    """
    used = template or LetterTemplate(file_of(kind), own_template(kind))
    fields = dict(values) | {
        "letterhead": plain(heading.letterhead),
        "number": plain(heading.number),
        "copies": plain(heading.copies),
        "contact": plain(heading.contact),
        "deadline": day_words(heading.due),
        "made_on": day_words(heading.made_on),
    }
    document = fill(used.data, kind, named(fields), used.file)
    _detach(document)
    describe(document, heading, str(values["title"]))
    if heading.is_simulated:
        mark_simulated(document)
    return bytes_of(document)


def _detach(document: Any) -> None:  # noqa: ANN401 - docx.Document is a function, not a type
    """Take away the link to the file that a template was itself made from: it leads nowhere."""
    settings = document.settings
    for link in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(link)
        settings.part.rels.pop(link.get(qn("r:id")), None)
