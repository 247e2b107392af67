"""Parts with their percentage, and rates of what was done of what was asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.catalogue.load import lexicon
from pipelines.parse.prose.balances import division_of
from pipelines.parse.prose.changes import unit
from pipelines.parse.prose.statements import list_words, pattern
from pipelines.prose import Listing, Share, Statement

_LOOK = 60  # numbers before a share among which its whole may stand
_BEHIND = 6  # … or behind it in its sentence
_LABEL = 12
_ALL, _FEWEST = Decimal(100), 2  # per cent, and parts that make a whole
_AHEAD = 120  # characters behind a rate that may say what was not yet to be done


def shares_of(
    text: str, statements: Sequence[Statement], lists: Sequence[Listing]
) -> Iterator[Share]:
    """Yield the parts whose percentage a text gives, each with the whole it is most likely of."""
    wholes = {id(part): one.whole for one in reversed(lists) for part in one.parts}
    for index, stated in enumerate(statements):
        if stated.unit != unit("percent"):
            continue
        if turn := list(_in_turn(statements, index)):
            yield from turn
        elif pattern("share", "rate").search(stated.lead):
            row = statements[max(index - _FEWEST, 0) : index + 1]
            near = _out_of(row) or _of_what_was_due(row)
            yield from [near] if near else _rate(text, statements, index)
        elif (explicit := _of_named_whole(statements, index)) is not None:
            yield explicit
        elif pattern("share", "lead").search(stated.lead):
            part = _part(statements, index)
            if part is not None:
                yield _share(statements, index, part, wholes)


def _in_turn(statements: Sequence[Statement], index: int) -> Iterator[Share]:
    """Yield the shares of a row that names the parts first: `66 and 9, in turn 88% and 12%`.

    Where they are all of it they are shares of their sum, else of the number before them.
    """
    stated = statements[index]
    if not (_opens_row(stated) and pattern("share", "in_turn").search(stated.lead)):
        return
    row = [stated]
    for other in statements[index + 1 :]:
        if other.unit != stated.unit or not _is_in_row(other, row):
            break
        row.append(other)
    if not 1 < len(row) <= index:
        return
    parts = statements[index - len(row) : index]
    before = statements[index - len(row) - 1] if index > len(row) else None
    kinds = {(other.passage.number, other.unit) for other in parts}
    if kinds != {(stated.passage.number, parts[0].unit)} or parts[0].unit not in list_words(
        "units"
    ):
        return
    total = sum((part.value for part in parts), Decimal(0))
    is_told = before is not None and before.passage is stated.passage and before.value >= total
    wholes = (
        [total, before.value] if before and is_told and before.unit == parts[0].unit else [total]
    )
    if sum(share.value for share in row) >= _ALL - len(row) or len(wholes) > 1:
        for part, share in zip(parts, row, strict=True):
            yield Share(part, replace(part, value=total), tuple(wholes), share)


def percentages_of(statements: Sequence[Statement]) -> Iterator[tuple[Statement, ...]]:
    """Yield the percentages of one sentence that stand in a row and come to more than a hundred."""
    row: list[Statement] = []
    for statement in (*statements, None):
        is_share = (
            statement is not None
            and statement.unit == unit("percent")
            and (_is_plain_share(statement) or _is_in_row(statement, row))
        )
        if statement is not None and is_share and (not row or row[-1].passage is statement.passage):
            row.append(statement)
            continue
        if (
            statement is None
            or is_share
            or statement.unit == unit("percent")
            or _is_other_passage(row, statement)
        ):
            if len(row) > 1 and _exceed(row):
                yield tuple(row)
            row = [statement] if statement is not None and is_share else []


def _is_other_passage(row: Sequence[Statement], one: Statement) -> bool:
    return bool(row) and row[-1].passage is not one.passage


def _is_in_row(one: Statement, row: Sequence[Statement]) -> bool:
    """Tell whether a percentage stands in a row that is said to be one of shares."""
    if not row:
        return _opens_row(one)
    between = one.passage.text[row[-1].end : one.start]
    is_beside = row[-1].passage is one.passage and pattern("share", "beside").fullmatch(between)
    return bool(is_beside) and _opens_row(row[0])


def _opens_row(one: Statement) -> bool:
    text = one.passage.text
    opening = pattern("share", "row")
    return any(opening.search(text[:end]) for end in (one.lead_start, one.start))


def _is_plain_share(one: Statement) -> bool:
    return pattern("share", "lead").search(one.lead) is not None


def _exceed(row: Sequence[Statement]) -> bool:
    """Tell whether percentages of one whole, each of them rounded, come to more than all of it."""
    most = Decimal(str(lexicon("relations")["share"]["most"])) + len(row) * Decimal("0.5")
    said = row[0].passage.text[row[0].lead_start : row[-1].end]
    is_one = not pattern("list", "opens_within").search(said[1:]) and ";" not in said
    is_one = is_one and (len({division_of(_label(one)) for one in row}) == 1 or _is_turned(row))
    return is_one and sum(one.value for one in row) > most


def _is_turned(row: Sequence[Statement]) -> bool:
    """Tell whether shares are told in turn of as many parts: `site and account 48%, 57%`."""
    lead = row[0].passage.text[: row[0].start].rpartition(",")[2]
    named = len(pattern("list", "joints").findall(lead)) + 1
    is_of_shares = pattern("share", "not_shares").search(lead) is None
    return is_of_shares and named == len(row) and bool(pattern("share", "in_turn").search(lead))


def _label(one: Statement) -> str:
    """Return the words before a percentage since the last full clause, where its label stands."""
    text = one.passage.text
    opened = text.rfind(":", 0, one.start) + 1  # what a colon ends is of the whole row
    return text[max(one.lead_start - _LABEL, opened, 0) : one.start]


def _part(statements: Sequence[Statement], index: int) -> Statement | None:
    """Return the number a percentage belongs to: the one before it, or the one right behind."""
    stated = statements[index]
    before = statements[index - 1] if index else None
    if (
        before is not None
        and before.passage is stated.passage
        and before.unit in list_words("units")
    ):
        between = stated.passage.text[before.end : stated.start]
        named = pattern("share", "lead").search(between)
        if named and pattern("share", "joined").fullmatch(between, 0, named.start()):
            return before
    behind = statements[index + 1] if index + 1 < len(statements) else None
    if (
        behind is None
        or behind.passage is not stated.passage
        or behind.unit not in list_words("units")
    ):
        return None
    between = stated.passage.text[stated.end : behind.start]
    return behind if pattern("share", "behind").fullmatch(between) else None


def _of_named_whole(statements: Sequence[Statement], index: int) -> Share | None:
    """Return the share of a part whose whole stands right before the percentage."""
    if index < 2:
        return None
    part, whole, stated = statements[index - 2 : index + 1]
    text = stated.passage.text
    is_one = part.passage is whole.passage is stated.passage and part.unit == whole.unit
    is_named = (
        is_one
        and pattern("share", "between_whole").fullmatch(text[whole.end : stated.start]) is not None
        and pattern("share", "whole_first").search(text[part.end : whole.start]) is not None
    )
    between = text[part.end : whole.start]
    if is_named and pattern("share", "summed").search(between):
        return None  # `61 here, 34 there: the two make 78% of all 122`
    return Share(part, whole, (), stated) if is_named and whole.value else None


def _share(
    statements: Sequence[Statement], index: int, part: Statement, wholes: Mapping[int, Statement]
) -> Share:
    stated = statements[index]
    likely = wholes.get(id(part))
    near = [
        other
        for other in statements[max(index - _LOOK, 0) : index]
        if other.section == stated.section and _may_be_whole(other, part)
    ]
    behind = [
        other.value
        for other in statements[index : index + _BEHIND]
        if other.passage is stated.passage and _may_be_whole(other, part)
    ]
    is_plain = pattern("share", "of_all").search(stated.lead) or pattern("share", "plain").search(
        stated.lead
    )
    is_behind = part.start > stated.start and part.depth > stated.depth  # `44% (66 items)`
    if likely is None and (is_plain or is_behind):
        likely = _whole_near_by(statements, stated, part)
    return Share(part, likely, (*(other.value for other in near), *behind), stated)


def _whole_near_by(
    statements: Sequence[Statement], stated: Statement, part: Statement
) -> Statement | None:
    """Return the first number of the sentence that is no part itself, or the sum of all parts.

    `150 on the site, 75%; 50 elsewhere, 25%` is of 200, which nobody says.
    """
    own = [number for number in statements if number.passage is stated.passage]
    shares = [i for i, n in enumerate(own) if n.unit == stated.unit and _is_plain_share(n)]
    pairs = [(own[i], other) for i in shares if (other := _part(own, i)) is not None]
    parts = {id(other): other for _, other in pairs}
    wholes = [o for o in own if o.unit == part.unit and id(o) not in parts]
    wholes = [o for o in wholes if division_of(o.lead) not in list_words("plain")]
    if wholes and wholes[0].start < stated.start:
        return wholes[0] if _may_be_whole(wholes[0], part) else None
    is_all = sum(share.value for share, _ in pairs) >= _ALL - len(pairs)
    if (
        len(parts) < _FEWEST
        or not is_all
        or _has_parts_inside(pairs[0][0], pairs[-1][0])
        or {o.unit for o in parts.values()} != {part.unit}
    ):
        return None
    return replace(part, value=sum((o.value for o in parts.values()), Decimal(0)))


def _has_parts_inside(first: Statement, last: Statement) -> bool:
    """Tell whether one of a row of shares is divided further within it."""
    between = first.passage.text[first.end : last.start]
    return pattern("list", "opens_within").search(between) is not None


def _may_be_whole(statement: Statement, part: Statement) -> bool:
    is_counted = statement.unit in list_words("units") and statement.value >= part.value
    return is_counted and statement is not part


def _out_of(row: Sequence[Statement]) -> Share | None:
    """Return the rate of so many of another number: `9 of the 12, 75%`."""
    if len(row) <= _FEWEST or not row[0].passage is row[1].passage is row[2].passage:
        return None
    whole, part, stated = row
    between = whole.passage.text[whole.end : part.start]
    is_part = whole.unit == part.unit != "" and whole.value >= part.value
    is_said = pattern("share", "out_of").fullmatch(between) is not None
    return Share(part, whole, (), stated, is_rate=True) if is_part and is_said else None


def _of_what_was_due(row: Sequence[Statement]) -> Share | None:
    """Return the rate of so many done of so many that were due: nothing is left for later then."""
    if len(row) <= _FEWEST or not row[0].passage is row[1].passage is row[2].passage:
        return None
    due, done, stated = row
    is_due = pattern("share", "due").search(due.lead) and due.unit == done.unit
    is_due = is_due and due.value >= done.value > 0
    is_done = re.search(lexicon("relations")["share"]["rate_done"], done.lead)
    return Share(done, due, (), stated, is_rate=True) if is_due and is_done else None


def _rate(text: str, statements: Sequence[Statement], index: int) -> Iterator[Share]:
    """Yield the rate of what was done of what was asked, where nothing may be left for later."""
    stated = statements[index]
    begin = stated.passage.start
    if pattern("share", "rate_refuse").search(text[begin : begin + stated.end + _AHEAD]):
        return
    named = pattern("share", "rate").search(stated.lead)
    deed, words = named["deed"] if named else "", lexicon("relations")["share"]
    asked_words = f"{words['rate_asked']}|{words['asked'].get(deed, '(?!)')}"
    done_words = words["done"].get(deed, words["rate_done"])
    asked = done = None
    others: list[Decimal] = []  # what else was asked: the rate may be of that
    for statement in statements[max(index - 4, 0) : index]:
        if statement.passage.number < stated.passage.number - 1 or statement.unit not in list_words(
            "units"
        ):
            continue
        lead = statement.lead
        is_asked = re.search(asked_words, lead) is not None
        if re.search(done_words, lead) and (deed in lead or not is_asked):
            is_like = done is not None and (deed in done.lead) == (deed in lead)
            if done and is_like and done.value != statement.value:
                return  # two things were done, and nobody says which of them the rate is of
            done = statement if done is None or deed in lead else done
        elif is_asked:
            is_aside = done is not None and statement.depth > done.depth  # `9 (of all 18)`
            others += [asked.value] if asked else []
            asked, done = statement, done if is_aside else None
    is_pair = asked is not None and done is not None and asked.unit == done.unit
    if asked and done and is_pair and asked.value >= done.value > 0:
        yield Share(done, asked, tuple(others), stated, is_rate=True)
