"""How often code names an indicator or a form itself: both are data, so the numbers only fall."""

import ast

from pipelines.catalogue.load import catalogue
from pipelines.settings import ROOT

# Where a page or a check is about one indicator it must say which; what can be asked of the
# catalogue (a table's rows, a group's parts, what is money) must not be listed in code.
MOST = {"pipelines": 17, "components": 5}
MOST_FORMS = {"pipelines": 3, "components": 7}  # see docs/adding-a-form.md
NAMES = "indicator_ids.py"  # the one place where the others have their names


def literals(package, ids):
    """Return (place, id) of every string of a package that is one of the ids."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node.value)
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.name != NAMES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids
    ]


def test_code_names_no_more_indicators_than_before():
    ids = {indicator.id for indicator in catalogue().indicators}
    named = {package: literals(package, ids) for package in MOST}
    assert {package: len(places) for package, places in named.items()} == MOST, named


def test_code_names_no_more_forms_than_before():
    forms = {form.id for form in catalogue().templates}
    named = {package: literals(package, forms) for package in MOST_FORMS}
    assert {package: len(places) for package, places in named.items()} == MOST_FORMS, named
