"""A report with what the rules say of it: as an object of JSON, and as a person reads it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.cli.text import identity_text
from pipelines.cli.words import language, name_of, one_line, say, where
from pipelines.desk.json_lines import Line, finding_object, report_line
from pipelines.model import Report, Severity
from pipelines.store.rows import place_mapping
from pipelines.validate.judgement import Explanation, Judgement, as_finding
from pipelines.validate.naming import cell_name
from pipelines.validate.wording import as_texts

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def judged_line(file: str, report: Report, found: Sequence[Judgement]) -> Line:
    """Return the line of `parse --json` whose findings are everything the rules say."""
    findings = [_object(judgement) for judgement in _by_gravity(found)]
    return report_line(file, report) | {"findings": findings}


def judged_text(file: str, report: Report, found: Sequence[Judgement]) -> Iterator[str]:
    """Yield the lines a person reads: who reports, what is wrong and why, what was not judged."""
    yield one_line(say("check.head", file=file, head=identity_text(report)))
    yield say("check.counts", **counts(found))
    open_rules: dict[str, list[str]] = {}
    for judgement in _by_gravity(found):
        if judgement.status == "fail":
            yield from _finding(judgement)
        else:
            sentence = str(as_texts(judgement, language())["message"])
            open_rules.setdefault(sentence, []).append(judgement.rule)
    for sentence, rules in open_rules.items():
        yield one_line(say("check.unjudged", rules=" ".join(dict.fromkeys(rules)), text=sentence))


def counts(found: Sequence[Judgement]) -> dict[str, int]:
    """Count what fails by severity; what cannot be judged is no finding."""
    counter = Counter(one.severity for one in found if one.status == "fail")
    return {f"{severity}s": counter[severity] for severity in _GRAVITY}


def _by_gravity(found: Sequence[Judgement]) -> list[Judgement]:
    """Put what fails first, and the gravest of it; the order is kept otherwise."""
    return sorted(found, key=lambda one: (one.status != "fail", _GRAVITY[one.severity]))


def _object(judgement: Judgement) -> Line:
    words = as_texts(judgement, language())
    explanation = judgement.explanation
    entry = finding_object(as_finding(judgement)) | {
        "axis": judgement.axis,
        "fingerprint": judgement.fingerprint,
        "title": words["title"],
        "message": words["message"],
        "formula": judgement.formula.spoken(language()),
        "explanation": _explained(explanation) if explanation else None,
        "is_assumed": judgement.is_assumed,
        "places": [place_mapping(place) for place in judgement.places],
    }
    for name in ("reason", "note"):
        entry |= {name: words[name]} if words[name] else {}
    return entry


def _explained(explanation: Explanation) -> Line:
    return {
        "kind": explanation.kind,
        "text": explanation.words.spoken(language()),
        "cells": [{"indicator": one, "member": member} for one, member in explanation.cells],
    }


def _finding(judgement: Judgement) -> Iterator[str]:
    words = as_texts(judgement, language())
    message, title = str(words["message"]), str(words["title"])
    if title not in message:
        message = say("check.titled", title=title, message=message)
    severity = name_of("severity", str(judgement.severity))
    parts = {"severity": severity, "rule": judgement.rule, "message": message}
    yield one_line(say("check.finding", **parts))
    if words["left"] and words["right"]:
        sides = {name: _side(str(words[name])) for name in ("left", "right")}
        yield one_line(say("check.sides", **sides))
    for name in ("explanation", "note"):
        if words[name]:
            yield one_line(say(f"check.{name}", text=words[name]))
    if judgement.axis == "reading":
        yield say("check.reading")
    yield from _where(judgement)


def _side(text: str) -> str:
    """Return a side as a person reads it: a row of a table by its name."""
    return cell_name(text).spoken(language())


def _where(judgement: Judgement) -> Iterator[str]:
    """Yield where it stands: the first place, and how many more there are."""
    if judgement.places:
        count = len(judgement.places)
        place = where(place_mapping(judgement.places[0]))
        key = "check.place" if count == 1 else "check.places"
        yield say(key, where=place, count=count, more=count - 1)
