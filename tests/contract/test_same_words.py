"""One vocabulary of marks: a grade or a state has the same word on pages, papers and in files."""

import tomllib

from pipelines.settings import ROOT

STATES = ("on_time", "late", "missing", "unreadable", "not_judged")
GRADES = ("error", "warning", "info")
PLACES = {
    "state": (
        ("pipelines/filing/filing.toml", "state"),
        ("pipelines/papers/templates/shared.toml", "state"),
        ("components/pages/compliance/messages.toml", "compliance_state"),
        ("pipelines/store/columns.toml", "codes.filing_state"),
    ),
    "grade": (
        ("components/messages.toml", "grade"),
        ("pipelines/papers/templates/shared.toml", "severity"),
        ("pipelines/store/columns.toml", "codes.severity"),
    ),
}


def words(path, section):
    table = tomllib.loads((ROOT / path).read_text("utf-8"))
    for name in section.split("."):
        table = table[name]
    return {key: word["zh"] if isinstance(word, dict) else word for key, word in table.items()}


def test_a_grade_and_a_state_have_one_word_everywhere():
    different = {}
    for kind, keys in (("state", STATES), ("grade", GRADES)):
        for key in keys:
            said = {path: words(path, section)[key] for path, section in PLACES[kind]}
            if len(set(said.values())) > 1:
                different[key] = said
    assert different == {}
