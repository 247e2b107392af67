"""docs/rules.md says what the rules say."""

from tests.rules.document import PAGE, page


def test_the_page_of_rules_agrees_with_the_rules():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.rules.document`"
