"""通报稿: how a district's agencies published and what was found, every sentence from figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.papers.circular_rows import annex_rows, annex_widths
from pipelines.papers.district import (
    District,
    district_of,
    general_lines,
    problem_lines,
    request_lines,
    score_line,
)
from pipelines.papers.document import PaperDocument
from pipelines.papers.facts import Material
from pipelines.papers.heading import Heading
from pipelines.papers.notes import notes
from pipelines.papers.plain import plain
from pipelines.papers.words import ordinal, say, table

_NAME: Final = "circular"


def circular(material: Material, heading: Heading) -> bytes | None:
    """Return the DOCX of a district and the heading's year, None where nothing is known of it."""
    district = district_of(material, heading)
    if not (district.filed or district.found.issues):
        return None
    county = plain(heading.county)
    paper = PaperDocument(heading, _say("title.text", county=county, year=heading.year))
    paper.line(_say("opening.addressee"))
    paper.body(_say("opening.text", county=county, year=heading.year))
    paper.part(_say("heading.general", number=ordinal(1)))
    paper.body("".join(general_lines(district)))
    if score := score_line(district, has_score=material.score is not None):
        paper.body(score)
    paper.part(_say("heading.problems", number=ordinal(2)))
    for lead, text in problem_lines(district):
        paper.body(text, lead=lead)
    paper.part(_say("heading.request", number=ordinal(3)))
    for text in request_lines(district, _say("request.paper")):
        paper.body(text)
    paper.signature(plain(heading.office) or _say("note.office"))
    title = _say("heading.annex_title", county=county, year=heading.year)
    paper.annex(_say("heading.annex"), title)
    head = [_say(f"annex.{key}") for key in table(_NAME)["annex"]["columns"]]
    rows = annex_rows(district.filed, district.content, district.found.doubts, district.points)
    paper.table(head, rows, annex_widths())
    paper.notes([_say("annex.note"), *_notes(district)])
    return paper.data()


def _notes(district: District) -> Iterator[str]:
    heading, found = district.heading, district.found
    scope = f"{plain(heading.county)} {heading.year}"
    yield from notes(heading, scope, excluded=len(found.excluded), rows=found.issues)
    for key, count in (("infos", len(found.hints)), ("unjudged", len(found.unjudged))):
        if count:
            yield _say(f"note.{key}", count=count)


def _say(key: str, **holes: object) -> str:
    return say(_NAME, key, **holes)
