"""Sentences of an analysis: numbers, changes and names, each with its guard. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from pipelines.papers.analysis.amounts import Amount, Ratio
from pipelines.papers.analysis.blocks import SourceView
from pipelines.papers.words import joined, percent, rounded
from pipelines.papers.words import say as _say

NAME: Final = "analysis"
_MOST_NAMED: Final = 8


def say(key: str, **holes: object) -> str:
    """Return a text of the analysis with its holes filled."""
    return _say(NAME, key, **holes)


def stroke() -> str:
    """Return the mark of what is unknown."""
    return _say("shared", "marks.nothing")


def source_words(sources: Sequence[SourceView]) -> str:
    """Say where statements can be looked up."""
    return say(
        "source.note",
        sources=_say("shared", "marks.semicolon").join(
            say("source.one", title=one.title, address=one.address) for one in sources
        ),
    )


def clauses(texts: Sequence[str]) -> str:
    """Return clauses as one sentence."""
    return _say("shared", "marks.comma").join(texts) + _say("shared", "marks.stop")


def numeral(value: float | None) -> str:
    """Write a number in full, at most two decimals; an unknown one is a stroke."""
    return stroke() if value is None else rounded(value, 2)


def stated(found: Amount) -> str:
    """Write an amount's value: said to be approximate where a part of it is."""
    value = numeral(found.value)
    return say("card.about", value=value) if found.is_approximate and found.known else value


def named(ids: Sequence[str], names: Mapping[str, str]) -> str:
    """Name agencies; of many the first ones and how many there are."""
    texts = [names.get(one, one) for one in ids]
    if len(texts) <= _MOST_NAMED:
        return joined(texts)
    return say("amount.some", names=joined(texts[:_MOST_NAMED]), count=len(texts))


def amount_words(
    found: Amount, name: str, unit: str, year: int, names: Mapping[str, str] | None
) -> str:
    """Say what the units add up to, how it changed, and, by their names, who does not state it."""
    if found.value is None:
        return say("amount.none", year=year, name=name)
    holes = {"known": found.known, "units": found.units, "unit": unit}
    total = say("amount.total", year=year, name=name, value=stated(found), **holes)
    text = clauses([total, change_words(found, unit)])
    if found.unstated and names is not None:
        text += say("amount.unstated", names=named(found.unstated, names))
    return text


def change_words(found: Amount, unit: str) -> str:
    """Say how the units that state a number in both years changed."""
    change = found.change
    if change is None:
        return say("amount.no_pair")
    holes = {
        "count": found.pair_count,
        "before": numeral(found.pair_before),
        "now": numeral(found.pair_now),
        "unit": unit,
        "change": numeral(abs(change)),
        "direction": say("amount.more" if change > 0 else "amount.less"),
    }
    is_all = found.pair_count == found.known == found.previous_known
    if not change:
        return say("amount.all_same" if is_all else "amount.same", **holes)
    if found.change_share is None:
        return say("amount.all_small" if is_all else "amount.change_small", **holes)
    share = percent(abs(found.change_share))
    return say("amount.all" if is_all else "amount.change", share=share, **holes)


def change_mark(found: Amount) -> str:
    """Write a change for a table: signed, against its base where that carries a share."""
    change, share = found.change, found.change_share
    if change is None:
        return stroke()
    if not change or share is None:
        return signed(change)
    holes = {"sign": _sign(change), "change": numeral(abs(change))}
    return say("card.percent", share=percent(abs(share)), **holes)


def signed(change: float) -> str:
    """Write a change with its sign; none is said in a word."""
    if not change:
        return say("card.same")
    return say("card.plain", sign=_sign(change), change=numeral(abs(change)))


def rate_mark(rate: Ratio) -> str:
    """Write a rate: as a share where its base carries one, else as part and base."""
    if not rate.base:
        return stroke()
    holes = {"part": numeral(rate.part), "base": numeral(rate.base)}
    if rate.share is None:
        return say("card.count", **holes)
    return say("card.rate", share=percent(rate.share), **holes)


def points_mark(now: Ratio, before: Ratio) -> str:
    """Write the difference of two rates in percentage points; a stroke where there is none."""
    change = now.change_from(before)
    if change is None:
        return stroke()
    if not change:
        return say("card.same")
    return say("card.points", sign=_sign(change), points=percent(abs(change)))


def rate_change(now: Ratio, before: Ratio, key: str) -> str:
    """Say how a rate changed in percentage points; nothing where the two cannot be compared."""
    change = now.change_from(before)
    if change is None or now.share is None or before.share is None:
        return ""
    holes = {"before": percent(before.share), "now": percent(now.share)}
    if not change:
        return say(f"{key}_same", **holes)
    direction = say("filing.rises" if change > 0 else "filing.falls")
    return say(key, direction=direction, points=percent(abs(change)), **holes)


def _sign(change: float) -> str:
    return say("card.plus" if change > 0 else "card.minus")
