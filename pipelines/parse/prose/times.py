"""Of which years the numbers of a sentence are: this one's, last year's, all years', a part's."""

from pipelines.parse.prose.facts import Fact
from pipelines.parse.prose.patterns import pattern
from pipelines.parse.prose.sentences import Count, Sentence


class Times:
    """Follows the years that consecutive sentences speak of."""

    def __init__(self, report_year: int | None) -> None:
        self._year = report_year
        self._scope = "year"
        self._is_part_of_year = False

    @property
    def scope(self) -> str:
        """Return of which years the sentence goes on to speak."""
        return self._scope

    def begin(self, sentence: Sentence) -> None:
        """Begin a sentence: it speaks of the year or of what is to come."""
        self._scope = "plan" if pattern("plan").search(sentence.text) else "year"
        self._is_part_of_year = False

    def note(self, count: Count) -> str:
        """Follow the years up to a number: `year`, `prior`, `part` of one, or `plan`."""
        clauses = list(pattern("year_clause").finditer(count.span))
        if clauses and clauses[-1]["plan"]:
            self._scope = "plan"
        elif clauses and self._year:
            year = int(clauses[-1]["year"])
            after = year > self._year
            self._scope = "plan" if after else "prior" if year < self._year else "year"
        if pattern("plan_lead").search(count.lead):
            return "plan"
        if pattern("part_of_year").search(count.span):
            self._is_part_of_year = True
        elif self._is_part_of_year:  # it goes on for the parts of what it counts
            self._is_part_of_year = not names_year(count)
        if self._is_part_of_year:
            return "part"
        return "prior" if pattern("prior").search(count.lead) else self._scope

    def of(self, count: Count, before: Fact | None) -> str:
        """Return the years of a number, which may be all years'; `before` is the total before it.

        A sum without a year that is larger than the year's before it is of all years.
        """
        if pattern("prior").search(count.lead):
            return "prior"
        if pattern("new_this_year").search(count.lead):
            return "year"
        since = pattern("since_year").search(count.span)
        if since and (since["year"] is None or int(since["year"]) == self._year):
            return self._scope
        is_sum = before is not None and count.quantity.value > before.value
        is_sum = is_sum and pattern("accumulated").search(count.lead) is not None
        if pattern("cumulative").search(count.span) or (is_sum and not names_year(count)):
            return "cumulative"
        return self._scope


def names_year(count: Count) -> bool:
    """Tell whether the words up to a number name a year: it is that year's, whatever came before.

    `1,900 since 2008; in 2023 disclosed 120`.
    """
    return pattern("own_year").search(count.span) is not None


def is_new_part(count: Count, before: Fact) -> bool:
    """Tell whether a number shows that the total before it is that of all years up to now."""
    is_part = pattern("new_part").search(count.span) is not None
    return is_part and pattern("until").search(before.sentence) is not None
