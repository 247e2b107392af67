"""退回修改单: what an agency must mend in a draft before it is published, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pipelines.papers.document import PaperDocument
from pipelines.papers.facts import Row, divided
from pipelines.papers.heading import Heading, day_words, rules_version
from pipelines.papers.plain import plain
from pipelines.papers.rectification import grade_words, problem_lines, titled, unstopped, where
from pipelines.papers.words import ordinal, say

_say: Final = partial(say, "returned")
DAYS: Final = 3  # working days that are proposed for mending a draft


@dataclass(frozen=True, slots=True)
class SentBack:
    """The draft that is sent back: whose it is as far as known, its file, and why.

    `rows` are its judgements as rows of findings; `rejection` says why it could not be read.
    """

    name: str
    sha256: str
    agency: str = ""
    year: int | None = None
    is_open: bool = False  # agency or year could not be told
    reasons: Sequence[str] = ()
    rows: Sequence[Row] = ()
    rejection: str = ""


def returned(one: SentBack, heading: Heading, *, is_proposed: bool = False) -> bytes:
    """Return the DOCX for one draft.

    Args:
        one: the draft.
        heading: its `deadline` is the day by which the draft must come again.
        is_proposed: say that nobody but this sheet has set that day.
    """
    paper = PaperDocument(heading, _title(one))
    name = plain(one.agency) or _say("opening.somebody")
    paper.line(_say("opening.addressee", agency=name))
    key = "text" if one.year else "text_open"
    paper.body(_say(f"opening.{key}", year=one.year, name=plain(one.name)))
    _Sheet(paper, one, heading).write(is_proposed=is_proposed)
    paper.signature(plain(heading.office) or _say("note.office"))
    paper.notes(_notes(one, heading))
    return paper.data()


def file_name(one: SentBack) -> str:
    """Return what the sheet is called, without an ending."""
    if one.agency and one.year:
        return _say("title.file", agency=plain(one.agency), year=one.year)
    return _say("title.file_open", name=plain(one.name))


class _Sheet:
    """The parts of one sheet, numbered as they come."""

    def __init__(self, paper: PaperDocument, sent_back: SentBack, heading: Heading) -> None:
        self._paper, self._sheet, self._heading = paper, sent_back, heading
        self._count = 0
        findings = divided(sent_back.rows)
        self._issues, self._hints = findings.issues, findings.hints
        self._doubts = findings.doubts

    def write(self, *, is_proposed: bool) -> None:
        """Write every part that has something to say."""
        if self._sheet.reasons:
            self._part("reasons")
            for number, reason in enumerate(self._sheet.reasons, 1):
                self._paper.body(_say("reasons.item", number=number, text=plain(reason)))
        self._problems()
        self._listed("hints", self._hints)
        self._listed("doubts", self._doubts)
        self._request(is_proposed=is_proposed)

    def _part(self, name: str) -> None:
        self._count += 1
        self._paper.part(_say(f"heading.{name}", number=ordinal(self._count)))

    def _problems(self) -> None:
        self._part("problems")
        sent_back, paper = self._sheet, self._paper
        if sent_back.rejection:
            stop = say("shared", "marks.stop")
            paper.body(_say("problems.unread", reason=plain(sent_back.rejection).rstrip(stop)))
            return
        if sent_back.is_open:
            paper.body(_say("problems.open"))
        if not self._issues:
            paper.body(_say("problems.none_else" if sent_back.reasons else "problems.none"))
            return
        paper.body(
            _say("problems.opening", count=len(self._issues), grades=grade_words(self._issues))
        )
        for number, row in enumerate(self._issues, 1):
            title = say(
                "rectification", "problems.item", number=number, title=unstopped(row["title_zh"])
            )
            paper.body("", lead=title)
            for line in problem_lines(row):
                paper.body(line)

    def _listed(self, name: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self._part(name)
        for number, row in enumerate(rows, 1):
            place = where(row)
            holes = {
                "number": number,
                "text": titled(row),
                "rule": row["rule"],
                "place": _say("hints.place", place=place) if place else "",
            }
            self._paper.body(_say("hints.item", **holes))

    def _request(self, *, is_proposed: bool) -> None:
        self._part("request")
        text = _say("request.text", deadline=day_words(self._heading.due))
        if is_proposed:
            text += _say("request.proposed", days=DAYS)
        self._paper.body(text)
        if self._heading.contact:
            self._paper.body(_say("request.contact", contact=plain(self._heading.contact)))


def _notes(one: SentBack, heading: Heading) -> list[str]:
    said = {"rules": rules_version(), "made_on": heading.made_on.isoformat()}
    lines = [_say("note.file", name=plain(one.name), sha256=one.sha256, **said), _say("note.draft")]
    unjudged = sum(row["status"] == "na" for row in one.rows)
    return [*lines, _say("note.unjudged", count=unjudged)] if unjudged else lines


def _title(one: SentBack) -> str:
    if one.agency and one.year:
        return _say("title.text", agency=plain(one.agency), year=one.year)
    return _say("title.open")
