"""The language of relations, and what a rule book refuses."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipelines.validate.formula import parse_formula
from pipelines.validate.rulebook import RuleBook, rulebook


def changed(**entries):
    rules = [rule.model_dump() for rule in rulebook().rules]
    rules[0] |= entries
    return {"rules": rules}


def test_a_formula_keeps_sign_factor_member_and_year():
    formula = parse_formula("a.b - 2*c.d[total]@prior >= 5")
    one, two = formula.left.terms
    assert (one.factor, one.indicator, one.is_prior) == (1.0, "a.b", False)
    assert (two.factor, two.member, two.is_prior) == (-2.0, "total", True)
    assert (formula.operator, formula.right.constant) == (">=", 5.0)


@pytest.mark.parametrize("text", ["a.b", "a.b = c.d = e.f", "a.b = [total]", "a.b => c.d"])
def test_what_is_not_one_comparison_is_refused(text):
    with pytest.raises(ValueError, match="not a"):
        parse_formula(text)


def test_a_rule_that_names_an_unknown_indicator_is_refused():
    case = {"relation": ("outcome.totl = outcome.granted",), "when": ()}
    with pytest.raises(ValidationError, match=r"outcome\.totl"):
        RuleBook.model_validate(changed(case=(case,), templates=("2021",)))


def test_a_repeated_rule_is_refused():
    with pytest.raises(ValidationError, match="repeated"):
        RuleBook.model_validate(changed(id=rulebook().rules[1].id))


def test_an_unknown_key_is_refused():
    with pytest.raises(ValidationError, match="colour"):
        RuleBook.model_validate(changed(colour="red"))


def test_a_relation_that_a_report_of_zeros_breaks_is_refused():
    case = {"relation": ("outcome.total > 0",), "when": ()}
    with pytest.raises(ValidationError, match="zeros"):
        RuleBook.model_validate(changed(case=(case,), templates=("2021",)))


def test_every_rule_says_its_title_and_its_basis_in_both_languages():
    for rule in rulebook().rules:
        assert all((rule.title.zh, rule.title.en, rule.basis.zh, rule.basis.en))
