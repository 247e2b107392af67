"""Totals, channels and sums of real texts in words of our own, against what a reader says."""

import tomllib
from pathlib import Path

from tests.unit.words.said import note, report_prose

HERE = Path(__file__).parent
SETS = tuple(f"prose{one}.toml" for one in ("", "_last", "_third", "_fourth", "_fifth"))
TEXTS = [text for name in SETS for text in tomllib.loads((HERE / name).read_text("utf-8"))["text"]]
COUNTED = ("total", "channel:", "received")


def stated(text):
    """Return the totals, channels and requests of a text, and the sums that are alleged wrong."""
    read = report_prose(text["words"], text.get("year", 2023))
    figures = {note(figure) for figure in read.figures}
    sums = [
        f"{one.whole.value}: {'+'.join(str(part.value) for part in one.parts)}"
        for one in read.prose.lists
        if one.is_proved
    ]
    return {one for one in figures if one.startswith(COUNTED)}, sums


def mistakes(text):
    """Return what is read and not said, what is said and not read, and sums judged otherwise."""
    read, sums = stated(text)
    said, may = set(text["says"]), set(text.get("may", ()))
    wrong = [f"+{one}" for one in sorted(read - said - may)]
    wrong += [f"-{one}" for one in sorted(said - read)]
    return wrong + [f"!{one}" for one in sorted(set(sums) ^ set(text.get("fails", ())))]


def test_real_texts_are_read_as_a_reader_does():
    found = {text["words"][:60]: mistakes(text) for text in TEXTS}
    known = {text["words"][:60]: text.get("known", []) for text in TEXTS}
    assert found == known
