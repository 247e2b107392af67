"""The order of table three's columns, as the lines of its head tell it or speak against it."""

from collections.abc import Iterator, Sequence

from pipelines.parse.heads.words import (
    comparable,
    grouped,
    in_order,
    is_subsequence,
    patterns,
    printed_rows,
)
from pipelines.parse.tokens import Token
from pipelines.read.clean import plain

SEVERAL = 3  # names of columns that make words a header
_FIVE = 5  # of the seven applicants


def is_shuffled(tokens: Sequence[Token], form: Sequence[str]) -> bool:
    """Tell whether the names of applicants stand in another order than the form's.

    Either in one line, be they cut there (自然 科研机 商业企), or as whole words one behind the
    other. A text taken cell by cell has the five under their group behind 自然人 and 总计; one
    taken line by line has no whole name of more lines in it, and tells nothing.
    """
    if any(not is_subsequence(_letters(row), form) for row in printed_rows(tokens)):
        return True
    begin = patterns()["applicant_begin"]
    lines = [plain("".join([token.text for token in row])) for row in printed_rows(tokens)]
    if any(in_order(line, begin, ("group", form[0]))[:2] == ("group", form[0]) for line in lines):
        return True  # natural persons stand behind all others, in one line with their group
    rows = printed_rows(tokens)
    ways = (*(_cell_names(row, form) for row in rows), _lone_names(tokens, form))
    if not all(is_subsequence(names, form) for names in ways):
        return True
    alone = [line for line in lines if not begin["group"].search(line)]
    if not all(is_subsequence(in_order(line, begin, form), form) for line in alone):
        return True
    rest = grouped(comparable(tokens))
    names = in_order(rest, patterns()["applicant_whole"], form)
    five = [name for name in names if name not in {form[0], form[-1]}]
    if not is_subsequence(five, form):
        return True
    has_group = begin["group"].search(comparable(tokens)) is not None
    return not has_group and len(names) >= SEVERAL and not is_subsequence(names, form)


def _cell_names(tokens: Sequence[Token], form: Sequence[str]) -> list[str]:
    """Return the columns that whole words name, also shorter and other ones than the form's.

    Only where each names one, so that none is a piece of a longer one; of a head with a group the
    five under it.
    """
    words = [(name, word) for name, word in patterns()["applicant_cell"].items() if name in form]
    texts = [plain(token.text) for token in tokens]
    names = [name for text in texts for name, word in words if word.search(text)]
    if len(set(names)) < len(names) or len(names) < _FIVE:
        return []
    has_group = patterns()["applicant"]["group"].search("".join(texts))
    return [name for name in names if not has_group or name not in {form[0], form[-1]}]


def _lone_names(tokens: Sequence[Token], form: Sequence[str]) -> list[str]:
    """Return the five of the group in the order of their cells, where each line is of one cell.

    A text in which lines hold several cells has the tall ones of a head below the flat ones.
    """
    lines = {(token.place.block, token.place.row) for token in tokens}
    texts = [plain(token.text) for token in tokens if token.column < 0]
    if len(lines) < len(tokens) or len(texts) < len(tokens):
        return []
    begin = {**patterns()["applicant_begin"], "other_org": patterns()["applicant"]["other_org"]}
    five = [name for name in form if name in begin and name not in {form[0], form[-1]}]
    if any(sum(begin[one].search(text) is not None for one in five) > 1 for text in texts):
        return []
    return list(dict.fromkeys(one for text in texts for one in five if begin[one].match(text)))


def names_above(words: Sequence[Token]) -> list[Token]:
    """Return the last line of words, where each begins the name of an applicant.

    A head whose names go over lines is printed around its first cell: 商业 科研 社会公 above it.
    """
    line = [word for word in words if word.place.block == words[-1].place.block]
    begins = [*patterns()["applicant_begin"].values(), patterns()["applicant"]["other_org"]]
    texts = [plain(word.text) for word in line]
    is_head = all(any(word.match(text) for word in begins) for text in texts)
    return line if is_head and len(line) >= SEVERAL else []


def _letters(row: Sequence[Token]) -> list[str]:
    """Return the columns that the pieces of a line stand for, of heads cut letter by letter."""
    pieces = [plain(token.text) for token in row if token.column < 0]
    words = patterns()["applicant_letter"].items()
    names = [name for piece in pieces for name, word in words if word.search(piece)]
    return names if len(set(names)) == len(names) >= SEVERAL else []


def begins_as(names: Sequence[str], form: Sequence[str]) -> bool:
    """Tell whether a line names the first column and two behind it, all as the form orders them."""
    is_first = tuple(names[:1]) == tuple(form[:1])
    return is_first and len(names) >= SEVERAL and is_subsequence(names, form)


def cut_rows(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Yield the applicants that each line begins or goes on to name, one with every piece.

    Nothing is told by a line in which two pieces are one applicant's.
    """
    parts = [patterns()["applicant_letter"], patterns()["applicant_begin"]]
    for row in printed_rows(tokens):
        pieces = [plain(token.text) for token in row if token.column < 0]
        named = [
            next((n for part in parts for n, word in part.items() if word.match(piece)), "")
            for piece in pieces
        ]
        names = [name for name in named if name not in {"", "group"}]
        if len(set(names)) == len(names):
            yield names
