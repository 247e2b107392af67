"""Typed, read-only questions to the published store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from pipelines.store.added_up import AddedUp
from pipelines.store.cells import IndicatorCells
from pipelines.store.compared import SetAgainst
from pipelines.store.questions import (
    FigureQuery,
    FigureSlice,
    Years,
    about_counts,
    about_figures,
    scope_of,
    span_of,
)
from pipelines.store.streams import figure_frames, view_frames


class Store(IndicatorCells, AddedUp, SetAgainst):
    """A read-only view of what is published, safe to share between threads.

    It follows the pointer: a later publication is seen by the next question. `dataset` is "real"
    or "demo". No agencies chosen means all of the data set, no years means all years. Strings
    that are unknown are "", numbers that are unknown are NaN or <NA>: never 0.
    """

    def indicators(self) -> pd.DataFrame:
        """Return every indicator, one row per form that has it, in the catalogue's order."""
        return self._rows("indicators")

    def members(self) -> pd.DataFrame:
        """Return the members of every dimension in the catalogue's order."""
        return self._rows("members")

    def codes(self) -> pd.DataFrame:
        """Return every list of codes with what each means."""
        return self._rows("codes")

    def agencies(self, dataset: str, words: Sequence[str] = ()) -> pd.DataFrame:
        """Return the agencies that report, or are expected to, with every word in code or names."""
        return self._rows("agencies", dataset=dataset, asked=list(words))

    def find_agencies(self, dataset: str, text: str, limit: int = 20) -> pd.DataFrame:
        """Return agencies by code, name or short name; those with reports come first."""
        return self._rows("find_agencies", dataset=dataset, text=text.strip(), row_limit=limit)

    def choices(
        self,
        dataset: str,
        words: Sequence[str],
        years: Years = None,
        *,
        within: str = "",
        chosen: Sequence[str] = (),
        limit: int = 50,
    ) -> pd.DataFrame:
        """Return the places and agencies with reports that have every word in code or names.

        `held_count` counts the reports of the years asked for: those without one come last.
        """
        given = span_of(dataset, years) | {"within": within, "chosen": list(chosen)}
        text = words[0] if len(words) == 1 else ""
        return self._rows("choices", asked=list(words), text=text, row_limit=limit, **given)

    def counties(self, dataset: str) -> pd.DataFrame:
        """Return the counties that have agencies with reports."""
        return self._rows("counties", dataset=dataset)

    def reports(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return the current report of each agency and year."""
        return self._rows("reports", **scope_of(dataset, agencies, years))

    def explain(
        self, agency_id: str, report_year: int, indicator: str | None = None
    ) -> pd.DataFrame:
        """Return the figures of a current report, the zeros it prints included."""
        return self._rows(
            "explain", agency_id=agency_id, report_year=report_year, indicator=indicator or ""
        )

    def findings(
        self,
        dataset: str,
        agencies: Sequence[str] = (),
        years: Years = None,
        *,
        rules: Sequence[str] = (),
        fingerprints: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Return what the rules say of the current reports: what fails and what is not judged.

        A rule may speak of an agency's year without a report: there `report_id` is <NA>.
        """
        named = {"rules": list(rules), "fingerprints": list(fingerprints)}
        return self._rows("findings", **scope_of(dataset, agencies, years), **named)

    def finding_heads(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return the judgements without texts and places: many are counted, few are shown."""
        return self._rows("finding_heads", **scope_of(dataset, agencies, years))

    def former_findings(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return the findings of earlier versions that the reports of today do not have.

        `progress` is "resolved", with the document or correction that did it, or "unjudged".
        """
        if not self.held(dataset)["has_former"].item():  # one empty answer does for every scope
            agencies, years = (), None
        return self._rows("former_findings", **scope_of(dataset, agencies, years))

    def finding_named(self, fingerprint: str) -> pd.DataFrame:
        """Return the judgements of today, of both data sets, whose fingerprint begins so."""
        return self._rows("finding_named", fingerprint=fingerprint)

    def similar(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return pairs of reports that say much in the same words, the closest first."""
        return self._rows("similar", **scope_of(dataset, agencies, years))

    def rules(self) -> pd.DataFrame:
        """Return every rule of the book, in its order."""
        return self._rows("rules")

    def filing(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return what became of each report that was due or came: on time, late, missing."""
        return self._rows("filing", **scope_of(dataset, agencies, years))

    def received(
        self, dataset: str, agencies: Sequence[str] = (), years: Years = None
    ) -> pd.DataFrame:
        """Return of each report that counts its document and when that was received."""
        return self._rows("received", **scope_of(dataset, agencies, years))

    def refused_of(self, dataset: str, code: str, names: Sequence[str]) -> pd.DataFrame:
        """Return the documents refused for a reason whose headline names one of these agencies."""
        return self._rows("refused_of", dataset=dataset, code=code, names=list(names))

    def stray_decisions(self) -> pd.DataFrame:
        """Return the decisions whose document or report is not here."""
        return self._rows("stray_decisions")

    def versions(self, agency_id: str, report_year: int) -> pd.DataFrame:
        """Return every version of a report, the current one first."""
        return self._rows("versions", agency_id=agency_id, report_year=report_year)

    def waiting(self) -> pd.DataFrame:
        """Return the reports whose agency or year is open."""
        return self._rows("waiting")

    def documents(self, dataset: str) -> pd.DataFrame:
        """Return every document received, with what became of it."""
        return self._rows("documents", dataset=dataset)

    def figures(self, wanted: FigureQuery, part: FigureSlice) -> pd.DataFrame:
        """Return figures with everything known of each; printed zeros are there as figures.

        In their own order only the reports that the part is of are written out for it.
        """
        if part.is_a_page and not wanted.words and not wanted.is_of_derived:
            given = wanted.scope | wanted.filters | part.page
            place = self._counted("figure_place", given)
            part = part.at(*map(int, place.iloc[0])) if len(place) else part.nowhere
        given = wanted.scope | wanted.filters | {"words": wanted.words}
        return self._told("figures", given | part.parameters | part.span)

    def figure_counts(self, wanted: FigureQuery) -> pd.DataFrame:
        """Count the figures of a scope and text by table, indicator, member, form and state."""
        if not wanted.words:
            return self._counted("figure_sums", wanted.scope)
        given = wanted.scope | {"words": wanted.words}
        return self._told("figure_counts", given | FigureSlice(0).span)

    def figure_batches(
        self, wanted: FigureQuery, after: tuple[int, int] = (0, 0)
    ) -> Iterator[pd.DataFrame]:
        """Return all figures wanted, a few reports at a time, of what is published now."""
        return figure_frames(self._cursor(self._published()), wanted, after)

    def view_columns(self, name: str) -> tuple[str, ...]:
        """Return the columns of one of the file's views, in their order."""
        columns = self._asked(f"view {name}", f"SELECT * FROM main.{name} LIMIT 0", {})  # noqa: S608 - ours
        return tuple(map(str, columns.columns))

    def view_rows(self, name: str, wanted: FigureQuery) -> Iterator[pd.DataFrame]:
        """Return the rows of one of the file's views that belong to a selection, by batches."""
        columns = self.view_columns(name)
        return view_frames(self._cursor(self._published()), name, columns, wanted)

    def _told(self, name: str, params: Mapping[str, object]) -> pd.DataFrame:
        return self._asked(name, about_figures(name), params)

    def _counted(self, name: str, params: Mapping[str, object]) -> pd.DataFrame:
        return self._asked(name, about_counts(name), dict(params) | FigureSlice(0).span)
