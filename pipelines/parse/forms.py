"""Which official form tables follow: told by what only one of two successive forms prints."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Catalogue, Template
from pipelines.parse.detected_tables import DetectedTables
from pipelines.parse.heads.columns import table_two
from pipelines.parse.heads.words import comparable
from pipelines.parse.labels import form_table, printed_rows
from pipelines.read.clean import plain

# table → its rows, and of table two its columns and the words of their heads.
Signs = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class FormSeen:
    """The form that tables follow, None where they do not tell, and the one to read them by."""

    certain: str | None
    nearest: str


def form_of(detected: DetectedTables, catalogue: Catalogue) -> FormSeen:
    """Compare each form with the next, the oldest first, by what one of both prints alone.

    The year never decides: a report of 2021 on the form of 2019 is a finding of its own.
    """
    if detected.form:
        return FormSeen(detected.form, detected.form)
    forms = [catalogue.template(form) for form in catalogue.table_forms]
    seen = _seen(detected)
    for older, newer in pairwise(forms):
        signs = _signs(older), _signs(newer)
        is_newer = _is_newer(seen, *signs)
        if is_newer is None:
            adds_only = not _own(signs[0], signs[1])
            return FormSeen(None, older.id if adds_only else newer.id)
        if not is_newer:
            return FormSeen(older.id, older.id)
    return FormSeen(forms[-1].id, forms[-1].id)


def _is_newer(seen: Signs, older: Signs, newer: Signs) -> bool | None:
    """Tell whether the newer form was seen; None where nothing or as much of both was."""
    new, old = (len(seen["2"] & _own(*pair)) for pair in ((newer, older), (older, newer)))
    if new != old:
        return new > old
    if new:
        return None
    if seen["3"] & _own(newer, older):
        return True
    if seen["3"] & _own(older, newer):
        return False
    return _by_absence(seen, older, newer)


def _by_absence(seen: Signs, older: Signs, newer: Signs) -> bool | None:
    """Tell a form that only adds to the other, or only leaves out, by what was not seen.

    It counts where all else of the table was: a row that is missing may be one that was lost.
    """
    if bool(_own(older, newer)) == bool(_own(newer, older)):
        return None
    own = _own(older, newer) | _own(newer, older)
    tables = [table for table in seen if (older[table] | newer[table]) & own]
    is_whole = all(older[table] & newer[table] <= seen[table] for table in tables)
    return not _own(newer, older) if is_whole else None


def _own(form: Signs, other: Signs) -> frozenset[str]:
    """Return what only the first of two forms prints."""
    return frozenset(sign for table in form for sign in form[table] - other[table])


def _seen(detected: DetectedTables) -> Signs:
    """Return the signs that were found; “其他处理” is a row only where numbers stand in it."""
    both = lexicon("tables")["group"]["both"]
    rows = frozenset(
        row.id
        for row in detected.rows
        if row.values or both not in plain("".join(token.text for token in row.label))
    )
    header = comparable(detected.headers.get("2", ()))
    return {"2": rows | frozenset(_header_signs(header)), "3": rows}


@lru_cache(maxsize=16)
def _signs(form: Template) -> Signs:
    """Return what a form prints that may tell it; a label that also heads columns does not."""
    words = lexicon("tables")
    either = {plain(one) for one in words["header_and_row"]}
    three = {
        name
        for _, name, row in printed_rows(form, "3")
        if plain(re.sub(words["numbering"], "", row.label)) not in either
    }
    two = {name for _, name, _ in printed_rows(form, "2")}
    table = form_table(form, "2")
    for block in table.block if table else ():
        two.update(*(_header_signs(plain(column.label)) for column in block.columns))
    return {"2": frozenset(two), "3": frozenset(three)}


def _header_signs(text: str) -> Iterator[str]:
    yield from table_two(text)
    yield from (words for words in lexicon("tables")["telling_words"] if words in text)
