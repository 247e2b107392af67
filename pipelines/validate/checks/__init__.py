"""What is not an equation: small functions that look at one report and yield judgements."""

from collections.abc import Callable, Iterator

from pipelines.validate.check_context import CheckContext
from pipelines.validate.checks.cells import CELLS
from pipelines.validate.checks.claims import CLAIMS
from pipelines.validate.checks.copied import COPIED
from pipelines.validate.checks.dates import DATES
from pipelines.validate.checks.denials import DENIALS
from pipelines.validate.checks.leftovers import LEFTOVERS
from pipelines.validate.checks.lists import LISTS
from pipelines.validate.checks.names import NAMES
from pipelines.validate.checks.rates import RATES
from pipelines.validate.checks.repeats import REPEATS
from pipelines.validate.checks.section_five import FIVE
from pipelines.validate.checks.source import SOURCE
from pipelines.validate.checks.stale import STALE
from pipelines.validate.checks.structure import STRUCTURE
from pipelines.validate.checks.timing import TIMING
from pipelines.validate.checks.words_in_cells import words_in_cells
from pipelines.validate.judgement import Judgement

Check = Callable[[CheckContext], Iterator[Judgement]]
CHECKS: tuple[Check, ...] = (
    *STRUCTURE,
    *CELLS,
    words_in_cells,
    *CLAIMS,
    *DENIALS,
    *LISTS,
    *RATES,
    *COPIED,
    *STALE,
    *NAMES,
    *DATES,
    *LEFTOVERS,
    *FIVE,
    *REPEATS,
    *TIMING,
    *SOURCE,
)
