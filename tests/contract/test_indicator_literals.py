"""How often code names an indicator itself: an indicator is data, so the number only falls."""

import ast

from pipelines.catalogue.load import catalogue
from pipelines.settings import ROOT

# Where a page or a check is about one indicator it must say which; what can be asked of the
# catalogue (a table's rows, a group's parts, what is money) must not be listed in code.
MOST = {"pipelines": 17, "components": 5}
NAMES = "indicator_ids.py"  # the one place where the others have their names


def literals(package):
    """Return (place, indicator) of every string of a package that is an indicator's id."""
    ids = {indicator.id for indicator in catalogue().indicators}
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node.value)
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.name != NAMES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids
    ]


def test_code_names_no_more_indicators_than_before():
    named = {package: literals(package) for package in MOST}
    assert {package: len(places) for package, places in named.items()} == MOST, named
