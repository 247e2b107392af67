"""One indicator of every report, whether the report says it or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from pipelines.store.questions import Years, range_of, scope_of
from pipelines.store.served import ServedFile

_YEAR: Final = "year"


@dataclass(frozen=True, slots=True)
class Printing:
    """What one indicator is of, and which forms print each of its members in which table."""

    dimension: str = ""
    unit: str = ""
    is_stated: bool = False  # the text of a report may state it
    tables: dict[str, dict[str, list[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forms:
    """What a published file says of its forms: it changes with the file, not with a question."""

    printing: Mapping[str, Printing]
    known: list[str]  # the forms that print anything


class IndicatorCells(ServedFile):
    """What a store says of one indicator; no agencies means all of the data set, no years all."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._forms: tuple[Path | None, Forms] = None, Forms({}, [])

    def cells(
        self,
        dataset: str,
        indicator: str,
        members: Sequence[str] | None = None,
        agencies: Sequence[str] = (),
        years: Years = None,
        scope: str = _YEAR,
    ) -> pd.DataFrame:
        """Return one row per report and member, whatever the report says of it.

        `value` is NaN unless `state` is number; no members means the report's own total.
        `is_expected` is False where the report's form never asked for the indicator.
        """
        given = scope_of(dataset, agencies, years) | {"indicator": indicator, "scope": scope}
        forms = self._forms_of_file()
        about = forms.printing.get(indicator, Printing())
        asked = list(members or (["total"] if about.dimension == "applicant" else [""]))
        printed = about.tables.get(asked[0], {}) if scope == _YEAR else {}
        if len(asked) == 1 and len(printed) <= 1:
            [(table, templates)] = printed.items() or [("", [])]
            cells = self._rows(
                "member_cells",
                member=asked[0],
                unit=about.unit,
                is_stated=about.is_stated,
                forms=forms.known,
                printed=templates,
                table_number=table,
                **range_of(dataset, agencies),
                **given,
            )
            if cells["report_id"].is_unique:
                return cells
        return self._rows("cells", members=asked, **given)  # of several wordings: added up

    def mix(
        self,
        dataset: str,
        dimension: str,
        indicator: str,
        agencies: Sequence[str] = (),
        years: Years = None,
    ) -> pd.DataFrame:
        """Return all members of a dimension as worded, totals left out.

        A report that says none of it has one row with member "" and label "" that says why.
        """
        return self._rows(
            "mix", dimension=dimension, indicator=indicator, **scope_of(dataset, agencies, years)
        )

    def _forms_of_file(self) -> Forms:
        """Return what the published file says of its forms; read once a file."""
        target = self._published()
        read_of, forms = self._forms
        if read_of != target:
            forms = _forms(self._rows("printed"))
            self._forms = target, forms
        return forms


def _forms(rows: pd.DataFrame) -> Forms:
    printing: dict[str, Printing] = {}
    known: dict[str, None] = {}
    for indicator, dimension, unit, is_stated, member, form, table in rows.itertuples(index=False):
        about = printing.get(indicator) or Printing(dimension, unit, bool(is_stated), {})
        printing[indicator] = about
        if form:
            about.tables.setdefault(member, {}).setdefault(table, []).append(form)
            known[form] = None
    return Forms(printing, list(known))
