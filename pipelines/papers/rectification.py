"""整改建议书: what an agency is asked to check, year by year, with both values and the place."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from pipelines.model import Agency
from pipelines.papers.facts import (
    Material,
    Row,
    Sorted,
    is_excerpt,
    settled_filing,
    sort_findings,
)
from pipelines.papers.heading import WORKING_DAYS, Heading, day_words, notes
from pipelines.papers.letters.letter import LetterTemplate, letter
from pipelines.papers.plain import plain
from pipelines.papers.sides import sides_of
from pipelines.papers.words import ordinal, say, table

_say: Final = partial(say, "rectification")
_UNREAD = ("missing", "unreadable")
_PROMPT = ("late", "early")
_SHORT = 12  # letters of a name that leave room for the year on the first line of the title
_HOLE = "{number}"  # filled when it is known which requests come


def rectification(
    material: Material, heading: Heading, agency: Agency, template: LetterTemplate | None = None
) -> bytes | None:
    """Return the DOCX for one agency and the heading's year, None where nothing is to be said.

    Raises:
        LetterTemplateError: the office's own template cannot be used.
    """
    values = rectification_values(material, heading, agency)
    return None if values is None else letter("rectification", values, heading, template)


def rectification_values(
    material: Material, heading: Heading, agency: Agency
) -> dict[str, Any] | None:
    """Return what the letter says by the names of its fields, None where nothing is to be said."""
    own = material.of(agency.id, heading.year)
    findings = sort_findings(own.findings)
    filed = next(iter(settled_filing(own.filing, own.findings)), None)
    state = str(filed["state"]) if filed else ""
    if not (findings.issues or findings.doubts or state in (*_UNREAD, *_PROMPT)):
        return None  # hints alone are nothing to ask for
    name = plain(agency.name)
    key = "no_report" if state in _UNREAD else "report"
    basis = basis_words(agency.level or "", heading.year)
    excluded = len(findings.excluded)
    return {
        "title": _title(name, heading.year),
        "addressee": _say("opening.addressee", agency=name),
        "agency": name,
        "year": heading.year,
        "opening": _say(f"opening.{key}", basis=basis, year=heading.year),
        **_Letter(heading, findings, filed).parts(),
        "office": plain(heading.office) or _say("note.office"),
        "notes": [
            *_unjudged(findings.unjudged),
            *notes(heading, f"{name} {heading.year}", excluded=excluded, rows=findings.issues),
        ],
    }


def basis_words(level: str, year: int) -> str:
    """Return the articles and notices on which a letter to an agency of a level rests."""
    articles = "".join(
        entry["text"]
        for entry in table("rectification")["article"]
        if level in entry["levels"] and _holds(entry, year)
    )
    text = _say("basis.oversight", articles=articles)
    for entry in table("rectification")["notice"]:
        if _holds(entry, year):
            text += _say("basis.joined", other=entry["text"])
    return text


class _Letter:
    """The parts of one letter, numbered as they come; a part without anything to say is empty."""

    def __init__(self, heading: Heading, found: Sorted, filed: Mapping[str, Any] | None) -> None:
        self._heading, self._found, self._filed = heading, found, filed
        self._state = str(filed["state"]) if filed else ""
        self._numbers: dict[str, str] = {}

    def parts(self) -> dict[str, Any]:
        """Return every part, in their order."""
        lines = [filing_words(self._filed, self._heading)]
        filing = {"heading": self._numbered("filing"), "lines": lines}
        problems = self._problems()
        if not problems["heading"] and self._state == "unreadable":
            lines.append(_say("problems.none_unread"))
        return {
            "filing": filing,
            "problems": problems,
            "hints": self._listed("hints", self._found.hints),
            "doubts": self._listed("doubts", self._found.doubts),
            "request": {"heading": self._numbered("request"), "lines": list(self._requests())},
        }

    def _numbered(self, name: str) -> str:
        self._numbers[name] = ordinal(len(self._numbers) + 1)
        return _say(f"heading.{name}", number=self._numbers[name])

    def _problems(self) -> dict[str, Any]:
        issues = self._found.issues
        if not issues and self._state in _UNREAD:
            return {"heading": "", "text": "", "items": []}
        heading = self._numbered("problems")
        excerpt = is_excerpt(self._filed)
        if not issues:
            key = "none_excerpt" if excerpt else "none"
            return {"heading": heading, "text": _say(f"problems.{key}"), "items": []}
        text = opening_words(issues) + (_say("problems.excerpt") if excerpt else "")
        items = [
            {
                "title": _say("problems.item", number=number, title=plain(row["title_zh"])),
                "lines": list(problem_lines(row)),
            }
            for number, row in enumerate(issues, 1)
        ]
        return {"heading": heading, "text": text, "items": items}

    def _listed(self, name: str, rows: Sequence[Row]) -> dict[str, Any]:
        if not rows:
            return {"heading": "", "text": "", "items": []}
        return {
            "heading": self._numbered(name),
            "text": _say(f"{name}.opening", count=len(rows)),
            "items": [_item(name, number, row) for number, row in enumerate(rows, 1)],
        }

    def _requests(self) -> Iterator[str]:
        heading = self._heading
        text = _say("request.opening", deadline=day_words(heading.due))
        if heading.deadline is None:
            text += _say("request.proposed", days=WORKING_DAYS)
        yield text
        for number, line in enumerate(self._asked(), 1):
            yield line.replace(_HOLE, ordinal(number))

    def _asked(self) -> Iterator[str]:
        """Yield what is asked for, as far as the letter gives a reason for it."""
        if self._state == "missing":
            yield _say("request.publish", number=_HOLE, year=self._heading.year)
        if self._state in _PROMPT:
            yield _say("request.punctual", number=_HOLE)
        if self._found.issues:
            yield _say("request.check", number=_HOLE, section=self._numbers["problems"])
        if self._found.doubts:
            yield _say("request.doubt", number=_HOLE, section=self._numbers["doubts"])
        yield _say("request.reply", number=_HOLE)


def filing_words(filed: Mapping[str, Any] | None, heading: Heading) -> str:
    """Return whether and when the report was published; unknown says so."""
    if filed is None:
        return _say("filing.unknown", year=heading.year)
    days = filed.get("days_late")
    state = str(filed["state"])
    key = "late_unknown" if state == "late" and days is None else state
    return _say(
        f"filing.{key}",
        published=day_words(filed.get("published_on")),
        due=day_words(filed.get("due_on")),
        deadline=plain(filed.get("deadline_zh")) or say("shared", "marks.unknown"),
        days=days,
        year=heading.year,
        made_on=day_words(heading.made_on),
        reason=plain(filed.get("reason_zh")) or say("shared", "marks.unknown"),
    )


def opening_words(issues: Sequence[Row]) -> str:
    """Return how many problems there are, how grave, and how many a person has confirmed."""
    confirmed = sum(row["verdict"] == "confirmed" for row in issues)
    key = "some_confirmed" if confirmed else "all_open"
    standing = "all_confirmed" if confirmed == len(issues) else key
    return _say(
        "problems.opening",
        count=len(issues),
        grades=grade_words(issues),
        standing=_say(f"problems.{standing}", confirmed=confirmed, open=len(issues) - confirmed),
    )


def grade_words(issues: Sequence[Row]) -> str:
    """Return how many errors and how many warnings there are."""
    errors = sum(row["severity"] == "error" for row in issues)
    counts = {"errors": errors, "warnings": len(issues) - errors}
    named = [_say(f"problems.{key}", **{key: count}) for key, count in counts.items() if count]
    return say("shared", "marks.list").join(named)


def problem_lines(row: Row) -> Iterator[str]:
    """Yield what is to be said of one problem, a paragraph each."""
    sides = sides_of(row)
    said = situation(row)
    if sides and row["formula_zh"]:  # the sides say the difference
        said = unstopped(row["formula_zh"])
    text = _say("problems.situation", text=said)
    if sides:
        text += _say("problems.sides", sides=sides.words)
    yield text
    if explanation := unstopped(row["explanation_zh"]):
        yield _say("problems.why" if sides else "problems.maybe", text=explanation)
    if note := unstopped(row["note_zh"]):
        yield _say("problems.note", text=note)
    if place := where(row):
        yield _say("problems.place", place=place)
    text = _say("problems.basis", basis=unstopped(row["basis_zh"]))
    yield text + verdict_words(row)


def situation(row: Row) -> str:
    """Return what a finding says, without the stop at its end."""
    return unstopped(row["message_zh"]) or unstopped(row["title_zh"])


def titled(row: Row) -> str:
    """Return title and message of a finding, once where they are the same."""
    title, said = unstopped(row["title_zh"]), situation(row)
    return said if title in said else title + say("shared", "marks.colon") + said


def where(row: Row) -> str:
    """Return where a finding stands, as far as that is known."""
    return unstopped(row.get("where"))


def verdict_words(row: Row) -> str:
    """Return what a person said of a finding; nothing where nobody did."""
    if not row["verdict"]:
        return ""
    at = plain(row["verdict_at"])[:10]
    by = _say("problems.by", by=plain(row["verdict_by"]), at=at) if row["verdict_by"] else ""
    reason = plain(row["verdict_reason"])
    return _say(
        "problems.verdict",
        verdict=say("shared", f"verdict.{row['verdict']}"),
        by=by,
        reason=_say("problems.because", reason=unstopped(reason)) if reason else "",
    )


def _title(agency: str, year: int) -> str:
    """Return the title in lines that break between words."""
    key = "text" if len(agency) <= _SHORT else "long"
    return _say(f"title.{key}", agency=agency, year=year)


def _item(name: str, number: int, row: Row) -> str:
    place = where(row)
    placed = _say("doubts.place", place=place) if place else ""
    return _say(f"{name}.item", number=number, text=titled(row), place=placed)


def _unjudged(rows: Sequence[Row]) -> list[str]:
    """Say what was not judged, a reason once with the rules it stopped."""
    if not rows:
        return []
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(situation(row), []).append(str(row["rule"]))
    joined = say("shared", "marks.semicolon").join(
        _say(
            "note.unjudged_one",
            reason=reason,
            rules=say("shared", "marks.list").join(dict.fromkeys(rules)),
        )
        for reason, rules in reasons.items()
    )
    return [_say("note.unjudged", count=len(rows), reasons=joined)]


def _holds(entry: Mapping[str, Any], year: int) -> bool:
    first, last = entry["years"]
    return bool(first <= year <= last)


def unstopped(value: object) -> str:
    """Return a text without the stop at its end."""
    return plain(value).rstrip(say("shared", "marks.stop"))
