"""Questions that set a report or agency against others: rates, what is around it, who is like."""

from collections.abc import Sequence

import pandas as pd

from pipelines.catalogue.rates import RateDefinition
from pipelines.store.questions import Years, scope_of
from pipelines.store.served import ServedFile


class SetAgainst(ServedFile):
    """What a store says of figures beside each other; unknown numbers are NaN."""

    def rates(
        self, dataset: str, rate: RateDefinition, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return one row per report with its rate, in the columns of `cells`.

        `value` is NaN unless `state` is number; `upper` and `lower`, the two sums it is made of,
        are NaN where any of their cells is unknown. A difference has no `lower`.
        """
        parts = rate.parts
        return self._rows(
            "rates",
            kind=rate.kind,
            least=rate.least,
            sides=[part.side for part in parts],
            indicators=[part.indicator for part in parts],
            members=[part.member for part in parts],
            signs=[part.sign for part in parts],
            **scope_of(dataset, agencies, years),
        )

    def peers(self, dataset: str, agency_id: str, limit: int = 5) -> pd.DataFrame:
        """Return the agencies of its level most like one in requests and items disclosed.

        `requests` and `items` are NaN where they may not be set against `own_requests` and
        `own_items`; `is_near` says that it is of the same county.
        """
        return self._rows("peers", dataset=dataset, agency_id=agency_id, row_limit=limit)

    def context(self, dataset: str, agency_id: str, report_year: int) -> pd.DataFrame:
        """Return what stands around each number of a current report: one row a number.

        `prior_value` is last year's, NaN where unknown or not comparable; `rank`, `known_count` and
        `median` are among the agencies of its level in its county that year, itself included.
        """
        asked = {"agency_id": agency_id, "report_year": report_year}
        return self._rows("context", dataset=dataset, **asked)
