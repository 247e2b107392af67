"""What the prose of a report states in numbers, and how those numbers belong together.

A parse builds one `Prose` for each report and leaves it at `Report.prose`; checks ask it, through
`context.prose`, instead of searching the text once more:

- `prose.statements` are all numbers of the running text in their order. Each knows what it counts
  (`subject`), its `value` and `unit`, whether it is approximate, the years it speaks of (`scope`,
  `year`), its `section` and `place`, and the words around it (`lead`, `after`, `clause`).
- `prose.lists` are wholes with their parts. `balance` says whether a list adds up: `holds`,
  `fails`, or `open` where its end or its completeness is not proved, with the reason.
- `prose.changes` are growths against an earlier value, `prose.shares` parts with their percentage
  and rates of what was done, `prose.percentages` those of one whole that exceed a hundred.
- `prose.of(section=1, unit="%", subject="…")` yields the statements that match.

Nothing here is judged wrong: a check compares, and only what is proved (`is_proved`).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pipelines.model import Place
from pipelines.values import value

Scope = Literal["year", "prior", "cumulative", "part", "plan"]
Balance = Literal["holds", "fails", "open"]


@value(frozen=True, slots=True)
class ProsePassage:
    """A sentence of the running text in plain form: where it begins, in which section it stands."""

    text: str
    start: int
    section: int  # 0 before the first section
    number: int  # sentences are counted from 0 through the whole report


@value(frozen=True, slots=True)
class Statement:
    """One number of the text: what it counts, how surely, of which years, and where it stands.

    `start` and `end` are offsets in the passage's text; `lead_start` is where the words begin that
    lead to the number; `subject` is what it counts, "" where the words name nothing.
    """

    passage: ProsePassage
    start: int
    end: int
    lead_start: int
    value: Decimal
    unit: str
    subject: str
    scope: Scope
    year: int | None
    place: Place
    is_approximate: bool = False
    depth: int = 0  # of brackets

    @property
    def section(self) -> int:
        """Return the section it stands in, 0 before the first."""
        return self.passage.section

    @property
    def lead(self) -> str:
        """Return the words before the number, since the last mark."""
        return self.passage.text[self.lead_start : self.start]

    @property
    def after(self) -> str:
        """Return the words that follow the number and its unit, to the end of the sentence."""
        return self.passage.text[self.end :]

    @property
    def words(self) -> str:
        """Return the number with its unit and the words that lead to it."""
        return self.passage.text[self.lead_start : self.end]

    @property
    def slack(self) -> Decimal:
        """Return by how much it may be rounded: half the last digit of what is told in 10,000s."""
        return slack_of(self.value, self.passage.text[self.start : self.end])

    @property
    def is_exact(self) -> bool:
        """Say whether the number may be added to others."""
        return not self.is_approximate


@value(frozen=True, slots=True)
class Listing:
    """A whole and the parts the text gives it.

    `reason` says why a list is not judged: open_end, mixed_units, lost_part, approximate,
    mixed_kinds, rounded, second_list, nested, another_year, may_be_some, single; "" where it is.
    `division` says by what the parts divide the whole where it is the same for all of them:
    channel, way, applicant, outcome, …; "" where it is by subject.
    """

    whole: Statement
    parts: tuple[Statement, ...]
    balance: Balance
    reason: str = ""
    division: str = ""

    @property
    def total(self) -> Decimal:
        """Return what the parts come to."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def is_proved(self) -> bool:
        """Say whether the parts are shown not to come to the whole."""
        return self.balance == "fails"


@value(frozen=True, slots=True)
class Change:
    """A growth or fall that a sentence states beside the two numbers it follows from.

    `amount` is the change as printed: in per cent, as a difference in the unit of the two, or as a
    multiple; below nought where it is a fall. `before` is None where the sentence does not give it.
    """

    now: Statement
    before: Statement | None
    amount: Decimal
    kind: Literal["percent", "difference", "multiple"]
    stated: Statement  # the number of the change itself

    def expected_from(self, before: Decimal, rounded: Decimal = Decimal(0)) -> Decimal | None:
        """Return the change as it follows from an earlier number, None where it cannot be told."""
        now = self.now.value + rounded
        if self.kind == "difference":
            return now - before
        if not before:
            return None
        return (now - before) * 100 / before if self.kind == "percent" else now / before

    @property
    def expected(self) -> Decimal | None:
        """Return the change as it follows from the two numbers of the text."""
        return None if self.before is None else self.expected_from(self.before.value)

    @property
    def is_proved(self) -> bool:
        """Say whether the change is shown not to follow from its numbers."""
        if self.before is None or not self.before.is_exact:
            return False
        return self.now.is_exact and self.is_wrong_from(self.before.value)

    def is_wrong_from(self, before: Decimal) -> bool:
        """Say whether it does not follow from an earlier number, however the two were rounded."""
        now, was = self.now.slack, self.before.slack if self.before else Decimal(0)
        if now and was:  # who tells one to the tenth tells both so: 2.4万 to 3万 is to 3.0万
            now = was = min(now, was)
        follows = [
            self.expected_from(before + shift, rounded)
            for shift in (-was, was)
            for rounded in (-now, now)
        ]
        exact = [change for change in follows if change is not None]
        if not exact:
            return False
        nearest = min(max(self.amount, min(exact)), max(exact))
        return not agrees(nearest, self.amount, self.stated)


@value(frozen=True, slots=True)
class Share:
    """A part, its percentage, and the whole it is most likely a percentage of.

    `whole` is the number whose list the part stands in, None where it stands in none; `others` are
    the values of other numbers that may be meant: the share is wrong when it follows from none.
    """

    part: Statement
    whole: Statement | None
    others: tuple[Decimal, ...]
    stated: Statement
    is_rate: bool = False  # what was done of what was asked: an answer rate

    @property
    def expected(self) -> Decimal | None:
        """Return the percentage as it follows from the part and its whole."""
        return self.part.value * 100 / self.whole.value if self.whole else None

    @property
    def is_proved(self) -> bool:
        """Say whether the percentage is shown to follow from no whole it may be meant of."""
        if self.whole is None or not (self.part.is_exact and self.whole.is_exact):
            return False
        wholes = [one for one in (self.whole.value, *self.others) if one]
        rounded = self.part.slack + self.whole.slack
        return not any(self._follows_from(one, rounded) for one in wholes)

    def _follows_from(self, whole: Decimal, rounded: Decimal) -> bool:
        """Say whether the percentage follows from a whole, however the numbers were rounded."""
        low, high = (
            max(self.part.value + by, Decimal(0)) * 100 / whole for by in (-rounded, rounded)
        )
        return agrees(min(max(self.stated.value, low), high), self.stated.value, self.stated)


@value(frozen=True, slots=True)
class CountedProse:
    """All that the running text of a report states in numbers."""

    statements: tuple[Statement, ...] = ()
    lists: tuple[Listing, ...] = ()
    changes: tuple[Change, ...] = ()
    shares: tuple[Share, ...] = ()
    percentages: tuple[tuple[Statement, ...], ...] = ()  # of one whole, more than a hundred

    def of(
        self, section: int | None = None, unit: str | None = None, subject: str = ""
    ) -> Iterator[Statement]:
        """Yield the statements of a section, in a unit, whose words name a subject."""
        for one in self.statements:
            if section in {None, one.section} and unit in {None, one.unit} and subject in one.lead:
                yield one


EMPTY = CountedProse()
POINTS = "pp"  # the unit of a change from one percentage to another
TENTHS = "10%"  # the unit of shares and growths told in tenths
_DIGITS = re.compile(r"[\d.]+")
_HALF_A_TENTH = Decimal(5)
_NEAR = Decimal(1)  # a percentage that is said to be about is right within one


def slack_of(number: Decimal, printed: str) -> Decimal:
    """Return half the last digit of a number that is printed in hundreds or ten thousands."""
    digits = "".join(_DIGITS.findall(printed))
    told = Decimal(digits) if digits else Decimal(0)
    scale = number / told if told else Decimal(1)
    return scale.scaleb(int(told.as_tuple().exponent)) / 2 if scale > 1 else Decimal(0)


def agrees(exact: Decimal, printed: Decimal, stated: Statement) -> bool:
    """Say whether a printed number is the exact one, rounded or cut off within its last digit."""
    if stated.unit == TENTHS:
        return abs(exact - printed) <= (2 if stated.is_approximate else 1) * _HALF_A_TENTH
    digits = max(-int(printed.as_tuple().exponent), 0)
    step = Decimal(1).scaleb(-digits) if digits or stated.unit in {"%", POINTS} else Decimal("0.05")
    return abs(exact - printed) <= (max(step, _NEAR) if stated.is_approximate else step)
