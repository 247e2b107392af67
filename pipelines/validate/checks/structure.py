"""Sections, form, title and what the law asks a report to contain."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from pipelines.catalogue.indicator_ids import NO_PAYMENT
from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Words
from pipelines.model import Severity
from pipelines.validate.check_context import CheckContext, words
from pipelines.validate.judgement import Judgement
from pipelines.validate.naming import say
from pipelines.validate.words import check_pattern, check_words

_pattern: Final = partial(check_pattern, "structure")

SECTIONS = 6
TRIAL_YEAR = 2019


def missing_sections(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-01: the six sections are there; a table without its heading is only a hint."""
    numbers = {number for number, _ in _headings(context)}
    if not numbers or not context.lines:
        if context.report.sections or context.lines:
            yield from context.fail(
                "R-STR-01", status="na", severity=Severity.INFO, reason="no_sections"
            )
        return
    tables = {int(n) for n, table in context.report.tables.items() if n in "234" and table.read}
    missing = [n for n in range(1, SECTIONS + 1) if n not in numbers | tables]
    unnamed = sorted(tables - numbers) if len(numbers) > 1 else []
    severity = Severity.ERROR
    if context.year == TRIAL_YEAR:
        severity = Severity.INFO
    elif context.report.template == "narrative":
        severity = Severity.WARNING
    for found, grade in ((missing, severity), (unnamed, Severity.INFO)):
        if found:
            left = ", ".join(map(str, found))
            yield from context.fail("R-STR-01", left=left, severity=grade)


def wrong_form(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-02: the form is that of its year."""
    template, year = context.report.template, context.year
    form = context.catalogue.form_of(year)
    expected = form.id if form else "narrative"
    is_old = year < TRIAL_YEAR and template not in context.catalogue.table_forms
    if not year or template == expected or is_old:
        return
    severity = Severity.INFO if year == TRIAL_YEAR else Severity.WARNING
    holes = {"form": _form_name(context, template), "expected": _form_name(context, expected)}
    said = {"deviation": say("wrong_form", **holes)}
    yield from context.fail(
        "R-STR-02", left=template, right=expected, severity=severity, words=said
    )


def section_order(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-03: sections come in the order of the form."""
    numbers = list(dict.fromkeys(number for number, _ in _headings(context)))
    if numbers != sorted(numbers):
        yield from context.fail("R-STR-03", left=" ".join(map(str, numbers)))


def numbering(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-04: headings are numbered one to six."""
    numerals, printed = check_words()["structure"]["numerals"], []
    for section in context.report.sections:
        match = _pattern("heading").match(section.heading.strip())
        printed.append(numerals.index(match[1]) + 1 if match else 0)
    expected = [section.number for section in context.report.sections]
    modern = context.report.template in context.catalogue.table_forms
    if modern and any(printed) and printed != expected:
        yield from context.fail("R-STR-04", left=" ".join(map(str, printed)))


def title(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-05: the title names year, subject and kind of report."""
    text = re.sub(r"\s", "", context.report.title) or _titled(context)
    if not text:
        return
    asked = ("title_year", "title_subject", "title_report")
    missing = [name for name in asked if not _pattern(name).search(text)]
    severity = Severity.INFO if missing == ["title_year"] else Severity.WARNING
    if missing and context.year >= TRIAL_YEAR:
        lacking = [say(name) for name in missing]
        holes = Words(zh=", ".join(w.zh for w in lacking), en=", ".join(w.en for w in lacking))
        yield from context.fail(
            "R-STR-05",
            left=text,
            right=" ".join(missing),
            severity=severity,
            words={"lacking": holes},
        )


def accountability(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-06: a government reports appraisal, assessment and accountability."""
    name = context.report.agency.name
    if not context.text or not _pattern("government").search(name):
        return
    if not _pattern("accountability").search(context.text):
        is_hinted = _pattern("oversight").search(context.text)
        severity = Severity.INFO if is_hinted else Severity.WARNING
        yield from context.fail("R-STR-06", severity=severity)


def contact(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-07: the report says how to reach the agency."""
    if context.text and not _pattern("contact").search(context.text):
        yield from context.fail("R-STR-07")


def period(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-08: the report states the period of its figures."""
    if context.text and context.year >= TRIAL_YEAR and not _pattern("period").search(context.text):
        yield from context.fail("R-STR-08")


def section_six(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-10: section six mentions the processing fee."""
    if not context.lines or not context.has_section(6):
        return
    is_said = _pattern("fee").search(context.text)
    if not is_said and not _pattern("fee_section").search(_body(context, 6)):
        yield from context.fail("R-STR-10")


def unpaid_fee(context: CheckContext) -> Iterator[Judgement]:
    """R-T3-09: where fees went unpaid section six speaks of the fee."""
    unpaid = context.printed(NO_PAYMENT, "total")
    if not unpaid or not context.has_section(6) or not context.lines:
        return
    if not check_pattern("dispute", "unpaid").search(_body(context, 6)):
        yield from context.fail("R-T3-09", left=unpaid, member="total")


def found_words(context: CheckContext) -> Iterator[Judgement]:
    """R-STR-11, 12, 19: words of a covering letter, a superseded notice, a superseded law."""
    for rule, name in (("R-STR-11", "letter"), ("R-STR-12", "old_notice"), ("R-STR-19", "old_law")):
        for line in context.lines:
            match = _pattern(name).search(line.text)
            if match and not _is_superseded(line.text, match):
                text, agency = match[0], context.report.agency.name
                holes = {"name": Words(zh=agency, en=agency)} | words(text)
                places = (line.place(text),)
                yield from context.fail(rule, member=text, words=holes, places=places)
                break


def _is_superseded(text: str, match: re.Match[str]) -> bool:
    """Say whether a notice is named as one that no longer holds: `instead of notice 60`."""
    before, after = text[: match.start()], text[match.end() :]
    is_before = _pattern("superseded_before").search(before)
    return bool(is_before or _pattern("superseded_after").match(after))


def parts_said(context: CheckContext) -> Iterator[Judgement]:
    """R-N-12: the text's own number of parts."""
    match = _pattern("parts_said").search(context.text)
    if not match or not context.report.sections:
        return
    said, numerals = match[1], check_words()["structure"]["numerals"]
    number = int(said) if said.isdigit() else numerals.find(said) + 1
    there = len({section.number for section in context.report.sections})
    if number and number != there:
        yield from context.fail("R-N-12", left=str(number), right=str(there))


def overview_length(context: CheckContext) -> Iterator[Judgement]:
    """R-N-14: the overview is not endless."""
    length = sum(len(line.text) for line in context.section(1))
    if length > check_words()["structure"]["overview_limit"]:
        yield from context.fail("R-N-14", left=str(length))


def _headings(context: CheckContext) -> list[tuple[int, int]]:
    """Return (section, block) of every heading, those too that stand out of order."""
    first_block = {section.number: section.first for section in context.report.sections}
    outline = lexicon("outline")
    for line in context.lines:
        match = re.match(outline["top_enumerator"], line.text)
        rest = line.text[match.end() :] if match else ""
        for section in outline["section"] if rest and len(rest) < outline["longest"] else ():
            if section["number"] not in first_block and re.fullmatch(section["line"], rest):
                first_block[section["number"]] = line.block
    return sorted(first_block.items(), key=lambda pair: (pair[1], pair[0]))


def _titled(context: CheckContext) -> str:
    """Return the line that stands where a title should, if none of the lines is one."""
    name = context.report.agency.name
    above = [
        line.text
        for line in context.lines
        if line.section == 0
        and (name in line.text or str(context.year) in line.text)
        and not _pattern("not_title").search(line.text)
    ]
    known = check_words()["structure"]
    pattern = f"{known['title_subject']}.*(?:{known['title_report']})"
    if not name or any(re.search(pattern, text) for text in above):
        return ""
    return next((text for text in reversed(above) if text.count(name) == 1), "")


def _form_name(context: CheckContext, template: str) -> Words:
    names = {form.id: form.name for form in context.catalogue.templates}
    return names.get(template) or say("prose_form")


def _body(context: CheckContext, number: int) -> str:
    return "".join(line.text for line in context.section(number))


STRUCTURE = (
    missing_sections,
    wrong_form,
    section_order,
    numbering,
    title,
    accountability,
    contact,
    period,
    section_six,
    unpaid_fee,
    found_words,
    parts_said,
    overview_length,
)
