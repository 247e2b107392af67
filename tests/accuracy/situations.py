"""Builders of the situations: characters, digits, labels, names and what is not a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.accuracy import hazards, markup, shapes
from tests.accuracy.compose import Draft, Part, draft
from tests.accuracy.hard import hard_draft
from tests.accuracy.layouts import READABLE, STYLES, Build, anyhow, paper
from tests.accuracy.places import alone, homonym
from tests.accuracy.prose import words
from tests.accuracy.truth import Paper, Printed
from tests.forms.chance import Chance


def torn_digits(chance: Chance) -> Paper:
    """Digits torn apart: to be joined where the form admits one answer, or not at all."""
    made = draft(chance)
    hazards.split_digits(made, chance)
    style = chance.pick(STYLES[:3])
    return paper(made, "", markup.page(made, style), "html")


def with_marks(chance: Chance) -> Paper:
    """Blank cells, strokes and words in place of numbers."""
    made = draft(chance)
    hazards.marks(made, chance)
    shape = chance.pick([shapes.rows_own, shapes.markdown, shapes.trailing, shapes.tabs])
    if chance.often(0.4):
        return paper(made, "", shapes.text(made, shape))
    return paper(made, "", markup.page(made, chance.pick(STYLES)), "html")


def with_labels(chance: Chance) -> Paper:
    """Labels worded, spaced and cut otherwise."""
    made = draft(chance)
    for _ in range(2):
        hazards.labels(made, chance)
    return anyhow(made, chance)


def with_digits(chance: Chance) -> Paper:
    """Numbers written otherwise: full width, separators, signs, units."""
    made = draft(chance)
    hazards.digits(made, chance)
    return anyhow(made, chance)


def other_form(chance: Chance) -> Paper:
    """A form of another year."""
    form, year = chance.pick([("2019", 2021), ("2019", 2022), ("2019", 2023), ("2021", 2020)])
    return anyhow(draft(chance, form=form, year=year), chance)


def one_row(chance: Chance) -> Paper:
    """（六）其他处理 as one row of the 2021 form."""
    made = draft(chance, form="2021")
    hazards.other_in_one_row(made)
    return anyhow(made, chance)


def hubei(chance: Chance) -> Paper:
    """An additional row in table two."""
    made = draft(chance, form="2019")
    hazards.hubei_row(made, chance)
    return anyhow(made, chance)


def statistics(chance: Chance) -> Paper:
    """The statistics table of 2014, plain, numbered or with a cumulative column."""
    made = draft(chance, form="2014")
    draw_ = chance.between(1, 4)
    if draw_ == 1:
        hazards.serial_column(made)
    elif draw_ == 2:
        hazards.cumulative_column(made, chance)
    return anyhow(made, chance)


def narrative(chance: Chance) -> Paper:
    """An older report: sentences only."""
    return anyhow(draft(chance, form="narrative"), chance)


def hard(chance: Chance) -> Paper:
    """Sentences that are hard to read."""
    return anyhow(hard_draft(chance), chance)


def footers(chance: Chance) -> Paper:
    """Page numbers inside tables and stray figures after them."""
    made = draft(chance)
    base = chance.pick([shapes.blank_lines, shapes.rows_own, shapes.trailing])

    def shape(sheet: shapes.Sheet, dice: Chance) -> Iterator[str]:
        for line in base(sheet, dice):
            yield line
            if not line.strip() and dice.often(0.03):
                yield f"- {dice.between(1, 9)} -"
                yield ""

    return paper(made, "", shapes.text(made, shape))


def lost(chance: Chance) -> Paper:
    """Characters beside digits are gone."""
    made = draft(chance)
    text = hazards.lost_characters(shapes.text(made, chance.pick(READABLE)), chance)
    if any(part.kind in {"meta", "sign"} and "月" in part.text for part in made.parts):
        made.truth.is_torn = True  # a date that lost its 月 or 日 may be read in two ways
    return paper(made, "", text)


def converted(chance: Chance) -> Paper:
    """Traditional script, with pinyin in brackets."""
    made = draft(chance)
    made.truth.who = replace(made.truth.who, how="loose")
    if chance.often(0.5):
        text = shapes.text(made, chance.pick(READABLE))
        return paper(made, "", hazards.traditional(text, chance))
    text = markup.page(made, "plain")
    return paper(made, "", hazards.traditional(text, chance), "html")


def branded(chance: Chance) -> Paper:
    """A brand stands where official words were."""
    made = draft(chance)
    made.truth.who = replace(made.truth.who, how="loose")
    return paper(made, "", hazards.brand(shapes.text(made, chance.pick(READABLE)), chance))


def one_line(chance: Chance) -> Paper:
    """No paragraph breaks outside the tables."""
    made = draft(chance, chrome=False)
    lines: list[str] = []
    for part in made.parts:
        if part.sheet:
            lines.append("\n" + "\n".join(shapes.rows_own(part.sheet, chance)) + "\n")
        else:
            lines.append(part.text)
    return paper(made, "", " ".join(lines))


def unnamed(chance: Chance) -> Paper:
    """The title names the township alone; the portal names the county."""
    return anyhow(draft(chance, who=alone(chance)), chance)


def namesake(chance: Chance) -> Paper:
    """A township of which there are several, and nothing to tell which."""
    made = draft(chance, who=homonym(chance), chrome=False)
    return anyhow(made, chance)


def refused(kind: str) -> Build:
    """Return a builder of something that is not a report."""

    def build(chance: Chance) -> Paper:
        made = draft(chance, form="2021")
        who, year = made.truth.who, made.truth.year
        holes = {
            "name": who.name,
            "year": year,
            "next": year + 1,
            "total": chance.between(100, 900),
            "hits": chance.between(1000000, 9999999),
            "d": chance.between(1, 9),
            "date": f"{year + 1}年1月{chance.between(2, 28)}日",
        }
        parts = [Part("head", made.parts[0].text)]
        lines = [line.format(**holes) for line in words()["reject"][kind]]
        parts += [Part("title", lines[0]), *(Part("p", line) for line in lines[1:])]
        if kind == "format_notice":
            parts += _empty_form(made)
        made.parts = parts
        made.truth.stated = []
        done = anyhow(made, chance)
        codes = {"work_report": "other_report"}.get(kind, kind)
        return replace(done, truths=[], rejected=(codes, "not_a_report"))

    return build


def _empty_form(made: Draft) -> list[Part]:
    made.truth.cells = {slot: Printed("", "blank") for slot in made.truth.cells}
    made.refill()
    kept = {"h1"}
    return [part for part in made.parts if part.sheet or part.kind in kept]
