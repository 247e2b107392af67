"""The printed words of the forms, and which of them a text of the document is."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from pipelines.catalogue.load import lexicon
from pipelines.catalogue.model import Catalogue, FormRow, FormTable, Template
from pipelines.read.clean import plain, simple, without_brackets
from pipelines.values import value

Kind = Literal["row", "group", "header", "either"]
_DIGIT = re.compile(r"[0-9]+")
_BRAND = re.compile(r"[a-z]+[0-9]*|[0-9]+[a-z]+")  # what hijacked pages put into labels
_WINDOW = 24  # tokens that one printed label may have fallen into
_REMEMBERED = 20  # texts of a row whose meaning is kept in memory
_LONGEST = 120
_NEAR = 0.74  # how alike a damaged label must be
_MARGIN = 0.12  # and how much more alike than any other


@value(frozen=True, slots=True)
class Hit:
    """What a stretch of tokens says: tokens first..last, both included."""

    kind: Kind
    id: str  # a row's id, or the table's number for a header
    first: int
    last: int


def row_id(table: str, row: FormRow) -> str:
    """Return what a printed row is about, the same in every form."""
    return row.indicators[0].rsplit(".", 1)[0] if table == "2" else row.indicators[0]


def printed_rows(template: Template, number: str) -> Iterator[tuple[int, str, FormRow]]:
    """Yield (block, row id, row) of one table of a form."""
    for table in template.table:
        if table.number == number:
            for index, block in enumerate(table.block):
                for row in block.row:
                    yield index, row_id(number, row), row


def form_table(template: Template, number: str) -> FormTable | None:
    """Return one table of a form, or None where the form has none of that number."""
    return next((table for table in template.table if table.number == number), None)


class Vocabulary:
    """Every label of the forms in comparable writing."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = lexicon("tables")
        self.exact: dict[str, tuple[Kind, str]] = {}
        self.full: dict[str, set[str]] = {}  # row id → its wordings
        self._cores: list[tuple[str, re.Pattern[str]]] = []
        for form in catalogue.table_forms:
            self._learn_form(catalogue.template(form))
        self._learn_lexicon()
        self._prefixes = {key[:n] for key in self.exact for n in range(len(key) + 1)}
        self.numbering = re.compile(self._words["numbering"])
        self.notes = re.compile(self._words["notes"])
        self._numerals = frozenset(self._words["numerals"])

    def _learn_form(self, template: Template) -> None:
        for table in template.table:
            for block in table.block:
                self._header(block.heading, table.number)
                for column in block.columns:
                    self._header(column.label, table.number)
                    for words in column.group.split("|"):
                        self._header(words, table.number)
            for _, name, row in printed_rows(template, table.number):
                if row.label:
                    self._row(name, _unnumbered(self._words["numbering"], row.label))

    def _learn_lexicon(self) -> None:
        for number, name in (("2", "two"), ("3", "three"), ("4", "four")):
            for words in self._words["start"][name]:
                self._header(words, number)
        for name, entry in self._words["row"].items():
            for words in entry["words"]:
                self._row(name, words)
            if "core" in entry:
                self._cores.append((name, re.compile(entry["core"])))
        for words in self._words["group"]["words"]:
            self.exact[plain(words)] = ("group", plain(words))
        for words in self._words["header_and_row"]:
            self.exact[plain(words)] = ("either", self.exact[plain(words)][1])

    def _header(self, words: str, table: str) -> None:
        if words:
            self.exact.setdefault(plain(words), ("header", table))

    def _row(self, name: str, words: str) -> None:
        self.exact[plain(words)] = ("row", name)
        self.full.setdefault(name, set()).add(plain(words))

    def hits(self, texts: Sequence[str], *, is_inside: bool) -> tuple[Hit, ...]:
        """Return what consecutive texts say, in order; the unknown is left out.

        Damaged labels are looked for only inside a table, or behind a header among the texts.
        """
        if len(texts) > _REMEMBERED:
            return tuple(self._hits(texts, is_inside=is_inside))
        return self._remembered(tuple(texts), is_inside)

    @lru_cache(maxsize=8192)  # noqa: B019  # one vocabulary lives as long as its catalogue
    def _remembered(self, texts: tuple[str, ...], is_inside: bool) -> tuple[Hit, ...]:  # noqa: FBT001
        """Rows are printed with the same words in every report: look them up once."""
        return tuple(self._hits(texts, is_inside=is_inside))

    def _hits(self, texts: Sequence[str], *, is_inside: bool) -> list[Hit]:
        simples = [simple(text) for text in texts]
        hits: list[Hit] = []
        gap: list[int] = []
        index = 0
        while index < len(texts):
            hit = self._longest(simples, index)
            chain = self.chain(simples[index]) if hit is None and len(simples[index]) > 5 else ()
            if chain:
                hits += self._damaged(simples, gap) if is_inside else ()
                gap = []
                hits += [Hit(kind, name, index, index) for kind, name in chain]
                is_inside = True
                index += 1
                continue
            if hit is None:
                gap.append(index)
                index += 1
                continue
            hits += self._damaged(simples, gap) if is_inside else ()
            gap = []
            hits.append(hit)
            is_inside = is_inside or hit.kind == "header"
            index = hit.last + 1
        return hits + (self._damaged(simples, gap) if is_inside else [])

    def _longest(self, simples: Sequence[str], first: int) -> Hit | None:
        joined = ""
        best: Hit | None = None
        for last in range(first, min(first + _WINDOW, len(simples))):
            joined += simples[last]
            if len(joined) > _LONGEST:
                break
            known, goes_on = self._known(joined)
            if known:
                best = Hit(known[0], known[1], first, last)
            if not goes_on:
                break
        return best

    def _known(self, text: str) -> tuple[tuple[Kind, str] | None, bool]:
        key, bare = _keys(self.numbering, text)
        if key in self.exact or bare in self.exact:
            return self.exact.get(key) or self.exact[bare], True
        return None, key in self._prefixes or bare in self._prefixes or len(key) <= 2

    @lru_cache(maxsize=4096)  # noqa: B019  # one vocabulary lives as long as its catalogue
    def chain(self, text: str) -> tuple[tuple[Kind, str], ...]:
        """Divide a text into labels that stand in it without anything between, or give nothing."""
        rest = _DIGIT.sub("", plain(text))
        labels: list[tuple[Kind, str]] = []
        while rest:
            known = self._ahead(rest) or self._ahead(rest[1:] if rest[0] in self._numerals else "")
            if known is None:
                return ()
            labels.append(self.exact[known])
            rest = rest[rest.index(known) + len(known) :]
        return tuple(labels) if len(labels) > 1 else ()

    def _ahead(self, text: str) -> str | None:
        for end in range(min(len(text), _LONGEST), 1, -1):
            if text[:end] in self.exact:
                return text[:end]
        return None

    def _damaged(self, simples: Sequence[str], gap: Sequence[int]) -> list[Hit]:
        """Look for one label among texts that match nothing exactly: at their end, else ahead."""
        size = len(gap)
        spans = [(first, size) for first in range(max(0, size - _WINDOW), size)]
        spans += [(0, last) for last in range(min(size - 1, _WINDOW), 0, -1)]
        for first, last in spans:
            name = self.nearest("".join(simples[n] for n in gap[first:last]))
            if name:
                return [Hit("row", name, gap[first], gap[last - 1])]
        return []

    @lru_cache(maxsize=8192)  # noqa: B019  # one vocabulary lives as long as its catalogue
    def nearest(self, text: str) -> str:
        """Return the row whose label a damaged or reworded text must be, or an empty text."""
        key, bare = _keys(self.numbering, _BRAND.sub("", text))
        if not 3 < len(key) <= _LONGEST or any(char.isdigit() for char in bare):
            return ""
        cores = {name for name, core in self._cores if core.search(key) or core.search(bare)}
        if cores:
            return cores.pop() if len(cores) == 1 and len(key) <= _LONGEST else ""
        if len(key) < 5:
            return ""
        scores = sorted(
            (
                (max(alike(key, full), alike(bare, full)), name)
                for name, words in self.full.items()
                for full in words
            ),
            reverse=True,
        )
        best, name = scores[0]
        second = next((score for score, other in scores if other != name), 0.0)
        return name if best >= _NEAR and best - second >= _MARGIN else ""

    def is_part_of(self, text: str, name: str) -> bool:
        """Tell whether a text is a piece of a row's own label: what a line break left of it."""
        piece = plain(text)
        return len(piece) > 1 and any(piece in full for full in self.full.get(name, ()))


def _unnumbered(pattern: str, label: str) -> str:
    return re.sub(pattern, "", simple(label))


@lru_cache(maxsize=32768)
def _strip(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub("", text.strip())


def _keys(numbering: re.Pattern[str], text: str) -> tuple[str, str]:
    stripped = _strip(numbering, text)
    key = plain(stripped)
    return key, plain(without_brackets(stripped)) if "(" in stripped else key


@lru_cache(maxsize=65536)
def alike(left: str, right: str) -> float:
    """Return how much of two words is common and in the same order, 0 to 1."""
    if (
        not left
        or not right
        or len(set(left) & set(right)) * 2 < min(len(set(left)), len(set(right)))
    ):
        return 0.0
    row = [0] * (len(right) + 1)
    for letter in left:
        diagonal = 0
        for n, other in enumerate(right, start=1):
            above = row[n]
            row[n] = diagonal + 1 if letter == other else max(above, row[n - 1])
            diagonal = above
    return 2 * row[-1] / (len(left) + len(right))


_VOCABULARIES: dict[int, tuple[Catalogue, Vocabulary]] = {}


def vocabulary(catalogue: Catalogue) -> Vocabulary:
    """Return the vocabulary of a catalogue, built once."""
    known = _VOCABULARIES.get(id(catalogue))
    if known is None or known[0] is not catalogue:
        _VOCABULARIES.clear()
        known = _VOCABULARIES[id(catalogue)] = (catalogue, Vocabulary(catalogue))
    return known[1]
