"""Both languages or neither."""

import ast
import re
import string

from components.words import LANGUAGES, messages, say
from pipelines.settings import ROOT

SOURCES = sorted((ROOT / "components").rglob("*.py"))


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def lacks(words: dict[str, str]) -> list[str]:
    """Return what a message lacks to be said in both languages."""
    if set(words) != set(LANGUAGES):
        return [f"languages {sorted(words)}"]
    silent = [f"no {language}" for language, text in words.items() if not text.strip()]
    uneven = holes(words["zh"]) ^ holes(words["en"])
    return silent + [f"hole {name} in one language" for name in sorted(uneven)]


def test_every_message_has_both_languages_with_the_same_holes():
    assert len(messages()) > 1000
    assert {key: lacks(words) for key, words in messages().items() if lacks(words)} == {}


def test_a_message_that_lacks_something_is_seen():
    assert lacks({"zh": "{n}"}) == ["languages ['zh']"]
    assert lacks({"zh": "{n}", "en": " "}) == ["no en", "hole n in one language"]


def test_an_english_word_goes_with_its_number():
    """“1 agencies state it” stood wherever one report or one agency was all there was."""
    several = re.compile(r"\{\w+\}( more| other)? (agencies|reports|rows|findings|counties) ")
    stiff = {key: words["en"] for key, words in messages().items() if several.search(words["en"])}
    assert stiff == {}
    assert say("rollup.parts", "en", n=1) == "1 agency"
    assert say("rollup.parts", "en", n="12") == "12 agencies"


def test_every_key_that_is_named_in_full_exists():
    named = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"say", "both"}:
                first = node.args[0]
                named |= {first.value} if isinstance(first, ast.Constant) else set()
    assert len(named) > 50
    assert named <= set(messages())


def test_every_message_is_used_by_some_line_of_code():
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    idle = []
    for key in messages():
        group, _, what = key.partition(".")
        is_built = f'f"{group}.' in code or f"'{group}." in code
        is_said = f'"{key}"' in code or f'"{what}"' in code
        if not (is_said or is_built):
            idle.append(key)
    assert idle == []


def test_a_message_is_filled():
    assert say("counts.median", "en", value="3 items", n=5) == "Median 3 items (n=5)"
