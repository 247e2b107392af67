"""Which printed column is which: read from the header's words, in the order they are printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipelines.catalogue.load import applicants, lexicon, pattern_of
from pipelines.parse.tokens import Token
from pipelines.read.clean import plain

RESULTS = ("upheld", "corrected", "other", "pending", "total")
_NAMED = (*RESULTS, "review", "direct", "after")
_PARTS = (
    "column",
    "applicant",
    "applicant_begin",
    "applicant_whole",
    "applicant_letter",
    "applicant_cell",
    "outcome",
    "outcome_begin",
)
_MARK = "\u25a0"
_FIVE = 5  # of the seven applicants
_SEVERAL = 3  # names of columns that make words a header


@lru_cache(maxsize=1)
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    words: Any = lexicon("tables")
    return {
        part: {name: re.compile(pattern) for name, pattern in words[part].items()}
        for part in _PARTS
    }


@dataclass(frozen=True, slots=True)
class Header:
    """The columns a header names, in the order of its words.

    `is_whole`: it says nothing else. `is_clear`: it says each of them once, under its group.
    `is_one_row`: all of them are cells of one printed row, so that the order of the words is the
    order of the columns. `is_contrary`: one printed row or line names some of them in an order
    that is not the form's.
    """

    columns: tuple[str, ...]
    is_whole: bool = True
    is_clear: bool = True
    is_one_row: bool = False
    is_in_line: bool = False  # one line has the first name and two behind it, as in the form
    is_contrary: bool = False

    def is_told(self, form: Sequence[str]) -> bool:
        """Tell whether the order of the columns is said, by the words or by one printed row."""
        own = [name for name in self.columns if name in form]
        return self.is_one_row or self.is_in_line or own == [n for n in form if n in own]


def header_of(number: str, tokens: Sequence[Token], form: Sequence[str]) -> Header:
    """Return the columns that the header above a row names.

    How its words lie in printed rows is looked at only where they come in another order than the
    form's: in text taken from a PDF line by line the merged cell of natural persons stands below
    the group of organizations, and 1,259 natural persons of a city became legal services.
    """
    header = _header(number, comparable(tokens))
    if _is_subsequence(header.columns, form):
        if number == "4":
            return replace(header, is_contrary=_is_turned_round(comparable(tokens)))
        is_whole = number != "3" or len(header.columns) == len(form)
        return header if is_whole else replace(header, is_contrary=_is_shuffled(tokens, form))
    if number == "4":
        # its sums hold whatever the order of the results, and of its three groups
        return replace(header, is_contrary=True)
    part = "applicant" if number == "3" else "column"
    rows = [_names_of_row(row, part, form) for row in _printed_rows(tokens)]
    return replace(
        header,
        is_in_line=any(_begins(names, form) for names, _ in rows)
        or (number == "3" and any(_begins(names, form) for names in _cut_rows(tokens))),
        is_one_row=any(is_cells and names == header.columns for names, is_cells in rows),
        is_contrary=any(not _is_subsequence(names, form) for names, _ in rows)
        or (number == "3" and _is_shuffled(tokens, form)),
    )


def _begins(names: Sequence[str], form: Sequence[str]) -> bool:
    """Tell whether a line names the first column and two behind it, all as the form orders them."""
    is_first = tuple(names[:1]) == tuple(form[:1])
    return is_first and len(names) >= _SEVERAL and _is_subsequence(names, form)


def _cut_rows(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Yield the applicants that each line begins or goes on to name, one with every piece.

    Nothing is told by a line in which two pieces are one applicant's.
    """
    parts = [_patterns()["applicant_letter"], _patterns()["applicant_begin"]]
    for row in _printed_rows(tokens):
        pieces = [plain(token.text) for token in row if token.column < 0]
        named = [
            next((n for part in parts for n, word in part.items() if word.match(piece)), "")
            for piece in pieces
        ]
        names = [name for name in named if name not in {"", "group"}]
        if len(set(names)) == len(names):
            yield names


def _is_shuffled(tokens: Sequence[Token], form: Sequence[str]) -> bool:
    """Tell whether the names of applicants stand in another order than the form's.

    Either in one line, be they cut there (自然 科研机 商业企), or as whole words one behind the
    other. A text taken cell by cell has the five under their group behind 自然人 and 总计; one
    taken line by line has no whole name of more lines in it, and tells nothing.
    """
    if any(not _is_subsequence(_letters(row), form) for row in _printed_rows(tokens)):
        return True
    begin = _patterns()["applicant_begin"]
    lines = [plain("".join([token.text for token in row])) for row in _printed_rows(tokens)]
    if any(_in_order(line, begin, ("group", form[0]))[:2] == ("group", form[0]) for line in lines):
        return True  # natural persons stand behind all others, in one line with their group
    rows = _printed_rows(tokens)
    ways = (*(_cell_names(row, form) for row in rows), _lone_names(tokens, form))
    if not all(_is_subsequence(names, form) for names in ways):
        return True
    alone = [line for line in lines if not begin["group"].search(line)]
    if not all(_is_subsequence(_in_order(line, begin, form), form) for line in alone):
        return True
    rest = _grouped(comparable(tokens))
    names = _in_order(rest, _patterns()["applicant_whole"], form)
    five = [name for name in names if name not in {form[0], form[-1]}]
    if not _is_subsequence(five, form):
        return True
    has_group = begin["group"].search(comparable(tokens)) is not None
    return not has_group and len(names) >= _SEVERAL and not _is_subsequence(names, form)


def _cell_names(tokens: Sequence[Token], form: Sequence[str]) -> list[str]:
    """Return the columns that whole words name, also shorter and other ones than the form's.

    Only where each names one, so that none is a piece of a longer one; of a head with a group the
    five under it.
    """
    words = [(name, word) for name, word in _patterns()["applicant_cell"].items() if name in form]
    texts = [plain(token.text) for token in tokens]
    names = [name for text in texts for name, word in words if word.search(text)]
    if len(set(names)) < len(names) or len(names) < _FIVE:
        return []
    has_group = _patterns()["applicant"]["group"].search("".join(texts))
    return [name for name in names if not has_group or name not in {form[0], form[-1]}]


def _lone_names(tokens: Sequence[Token], form: Sequence[str]) -> list[str]:
    """Return the five of the group in the order of their cells, where each line is of one cell.

    A text in which lines hold several cells has the tall ones of a head below the flat ones.
    """
    lines = {(token.place.block, token.place.row) for token in tokens}
    texts = [plain(token.text) for token in tokens if token.column < 0]
    if len(lines) < len(tokens) or len(texts) < len(tokens):
        return []
    begin = {**_patterns()["applicant_begin"], "other_org": _patterns()["applicant"]["other_org"]}
    five = [name for name in form if name in begin and name not in {form[0], form[-1]}]
    if any(sum(begin[one].search(text) is not None for one in five) > 1 for text in texts):
        return []
    return list(dict.fromkeys(one for text in texts for one in five if begin[one].match(text)))


def names_above(words: Sequence[Token]) -> list[Token]:
    """Return the last line of words, where each begins the name of an applicant.

    A head whose names go over lines is printed around its first cell: 商业 科研 社会公 above it.
    """
    line = [word for word in words if word.place.block == words[-1].place.block]
    begins = [*_patterns()["applicant_begin"].values(), _patterns()["applicant"]["other_org"]]
    texts = [plain(word.text) for word in line]
    is_head = all(any(word.match(text) for word in begins) for text in texts)
    return line if is_head and len(line) >= _SEVERAL else []


def _letters(row: Sequence[Token]) -> list[str]:
    """Return the columns that the pieces of a line stand for, of heads cut letter by letter."""
    pieces = [plain(token.text) for token in row if token.column < 0]
    words = _patterns()["applicant_letter"].items()
    names = [name for piece in pieces for name, word in words if word.search(piece)]
    return names if len(set(names)) == len(names) >= _SEVERAL else []


def _is_turned_round(text: str) -> bool:
    """Tell whether the suits after reconsideration are named before those without it."""
    words = _patterns()["outcome_begin"]
    first, second = words["after"].search(text), words["direct"].search(text)
    return bool(first and second and first.start() < second.start())


def _is_subsequence(names: Sequence[str], form: Sequence[str]) -> bool:
    rest = iter(form)
    return all(name in rest for name in names)


def _printed_rows(tokens: Sequence[Token]) -> list[list[Token]]:
    rows: dict[tuple[int, int | None], list[Token]] = {}
    for token in tokens:
        rows.setdefault((token.place.block, token.place.row), []).append(token)
    return list(rows.values())


def _names_of_row(
    row: Sequence[Token], part: str, form: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return the columns one printed row names, and whether each is named by a cell of its own."""
    names: list[str] = []
    is_cells = True
    for token in row:
        text = plain(token.text)
        if part == "applicant":
            text = _patterns()[part]["group"].sub("", text)
        own = [name for name in form if name in _patterns()[part] and _names(part, name, text)]
        names += own
        is_cells &= len(own) <= 1 and (not own or token.column >= 0)
    return tuple(names), is_cells


def _names(part: str, name: str, text: str) -> bool:
    return _patterns()[part][name].search(text) is not None


@lru_cache(maxsize=1024)
def _header(number: str, text: str) -> Header:
    if number == "2":
        return Header(table_two(text), _is_whole(text, "column"), _is_single(text, "column"))
    if number == "3":
        rest = _grouped(text)
        is_clear = rest.count(_MARK) <= 1 and _is_single(rest, "applicant")
        return Header(table_three(text), _is_whole(text, "applicant"), is_clear)
    return Header(table_four(text), _is_whole(text, "outcome"))


def is_ripe(header: Sequence[Token]) -> bool:
    """Tell whether the header of table four has come to its end: all fifteen columns named."""
    return len(_all(comparable(header), _patterns()["outcome"], RESULTS)) >= 15


def names_of_outcome(text: str) -> tuple[str, ...]:
    """Return what a cell of table four's head names, in the order of its words."""
    return tuple(name for _, name in sorted(_all(plain(text), _patterns()["outcome"], _NAMED)))


def is_outcome(text: str) -> bool:
    """Tell whether a text begins the columns of table four."""
    return _patterns()["outcome"]["upheld"].search(text) is not None


def _is_single(text: str, part: str) -> bool:
    return all(len(pattern.findall(text)) <= 1 for pattern in _patterns()[part].values())


def _is_whole(text: str, part: str) -> bool:
    rest = pattern_of("tables", "filler").sub("", text)
    for pattern in _patterns()[part].values():
        rest = pattern.sub("", rest)
    return not pattern_of("tables", "filler").sub("", rest)


def comparable(header: Sequence[Token]) -> str:
    """Return a header's words in comparable writing."""
    return plain("".join(token.text for token in header))


def table_two(text: str) -> tuple[str, ...]:
    """Return the columns of one sub-table of table two, in printed order."""
    return _in_order(text, _patterns()["column"], tuple(_patterns()["column"]))


def table_three(text: str) -> tuple[str, ...]:
    """Return the applicants in printed order; the five under the group stand where it stands."""
    patterns = _patterns()["applicant"]
    rest = _grouped(text)
    if _MARK not in rest:
        return _in_order(text, patterns, applicants())
    tops = _in_order(
        rest, {**patterns, "group": re.compile(_MARK)}, ("natural_person", "group", "total")
    )
    subs = _in_order(rest, patterns, applicants()[1:6])
    return tuple(one for top in tops for one in (subs if top == "group" else (top,)))


def _grouped(text: str) -> str:
    """Mark where the group of applicants stands; its own words name one of them too."""
    return _patterns()["applicant"]["group"].sub(_MARK, text)


def table_four(text: str) -> tuple[str, ...]:
    """Return the columns of table four as group.result, empty where the header does not say."""
    patterns = _patterns()["outcome"]
    results = [name for _, name in sorted(_all(text, patterns, RESULTS))]
    groups = _groups_of_four(text, patterns)
    if not results or len(results) % 3 or len(groups) != 3:
        return ()
    size = len(results) // 3
    chunks = [results[n : n + size] for n in range(0, len(results), size)]
    if any(chunk != chunks[0] for chunk in chunks) or len(set(chunks[0])) != size:
        return ()
    return tuple(f"{group}.{result}" for group in groups for result in chunks[0])


def _groups_of_four(text: str, patterns: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    tops = _in_order(text, patterns, ("review", "suit"))
    subs = _in_order(text, patterns, ("direct", "after"))
    names = {"direct": "suit_direct", "after": "suit_after_review"}
    if len(tops) != 2 or len(subs) != 2:
        return ()
    suits = tuple(names[sub] for sub in subs)
    return tuple(one for top in tops for one in (suits if top == "suit" else ("review",)))


def _in_order(
    text: str, patterns: dict[str, re.Pattern[str]], names: Sequence[str]
) -> tuple[str, ...]:
    places = []
    for name in names:
        match = patterns[name].search(text) if name in patterns else None
        if match:
            places.append((match.start(), name))
    return tuple(name for _, name in sorted(places))


def _all(
    text: str, patterns: dict[str, re.Pattern[str]], names: Sequence[str]
) -> list[tuple[int, str]]:
    return [(match.start(), name) for name in names for match in patterns[name].finditer(text)]
