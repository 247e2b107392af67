"""A judgement in words: title, message, explanation, basis, in one language or both."""

from pipelines.catalogue.model import Language, Words
from pipelines.validate.judgement import Judgement, plain
from pipelines.validate.naming import fill, member_name, spoken
from pipelines.validate.rulebook import RuleBook, rulebook


def message(judgement: Judgement, book: RuleBook | None = None) -> Words:
    """Return what a judgement says, in both languages; why not, where it says nothing."""
    book = book or rulebook()
    if judgement.rule not in book:  # a finding of the reading that has no rule yet
        return Words(zh=judgement.rule, en=judgement.rule)
    rule = book[judgement.rule]
    if judgement.status == "na":
        return judgement.note if judgement.note.zh else rule.title
    pattern = rule.message
    if pattern is None:
        relation = Words.model_validate(spoken()["words"]["relation"])
        pattern = relation if judgement.formula.zh else rule.title
    holes: dict[str, Words | str] = {
        "left": plain(judgement.left),
        "right": plain(judgement.right),
        "formula": judgement.formula,
        "member": member_name(judgement.member) if judgement.member else "",
        "difference": plain(abs(judgement.difference)) if judgement.difference else "",
    }
    return fill(pattern, holes | dict(judgement.words))


def as_texts(
    judgement: Judgement, language: Language, book: RuleBook | None = None
) -> dict[str, str | bool]:
    """Return a judgement as plain texts of one language: a row of a list, a line of a paper."""
    book = book or rulebook()
    rule = book.by_id.get(judgement.rule)
    explanation = judgement.explanation.words if judgement.explanation else None
    member = member_name(judgement.member) if judgement.member else None
    words = {
        "title": rule.title if rule else message(judgement, book),
        "message": message(judgement, book),
        "explanation": explanation,
        "note": judgement.note,
        "basis": rule.basis if rule else None,
        "exceptions": rule.exceptions if rule else None,
        "about": member,
    }
    return {
        "rule": judgement.rule,
        "severity": judgement.severity.value,
        "status": judgement.status,
        "axis": judgement.axis,
        "reason": judgement.reason,
        "left": plain(judgement.left),
        "right": plain(judgement.right),
        "difference": plain(judgement.difference),
        "is_assumed": judgement.is_assumed,
        "fingerprint": judgement.fingerprint,
    } | {key: _in(one, language) for key, one in words.items()}


def _in(words: Words | None, language: Language) -> str:
    if words is None:
        return ""
    return words.zh if language == "zh" else words.en
