"""A comparison in words: the answer with its denominators, differences, and what may not be."""

from collections import Counter
from collections.abc import Iterator, Sequence

from components.figures.text import form_words, words_of
from components.numbers import plain, signed
from components.pages.compare.answer import Compare
from components.pages.compare.columns import FEWEST, ComparedColumn, named
from components.pages.compare.rows import ComparedRow, Value
from components.view import Language
from components.words import say


def question(page: Compare) -> str:
    """Return the page's question, the reports named in it."""
    language, sides = page.view.language, page.sides
    if page.held.chosen.way == "years":
        years = named(sides, page.view)
        if len(sides) > FEWEST:
            span = f"{sides[0].year}–{sides[-1].year}"
            years = say("compare.year", language, year=span)
        return say("compare.question_years", language, agency=sides[0].agency, years=years)
    if page.held.chosen.way == "agencies":
        names = named(sides, page.view)
        return say("compare.question_agencies", language, names=names, year=sides[0].year)
    return say("compare.question_pair", language, names=named(sides, page.view))


def scope_words(page: Compare) -> str:
    """Write the scope: place, forms, simulated or real."""
    language = page.view.language
    forms = dict.fromkeys(form_words(one.template, language) for one in page.held.chosen.reported)
    parts = [
        page.held.peers.county if page.held.peers else page.held.place,
        say("compare.reports", language, n=len(page.held.chosen.reported), of=len(page.sides)),
        say("compare.comma", language).join(forms),
        say(f"scope.kind_{page.view.dataset}", language),
    ]
    return " · ".join(parts)


def answer_words(page: Compare) -> str:
    """Write the answer: of how many rows known on both sides how many differ, and the largest."""
    language, rows = page.view.language, page.held.rows
    both = [row for row in rows if row.size >= 0]
    unequal = [row for row in both if row.size > 0]
    out = page.held.chosen.left_out
    over = say("compare.note_left_out", language, n=out) if out else ""
    if not both:
        return over + say("compare.sentence_none", language, base=page.base.title)
    key = "sentence" if unequal else "sentence_equal"
    parts = {"rows": len(both), "n": len(unequal), "same": len(both) - len(unequal)}
    text = over + say(f"compare.{key}", language, base=page.base.title, **parts)
    if unequal:
        like = of_one_unit(unequal)
        text += _largest(max(like, key=lambda row: row.size), page)
        if len(like) < len(unequal):
            others = len(unequal) - len(like)
            text += say("compare.largest_others", language, n=others, unit=like[0].unit)
    barred = sum(any(v.note in {"not_comparable", "other_unit"} for v in r.values) for r in rows)
    return text + (say("compare.sentence_barred", language, n=barred) if barred else "")


def of_one_unit(rows: Sequence[ComparedRow]) -> list[ComparedRow]:
    """Return the rows in the unit that most of them have: sizes of two units are not compared."""
    counts = Counter(row.unit for row in rows)
    unit = max(counts, key=lambda name: counts[name])
    return [row for row in rows if row.unit == unit]


def _largest(row: ComparedRow, page: Compare) -> str:
    """Say where the largest difference is; a share only where the base carries one."""
    known = [n for n, value in enumerate(row.values) if value.difference is not None]
    at = max(known, key=lambda n: abs(row.values[n].difference or 0))
    value, base = row.values[at], row.values[page.held.base]
    return say(
        "compare.largest",
        page.view.language,
        label=row.label,
        base=page.base.title,
        other=page.sides[at].title,
        before=plain(base.value or 0),
        after=plain(value.value or 0),
        difference=difference_words(value, page.view.language),
    )


def value_words(value: Value, language: Language) -> str:
    """Write a cell: its number, or the word of its state."""
    row = {"state": value.state, "value": value.value, "is_approximate": value.is_approximate}
    return words_of(row | {"value": float("nan")} if value.value is None else row, language)


def difference_words(value: Value, language: Language) -> str:
    """Write a difference: signed, with a share where the base carries one, or why there is none."""
    if value.note in {"not_comparable", "other_unit"}:
        return say(f"compare.{value.note}", language)
    if value.difference is None:
        return ""
    text = signed(value.difference) if value.difference else "="
    if value.share is not None and value.difference:
        text += f" ({signed_share(value.share)})"
    if value.note == "other_meaning" and value.difference:
        text += say("compare.other_meaning", language)
    return text


def signed_share(share: float) -> str:
    """Write a relative difference with its sign and one decimal."""
    return f"{'+' if share > 0 else '−'}{abs(100 * share):.1f}%"


def median_words(row: ComparedRow, language: Language) -> str:
    """Write the median with its n; of too few only how many there are."""
    if row.median is None:
        return say("compare.n", language, n=row.known) if row.known else ""
    return say("compare.median_n", language, median=plain(row.median), n=row.known)


def median_head(page: Compare) -> str:
    """Name whose median it is: county, level and year."""
    peers = page.held.peers
    if peers is None:
        return ""
    level = say(f"compare.level_{peers.level}", page.view.language)
    return say("compare.median", page.view.language, level=level, year=peers.year)


def notes(page: Compare) -> tuple[str, ...]:
    """Return what has to be said beside the figures."""
    return tuple(_notes(page))


def _notes(page: Compare) -> Iterator[str]:
    language, chosen = page.view.language, page.held.chosen
    yield say("compare.note_base", language, base=page.base.title)
    if not page.shows_all:
        hidden = [row for row in page.held.rows if not row.says_something]
        zeros = sum(bool(row.numbers) for row in hidden)
        yield say("compare.note_hidden", language, zeros=zeros, empty=len(hidden) - zeros)
    if len({side.template for side in chosen.reported}) > 1:
        yield say("compare.note_forms", language, list=_forms(chosen.reported, language))
    if any(value.is_derived for row in page.held.rows for value in row.values):
        yield say("compare.note_derived", language)
    if page.held.peers is None:
        yield say("compare.note_no_median", language)
    else:
        peers = page.held.peers
        level = say(f"compare.level_{peers.level}", language)
        parts = {"county": peers.county, "year": peers.year, "n": len(peers.ids)}
        yield say("compare.note_median", language, level=level, **parts)
    gone = [f"{side.agency} {side.year}" for side in page.sides if side.about is None]
    if gone:
        names = say("compare.comma", language).join(gone)
        yield say("compare.note_gone", language, names=names)
    if any(side.about and side.about["source"] == "excerpt" for side in page.sides):
        yield say("compare.note_excerpt", language)


def _forms(sides: tuple[ComparedColumn, ...], language: Language) -> str:
    pairs = [f"{one.title} {form_words(one.template, language)}" for one in sides]
    return say("compare.comma", language).join(pairs)
