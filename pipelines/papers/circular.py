"""通报稿: how a district's agencies published and what was found, every sentence from figures."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from pipelines.papers.district import (
    District,
    district_of,
    general_lines,
    problem_lines,
    request_lines,
)
from pipelines.papers.facts import Material, Row, is_read
from pipelines.papers.heading import Heading, notes
from pipelines.papers.letters.letter import LetterTemplate, letter
from pipelines.papers.plain import plain
from pipelines.papers.score_words import score_line
from pipelines.papers.words import ordinal, say

Points = Mapping[tuple[str, int], tuple[float, float]]
_say: Final = partial(say, "circular")
_COLUMNS: Final = (
    *("place", "agency", "state", "published"),
    *("errors", "warnings", "doubts", "score"),
)


def circular(
    material: Material, heading: Heading, template: LetterTemplate | None = None
) -> bytes | None:
    """Return the DOCX of a district and the heading's year, None where nothing is known of it.

    Raises:
        LetterTemplateError: the office's own template cannot be used.
    """
    district = district_of(material, heading)
    if not (district.filed or district.found.issues):
        return None
    values = circular_values(district, has_score=material.score is not None)
    return letter("circular", values, heading, template)


def circular_values(district: District, *, has_score: bool) -> dict[str, Any]:
    """Return what the circular says by the names of its fields."""
    heading = district.heading
    county, year = plain(heading.county), heading.year
    general = ["".join(general_lines(district)), score_line(district, has_score=has_score)]
    problems = [{"lead": lead, "text": text} for lead, text in problem_lines(district)]
    rows = annex_rows(district.filed, district.content, district.found.doubts, district.points)
    return {
        "title": _say("title.text", county=county, year=year),
        "addressee": _say("opening.addressee"),
        "county": county,
        "year": year,
        "opening": _say("opening.text", county=county, year=year),
        "general": {
            "heading": _say("heading.general", number=ordinal(1)),
            "lines": [text for text in general if text],
        },
        "problems": {
            "heading": _say("heading.problems", number=ordinal(2)),
            "lines": problems,
        },
        "request": {
            "heading": _say("heading.request", number=ordinal(3)),
            "lines": list(request_lines(district, _say("request.paper"))),
        },
        "office": plain(heading.office) or _say("note.office"),
        "annex": {
            "heading": _say("heading.annex_title", county=county, year=year),
            "rows": [dict(zip(_COLUMNS, row, strict=True)) for row in rows],
        },
        "notes": [_say("annex.note"), *_notes(district)],
    }


def _notes(district: District) -> Iterator[str]:
    heading, found = district.heading, district.found
    scope = f"{plain(heading.county)} {heading.year}"
    yield from notes(heading, scope, excluded=len(found.excluded), rows=found.issues)
    for key, count in (("infos", len(found.hints)), ("unjudged", len(found.unjudged))):
        if count:
            yield _say(f"note.{key}", count=count)


def annex_rows(
    filed: Sequence[Row], issues: Sequence[Row], doubts: Sequence[Row], points: Points
) -> list[list[str]]:
    """Return the cells of the annex, agencies that had to report first."""
    graded = Counter((row["agency_id"], row["severity"]) for row in issues)
    doubted = Counter(row["agency_id"] for row in doubts)
    ordered = sorted(filed, key=lambda row: (not row["is_expected"], str(row["agency_id"])))
    has_roster = any(row["is_expected"] for row in filed)
    listed = [row for row in ordered if row["is_expected"] or row["state"] != "missing"]
    return [
        [
            str(number),
            _agency(row, has_roster=has_roster),
            _filing_state(row),
            plain(row["published_on"])[:10] or _unknown(),
            *(_count(row, graded[row["agency_id"], grade]) for grade in ("error", "warning")),
            _count(row, doubted[row["agency_id"]]),
            _points(points.get((str(row["agency_id"]), int(row["report_year"])))),
        ]
        for number, row in enumerate(listed, 1)
    ]


def _agency(row: Row, *, has_roster: bool) -> str:
    name = plain(row.get("short_name") or row["agency"])
    return name if row["is_expected"] or not has_roster else _say("annex.outside", agency=name)


def _filing_state(row: Row) -> str:
    if row["state"] == "late" and row["days_late"] is not None:
        return _say("annex.late", days=row["days_late"])
    return say("shared", f"state.{row['state']}")


def _count(row: Row, count: int) -> str:
    return str(count) if count or is_read(row) else _unknown()


def _points(both: tuple[float, float] | None) -> str:
    if both is None:
        return _unknown()
    return _say("annex.score_one", points=f"{both[0]:g}", out_of=f"{both[1]:g}")


def _unknown() -> str:
    return say("shared", "marks.nothing")
