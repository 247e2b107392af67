"""What is known of a district's year: sorted once, and said in sentences from figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from pipelines.papers.facts import (
    GRAVE,
    Material,
    Row,
    Sorted,
    agency_names,
    class_of,
    classes,
    is_excerpt,
    is_read,
    points,
    settled_filing,
    sort_findings,
)
from pipelines.papers.heading import WORKING_DAYS, Heading, day_words
from pipelines.papers.plain import plain
from pipelines.papers.rectification import situation
from pipelines.papers.words import joined, ordinal, percent, say

FEW: Final = 10  # below this base counts are said, not shares
Line = tuple[str, str]  # the lead of a paragraph, "" where it has none, and what it says
_say: Final = partial(say, "circular")
_STATES: Final = ("on_time", "late", "early", "missing", "unreadable", "not_judged", "waived")
_JUDGED: Final = frozenset({"on_time", "late", "early", "missing"})
_TIMING: Final = "timing"


@dataclass(frozen=True)
class District:
    """What is known of a district's year, sorted once."""

    heading: Heading
    found: Sorted
    filed: Sequence[Row]
    names: dict[str, str]
    points: dict[tuple[str, int], tuple[float, float]]

    @property
    def expected(self) -> list[Row]:
        """Return the filing of the agencies that had to report."""
        return [row for row in self.filed if row["is_expected"]]

    def judged(self, *, all_filed: bool = False) -> list[Row]:
        """Return the filing of the expected (or all) agencies that is known to be in time or not.

        What was not judged, not read or waived is no part of the base of a rate.
        """
        rows = self.filed if all_filed else self.expected
        return [row for row in rows if row["state"] in _JUDGED]

    @property
    def content(self) -> list[Row]:
        """Return the issues of contents: what filing says is not said twice."""
        filed = {row["agency_id"] for row in self.filed}
        return [
            row
            for row in self.found.issues
            if _class(row) != _TIMING or row["agency_id"] not in filed
        ]

    def of_state(self, state: str, *, all_filed: bool = False) -> list[Row]:
        """Return the filing of the expected (or all) agencies in one state."""
        rows = self.filed if all_filed else self.expected
        return [row for row in rows if row["state"] == state]

    def name(self, row: Row) -> str:
        """Return an agency's short name."""
        return self.name_of(str(row["agency_id"]))

    def name_of(self, agency_id: str) -> str:
        """Return the short name of the agency of an id; the id where no name is known."""
        return plain(self.names.get(agency_id) or agency_id)


def district_of(material: Material, heading: Heading) -> District:
    """Return what is known of the heading's year, sorted once."""
    year = heading.year
    findings = _of_year(material.findings, year)
    filed = settled_filing(_of_year(material.filing, year), findings)
    found = sort_findings(findings)
    names = agency_names(found.issues) | agency_names(filed)
    return District(heading, found, filed, names, points(material.score))


def _of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    return frame if frame.empty else frame[frame["report_year"] == year]


def general_lines(district: District) -> Iterator[str]:
    """Yield the sentences of a first part: who published when, and how much was found."""
    expected, year = district.expected, district.heading.year
    parts = [_state(district, state) for state in _STATES]
    joined = say("shared", "marks.comma").join(filter(None, parts))
    if expected:
        yield _say("general.expected", expected=len(expected)) + _say(
            "general.counts", parts=joined
        )
    else:
        yield _say("general.no_roster", year=year)
        if joined:
            yield _say("general.known", count=len(district.filed), parts=joined)
    outside = [r for r in district.filed if not r["is_expected"] and r["state"] != "missing"]
    if outside and expected:
        yield _say("general.outside", count=len(outside))
    yield from _checked(district)


def _state(district: District, state: str) -> str:
    expected = len(district.expected)
    count = len(district.of_state(state, all_filed=not expected))
    if not count:
        return ""
    judged = len(district.judged())
    is_share = state == "on_time" and judged >= FEW
    share = percent(count / judged) if is_share else ""
    among = "on_time_share" if judged == expected else "on_time_share_judged"
    key = among if is_share else state
    return _say(f"general.{key}", count=count, share=share, judged=judged)


def _checked(district: District) -> Iterator[str]:
    read = sum(is_read(row) for row in district.filed)
    excerpts = sum(is_excerpt(row) for row in district.filed)
    issues = district.content
    if excerpts:
        yield _say("general.excerpts", count=excerpts)
    if not read and not issues:
        yield _say("general.unchecked")
        return
    if not issues:
        yield _say("general.clean", reports=read)
        return
    errors = sum(row["severity"] == "error" for row in issues)
    grades = {"errors": errors, "warnings": len(issues) - errors}
    named = [_say(f"general.{key}", **{key: count}) for key, count in grades.items() if count]
    yield _say(
        "general.checked",
        reports=read,
        agencies=len({row["agency_id"] for row in issues}),
        issues=len(issues),
        grades=joined(named),
    )
    confirmed = sum(row["verdict"] == "confirmed" for row in issues)
    if confirmed == len(issues):
        yield _say("general.all_confirmed")
    elif confirmed:
        yield _say("general.verdicts", confirmed=confirmed, open=len(issues) - confirmed)
    else:
        yield _say("general.all_open")


def problem_lines(district: District) -> Iterator[Line]:
    """Yield every class that has a case, agencies named; a class without one is left out."""
    number = 0
    if timing := "".join(_timing(district)):
        number += 1
        name = next(name for key, name in classes() if key == _TIMING)
        yield _say("heading.class", number=ordinal(number), name=name), timing
    for key, name in classes():
        rows = [row for row in district.content if _class(row) == key]
        if not rows:
            continue
        number += 1
        lead = _say("heading.class", number=ordinal(number), name=name)
        agencies = len({row["agency_id"] for row in rows})
        yield lead, _say("problems.class", agencies=agencies, issues=len(rows))
        yield from (("", line) for line in _rules(district, rows))
    if not number:
        is_known = any(is_read(row) for row in district.filed)
        yield "", _say("problems.none" if is_known else "problems.unknown")


def _timing(district: District) -> Iterator[str]:
    """Yield who was late, early or is missing, out of all agencies that filed or had to."""
    if late := district.of_state("late", all_filed=True):
        yield _say("problems.late", names=joined(_late(district, row) for row in late))
    if early := district.of_state("early", all_filed=True):
        yield _say("problems.early", names=joined(district.name(row) for row in early))
    if missing := district.of_state("missing"):
        names = joined(district.name(row) for row in missing)
        yield _say("problems.missing", names=names, made_on=day_words(district.heading.made_on))


def _late(district: District, row: Row) -> str:
    key = "late_unknown" if row["days_late"] is None else "late_one"
    return _say(f"problems.{key}", agency=district.name(row), days=row["days_late"])


def _rules(district: District, rows: Sequence[Row]) -> Iterator[str]:
    """Yield one line a rule: who is concerned, how often, and one case in its own words."""
    by_rule: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: GRAVE.index(row["severity"])):
        by_rule.setdefault(str(row["rule"]), []).append(row)
    for cases in by_rule.values():
        counted: dict[str, int] = {}
        for row in cases:
            counted[str(row["agency_id"])] = counted.get(str(row["agency_id"]), 0) + 1
        named = [
            _say(
                "problems.one" if n == 1 else "problems.several",
                agency=district.name_of(one),
                count=n,
            )
            for one, n in sorted(counted.items())
        ]
        text = _say("problems.rule", title=plain(cases[0]["title_zh"]), names=joined(named))
        first = min(cases, key=lambda row: (str(row["agency_id"]), str(row["fingerprint"])))
        if situation(first) != plain(first["title_zh"]):
            text += _say("problems.example", agency=district.name(first), text=situation(first))
        yield text


def request_lines(district: District, paper: str) -> Iterator[str]:
    """Yield by when an answer to a paper is asked for, and what, as far as there is a reason."""
    asked = {
        "missing": bool(district.of_state("missing")),
        "late": any(r["state"] in {"late", "early"} for r in district.filed),
        "check": bool(district.content),
        "doubt": bool(district.found.doubts),
    }
    keys = [key for key, is_asked in asked.items() if is_asked]
    if keys:
        heading = district.heading
        text = _say("request.opening", paper=paper, deadline=day_words(heading.due))
        is_proposed = heading.deadline is None
        proposed = _say("request.proposed", paper=paper, days=WORKING_DAYS)
        yield text + (proposed if is_proposed else "")
    for number, key in enumerate([*keys, "all"], 1):
        yield _say(f"request.{key}", number=ordinal(number))


def _class(row: Row) -> str:
    return class_of(row["rule"], row["family"])[0]
