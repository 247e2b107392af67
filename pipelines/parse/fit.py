"""Values × columns: which value stands in which column, or nothing where that is not certain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.parse.detected_tables import PrintedRow
from pipelines.parse.habits import EMPTY, WIDE, Habits
from pipelines.parse.heads.columns import Header
from pipelines.parse.heads.under_names import placed
from pipelines.parse.repair import closed_up, divide, holds, holds_only_in, rejoin, sums_broken
from pipelines.parse.tokens import Token, TokenKind
from pipelines.read.clean import plain

_VALUE = TokenKind.VALUE  # a member of an enumeration is found slowly
Tokens = tuple[Token | None, ...]


@dataclass(slots=True)  # not frozen, as tokens are not
class Fitted:
    """A row laid on columns: one token a column, None for a blank that left no trace."""

    columns: tuple[str, ...]
    tokens: Tokens


def fit(
    row: PrintedRow, header: Header, form: tuple[str, ...], habits: Habits, number: str
) -> Fitted | None:
    """Lay a row's values on the columns its header names, else on the form's own."""
    if len(form) == 1 < len(row.values):
        row = _unrepeated(row)
    if _is_uncertain(row, header, form, habits):
        return None
    if header.columns == form and _is_clean(row, len(form)):
        return Fitted(header.columns, tuple(row.values))
    above = placed(row, number, form, habits.columns)
    if len(above) == len(form):
        return _under_names(row, above, form)
    fitted = _agreeing(_by_order(row, header, form, habits), above)
    return None if fitted and _is_shifted(row, fitted) else fitted


def _unrepeated(row: PrintedRow) -> PrintedRow:
    """Return a row with its one cell, where a program wrote a span's text into each of its columns.

    It did so with the name above as often as with the number.
    """
    texts = {token.text for token in row.values}
    names = Counter(plain(token.text) for token in row.header)
    is_one = len(texts) == 1 and all(token.kind is _VALUE for token in row.values)
    if not (row.is_row and is_one and len(row.values) in names.values()):
        return row
    return replace(row, values=row.values[:1])


def _is_shifted(row: PrintedRow, fitted: Fitted) -> bool:
    """Tell whether the numbers of table four, cell by cell, break more than one of its sums.

    One may be the agency's slip; a page's number in the place of a lost cell breaks those around.
    """
    if row.id != "4" or row.is_row or row.keeps_blanks:
        return False
    lines = {token.place.block for token in row.values}
    return len(lines) > 1 and sums_broken(fitted.tokens, fitted.columns) > 1


def _agreeing(fitted: Fitted | None, above: Mapping[str, Token]) -> Fitted | None:
    """Return a row where no value stands right under the name of another column."""
    if fitted is None or not above:
        return fitted
    own = dict(zip(fitted.columns, fitted.tokens, strict=True))
    pairs = [(own[name], value) for name, value in above.items() if name in own]
    is_other = any(token is None or token.column != value.column for token, value in pairs)
    return None if is_other else fitted


def _under_names(
    row: PrintedRow, above: Mapping[str, Token], form: tuple[str, ...]
) -> Fitted | None:
    """Lay a row of a grid on the columns whose names stand right above its values.

    Another order of columns is believed unless the numbers add up in the form's order only; and
    where the row has one more number, a cell too many moves all behind it, only if they add up.
    """
    tokens = tuple(above[name] for name in form)
    printed = sorted(tokens, key=lambda token: token.column)
    tokens = closed_up(tokens, form) or tokens
    own = {token.column for token in tokens}
    has_more = any(one.kind is _VALUE and one.column not in own for one in row.values)
    if (has_more or holds(printed, form)) and not holds(tokens, form):
        return None
    return Fitted(form, tokens)


def _by_order(
    row: PrintedRow, header: Header, form: tuple[str, ...], habits: Habits
) -> Fitted | None:
    """Lay a row on the columns in the order in which the header names them."""
    is_contrary = is_out_of_order(header, form) or header.is_contrary
    if is_contrary and not header.is_one_row:
        return _in_form_order(row, header, form, habits)
    fits: list[Fitted] = []
    for columns in _choices(header, form):
        if not _is_usual(row, columns, form, habits):
            continue
        tokens = _tokens(row, columns, habits)
        if tokens is not None:
            fits.append(Fitted(tuple(columns), tokens))
    if len(fits) != 1:
        return None
    return fits[0] if _is_in_order(fits[0], header, form) else None


def _is_uncertain(row: PrintedRow, header: Header, form: tuple[str, ...], habits: Habits) -> bool:
    """Tell whether something about a row speaks against any way of laying it on columns."""
    return (
        row.is_doubtful
        or _is_apart_from_header(row, header, form)
        or _is_spilled(row)
        or _is_among_leftovers(row, form, habits)
    )


def _is_apart_from_header(row: PrintedRow, header: Header, form: tuple[str, ...]) -> bool:
    """Tell whether the numbers of table four come cell by cell under a header that is not whole.

    A program that takes a page's text block by block prints the columns of reconsideration a page
    before those of the suits, and their numbers behind these; every sum holds in the wrong place.
    """
    if row.id != "4" or row.is_row or row.keeps_blanks or not row.header:
        return False
    lines = {token.place.block for token in row.values}
    return len(lines) > 1 and header.columns != form


def _is_spilled(row: PrintedRow) -> bool:
    """Tell whether a ruled cell of a PDF shows two numbers and another cell of its row none.

    What a cell is too narrow for is drawn over its ruling: `0 0` beside an empty cell is 0 and 0.
    """
    if not row.is_grid or not row.values or row.values[0].place.page is None:
        return False
    is_double = any(token.kind is _VALUE and " " in token.text for token in row.values)
    return is_double and any(token.kind is TokenKind.BLANK for token in row.values)


def _is_among_leftovers(row: PrintedRow, form: tuple[str, ...], habits: Habits) -> bool:
    """Tell whether a row of text may lack digits that stand elsewhere in its table.

    In narrow columns `2761` is printed as `276` with a `1` on a line of its own below, twice: as
    part and as total, so that not even the sum is against `0 276 0 0 0 0 276`.
    """
    if not habits.has_leftovers or row.is_row or row.keeps_blanks or len(form) < WIDE:
        return False
    lines = {token.place.block for token in row.values}
    if len(lines) == 1 and habits.is_beside_leftover(min(lines)):
        return True
    is_split = 1 < len(lines) < len(row.values)
    return is_split or not holds(row.values, form)


def is_out_of_order(header: Header, form: Sequence[str]) -> bool:
    """Tell whether the words of a header come in another order than the form's columns."""
    own = [name for name in header.columns if name in form]
    return own != [name for name in form if name in header.columns]


def _in_form_order(
    row: PrintedRow, header: Header, form: tuple[str, ...], habits: Habits
) -> Fitted | None:
    """Lay a row on the form's columns under a header whose words came out of order.

    Only the row itself can prove it: every cell says the same, or the numbers of one printed line
    or row add up as the form says, and no printed row of the header tells another order.
    """
    tokens = _tokens(row, form, habits)
    if tokens is None:
        return None
    if len({token.text if token else "" for token in tokens}) == 1:
        return Fitted(form, tokens)
    is_line = len({token.place.block for token in tokens if token}) == 1
    is_proven = is_line and not header.is_contrary and holds(tokens, form)
    return Fitted(form, tokens) if is_proven else None


def _is_clean(row: PrintedRow, count: int) -> bool:
    """Tell the plainest rows, most of all: one number a column, each in a cell of its own."""
    if not row.is_row or row.is_followed or count != len(row.values) or count == 1:
        return False
    for token in row.values:  # all() would take twice as long
        text = token.text
        if token.kind is not _VALUE or not (text.isdecimal() and text.isascii()):
            return False
    return True


def _is_usual(row: PrintedRow, columns: Sequence[str], form: Sequence[str], habits: Habits) -> bool:
    """Tell whether a header of fewer columns is borne out by the other rows of a stream."""
    if row.is_row or len(columns) >= len(form) or len(form) < WIDE:
        return True
    return habits.usual == habits.most == len(columns)


def _is_in_order(fitted: Fitted, header: Header, form: Sequence[str]) -> bool:
    """Tell whether columns in another order than the form's can be believed.

    They can where the header is clear, unless the sums hold in the form's order and not in this;
    and where every cell says the same.
    """
    if not is_out_of_order(replace(header, columns=fitted.columns), form):
        return True
    if len({token.text if token else "" for token in fitted.tokens}) == 1:
        return True
    return header.is_clear and not holds_only_in(fitted.tokens, form, fitted.columns)


def _choices(header: Header, form: Sequence[str]) -> list[Sequence[str]]:
    """Return the columns to try: as the header has them, then the form if the header agrees."""
    names = header.columns
    if not names:
        return [form]
    if not set(names) & set(form):
        return []
    order = [name for name in form if name in names]
    agrees = list(names) == order and len(names) < len(form)
    if not agrees:
        is_one = header.is_clear or len(names) == len(form) or is_out_of_order(header, form)
        return [names] if is_one else [names, form]
    # words that nobody knows may be the missing column's
    return [names, form] if header.is_whole else [form]


def _tokens(row: PrintedRow, columns: Sequence[str], habits: Habits) -> Tokens | None:
    values, count = row.values, len(columns)
    filled = [token for token in values if token.kind not in EMPTY]
    if not filled:
        return _blanks(row, count, habits)
    if any(token.kind is TokenKind.GLUED for token in values) or _is_glued_four(row, count):
        return divide(values[0], columns, habits.budget) if len(values) == 1 else None
    if row.is_row or row.keeps_blanks:
        kept = _kept(row, filled, count, habits)
        return kept if kept is None or len(filled) < count else closed_up(filled, columns) or kept
    if len(filled) == count and values[:count] == filled:
        # what stands behind a whole row pads it: a real page prints each cell and each pipe on a
        # line of its own, and one more pipe for every column that the row does not have
        values = filled
    if len(values) != count:
        return rejoin(values, columns)
    return None if _is_uneven(values) else closed_up(values, columns) or tuple(values)


def _is_glued_four(row: PrintedRow, count: int) -> bool:
    return row.id == "4" and len(row.values) == 1 and len(row.values[0].text) >= count


def _is_uneven(values: Sequence[Token]) -> bool:
    """Tell whether two numbers share a line while others have one each: one was split."""
    lines = Counter(token.place.block for token in values)
    return len(lines) > 2 and 2 in lines.values() and list(lines.values()).count(1) > 1


def _blanks(row: PrintedRow, count: int, habits: Habits) -> Tokens | None:
    cells = [token for token in row.values if token.kind in EMPTY]
    if not cells and count >= WIDE and habits.usual:
        return None  # where other rows print their zeros, numbers were lost, not left out
    if not cells and (row.is_row or row.keeps_blanks or habits.has_traces or habits.has_leftovers):
        return None  # where blanks leave a trace and there is none, the cells are missing
    if cells and sum(token.span for token in cells) < count:
        return None
    return tuple(cells[n] if n < len(cells) else None for n in range(count))


def _is_holed(row: PrintedRow, filled: Sequence[Token], count: int) -> bool:
    """Tell whether an empty cell among the values may be a column that nothing names.

    In a line, pipes side by side between two numbers are what is left of an empty cell, and a
    remark behind them is no number in its place. In a grid whose header names some columns only,
    a blank and two numbers are not the two columns that it names.
    """
    if row.is_grid:
        is_last = count == 1 and row.values[-1] is filled[0]  # the total, behind a label's span
        is_some = "." in row.id and len(filled) == count < min(WIDE, len(row.values))
        return is_some and not is_last
    inside = row.values[row.values.index(filled[0]) : row.values.index(filled[-1])]
    has_pad = any(token.kind is TokenKind.PAD for token in inside)
    return has_pad and sum(token.kind is _VALUE for token in filled) != count


def _kept(row: PrintedRow, filled: list[Token], count: int, habits: Habits) -> Tokens | None:
    cells = [token for token in row.values if token.kind is not TokenKind.PAD]
    if habits.has_lead and row.is_followed:
        # what looks like a last empty cell is the pipe that begins the next row
        return tuple(cells[:-1]) if len(cells) == count + 1 and cells[-1].kind in EMPTY else None
    begins = habits.has_opening if row.is_row else habits.has_lead
    if row.id == "4" and begins and cells[0].kind is TokenKind.BLANK:
        cells = cells[1:]
    if habits.has_tail and len(filled) < count == len(cells) and cells[-1].kind is TokenKind.BLANK:
        return None  # the last empty cell may be padding, and a value be missing
    is_sure = habits.has_pads or begins
    if _is_holed(row, filled, count):
        return None
    candidates = (cells, filled) if is_sure else (cells, row.values, filled)
    for candidate in candidates:
        if len(candidate) == count:
            return tuple(candidate)
    shift = habits.shift(len(row.values), count)
    if shift is None:
        return None
    rest = [*row.values[:shift], *row.values[shift + count :]]
    is_all = all(token.kind in EMPTY for token in rest)
    return tuple(row.values[shift : shift + count]) if is_all else None
