"""Questions about a form's tables: cell by cell, and three and four as the database adds up."""

from collections.abc import Sequence

import pandas as pd

from pipelines.sql import statement
from pipelines.store.questions import Years, range_of, scope_of
from pipelines.store.served import ServedFile


class AddedUp(ServedFile):
    """What a store says of these tables; no agencies means all of the data set, no years all."""

    def table_cells(
        self, dataset: str, table: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return the cells of one table ("2", "3", "4", "2014"), one row a cell and report.

        A complete table has every cell that its form prints; any other only those it states.
        """
        given = scope_of(dataset, agencies, years) | {"table_number": table}
        return self._asked("table_cells", statement("query", "table_cells"), given)

    def request_reports(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return the reports with a cell of table three, a row each: balances, groups, known."""
        given = scope_of(dataset, agencies, years) | range_of(dataset, agencies)
        return self._rows("request_reports", **given)

    def request_outcomes(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return every printed outcome by form and applicant, added up over the reports known."""
        given = scope_of(dataset, agencies, years) | range_of(dataset, agencies)
        return self._rows("request_added", **given)

    def request_sums(
        self, dataset: str, by: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return every printed cell added up by year or agency; NaN where a report lacks it."""
        given = scope_of(dataset, agencies, years) | range_of(dataset, agencies)
        return self._rows("request_sums", by=by, **given)

    def review_cases(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return table four, a row a report and kind of cases: four results, published total."""
        return self._asked(
            "review_cases", statement("query", "review_cases"), scope_of(dataset, agencies, years)
        )

    def held(self, dataset: str) -> pd.DataFrame:
        """Return in one row whether there is a text, and a complete table three or four."""
        return self._asked("held", statement("query", "held"), {"dataset": dataset})

    def glance(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return every report's own totals of all indicators; what is not said has no row."""
        return self._rows("glance", **scope_of(dataset, agencies, years))

    def stated(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return what the texts of reports state, one row a report, indicator and member."""
        return self._rows("stated", **scope_of(dataset, agencies, years))

    def neighbours(self, unit: int, report_year: int) -> pd.DataFrame:
        """Return the current reports of documents in one unit of data set, area and year."""
        return self._rows("neighbours", unit=unit, report_year=report_year)
