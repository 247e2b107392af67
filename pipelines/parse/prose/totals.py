"""Whether a number is all that an agency disclosed, by where it stands among the others."""

from collections.abc import Iterable
from decimal import Decimal

from pipelines.catalogue.indicator_ids import DISCLOSURE_TOTAL
from pipelines.parse.prose.channels import carriers_in, names_one_channel, single_channel
from pipelines.parse.prose.count_kinds import is_bare_total, is_of_the_channel
from pipelines.parse.prose.facts import Fact
from pipelines.parse.prose.patterns import pattern, units
from pipelines.parse.prose.phrases import says_all
from pipelines.parse.prose.sentences import Count, Sentence
from pipelines.parse.prose.times import is_new_part, names_year
from pipelines.parse.vocabulary import is_quoted, without_brackets
from pipelines.prose import Listing, Statement
from pipelines.values import value

FEWEST = 2  # parts that make a list


class Relations:
    """Where numbers stand in the lists of a text that add up: as a part, or as their sum."""

    def __init__(self, lists: Iterable[Listing]) -> None:
        every = tuple(lists)
        proved = [o for o in every if o.balance == "holds" and len(o.parts) >= FEWEST]
        self.parts = {start_of(part) for listing in proved for part in listing.parts}
        self.listed = {
            start_of(p) for o in every for p in o.parts if start_of(o.whole) < start_of(p)
        }
        # parts of a whole before them are summed up as a part of it, and are not all there is
        self.sums = {
            start_of(listing.whole)
            for listing in proved
            if start_of(listing.parts[0]) < start_of(listing.whole)
            and start_of(listing.parts[0]) not in self.listed
        }
        self.by_ways = {start_of(o.whole) for o in proved if o.division == "channel"}


@value(frozen=True, slots=True)
class Before:
    """What was read before a number: the total that is being broken down, what the site carried."""

    whole: Fact | None  # the total or channel whose list is open
    is_open: bool  # the list is not yet whole
    site: Decimal | None  # the most that a site was said to carry

    @property
    def total(self) -> Fact | None:
        """Return the total that is broken down, None where it is a channel's number."""
        is_total = self.whole is not None and self.whole.indicator == DISCLOSURE_TOTAL
        return self.whole if is_total else None


def is_total(sentence: Sentence, count: Count, before: Before, relations: Relations) -> bool:
    """Tell whether a number is a total: of the year, or of another span of time."""
    is_others = any(
        pattern(name, "total").search(text)
        for name, text in (
            ("refuse", without_brackets(count.lead)),
            ("others", count.before),
            ("other_noun", count.after),
        )
    )
    is_columns = pattern("in_issues").match(count.after) is not None  # `16 columns, 65 items`
    if is_others or is_columns or _is_beside(sentence, count, before):
        return False
    if _is_new_of_all(count, before) or is_own_motion(count):
        return True
    start = sentence.start + count.quantity.start
    if _is_among(count, before) or (start in relations.parts and not _is_of_made(count)):
        return False
    is_own = pattern("among", "total").match(count.span) or names_year(count)
    if start in relations.listed and before.whole is None and not is_own:
        return False  # some of what is no disclosure: `sent in 234, of these … 21 disclosed`
    is_sum = start in relations.sums and pattern("sum_lead", "total").search(count.lead)
    is_of_ways = start in relations.by_ways and pattern("of_ways", "total").search(count.lead)
    if not (is_sum or is_of_ways or says_all(count)) or not (
        count.quantity.unit or is_bare_total(count)
    ):
        return False
    is_carried = is_of_the_channel(count, sentence.context) or is_quoted(count.lead)
    is_carried = is_carried or names_one_channel(count)
    return not (is_carried or _is_elsewhere(count, before) or _is_of_requests(count))


def is_own_motion(count: Count) -> bool:
    """Tell whether a number is the part of all that was made which was disclosed unasked."""
    if pattern("of_requests").search(count.before) or single_channel(count):
        return False
    return pattern("own_motion", "total").search(count.lead) is not None


def is_official(lead: str) -> bool:
    """Tell whether a number is called what the law calls all that was disclosed unasked."""
    return any(pattern(name, "total").search(lead) for name in ("own_word", "own_motion"))


def start_of(statement: Statement) -> int:
    """Return where a number begins in the text."""
    return statement.passage.start + statement.start


def _is_beside(sentence: Sentence, count: Count, before: Before) -> bool:
    """Tell whether a number follows a total of all years in its sentence, of no year itself."""
    total = before.total
    is_same = total is not None and total.scope == "cumulative" and total.start >= sentence.start
    return is_same and not names_year(count)


def _is_new_of_all(count: Count, before: Before) -> bool:
    """Tell whether a number is the year's part of a total of all years."""
    if before.total is None:
        return False
    if before.total.scope != "cumulative":
        return is_new_part(count, before.total)
    return pattern("new_this_year").search(count.lead) is not None


def _is_among(count: Count, before: Before) -> bool:
    """Tell whether a number is said to be among others: of what is listed, or was asked for.

    Behind `of these` it may be the agency's own of all around, or what was disclosed of all that
    was made, where it is not among a total of the year.
    """
    if pattern("among", "total").match(count.span) and pattern("of_requests").search(count.before):
        return True
    if pattern("opener_first").match(count.span) is None:
        return False
    whole = before.whole if before.is_open else None
    is_listed = whole is not None and whole.scope == "year" and count.quantity.value <= whole.value
    return is_listed or pattern("own_part").search(count.lead) is None


def _is_of_requests(count: Count) -> bool:
    """Tell whether a number without a name of its own is of what was asked for."""
    is_asked = pattern("of_requests").search(count.before) is not None
    return is_asked and not is_official(count.lead)


def _is_of_made(count: Count) -> bool:
    """Tell whether a part is what was disclosed unasked, named first: `made 33, of these 29`."""
    return is_official(count.lead) and pattern("among", "total").match(count.span) is not None


def _is_elsewhere(count: Count, before: Before) -> bool:
    """Tell whether what was disclosed is counted in one place, or in several beside the site.

    `the site published 971; by press, account and other media 344` is no total.
    """
    if pattern("all_ways", "total").search(count.lead):
        return False
    places = {one.member for one in carriers_in(count.lead)}
    if places and not places & units("channel_item", "sites"):
        is_reported = places <= units("channel_item", "reporting")
        is_reported = is_reported and not pattern("many", "total").search(count.lead)
        return is_reported or before.site is not None or not is_official(count.lead)
    place = pattern("place", "total").search(count.lead)
    return place is not None and len(places) < 2 and not pattern("many", "total").search(place[0])
