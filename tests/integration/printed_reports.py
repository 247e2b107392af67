"""Reports of two towns as they are read: every cell of a form is 0 unless it is named."""

from datetime import date
from decimal import Decimal

from pipelines.catalogue.load import catalogue
from pipelines.model import Agency, Completeness, Figure, Place, Report, Status, TableReading

TOWN = Agency("抚宁区茶棚乡人民政府", "130306200", "130306200", "township")
OTHER = Agency("抚宁区留守营镇人民政府", "130306100", "130306100", "township")


def form(template, **values):
    """Return every cell of a form, 0 unless named, as figures, and its tables, complete."""
    figures, tables = [], {}
    for table in catalogue().template(template).table:
        tables[table.number] = TableReading(Completeness.COMPLETE, table.cells, table.cells)
        for position, (indicator, member) in enumerate(table.slots()):
            said = values.get(f"{indicator}|{member}", 0)
            is_number = not isinstance(said, Status)
            status = Status.NUMBER if is_number else said
            value = Decimal(said) if is_number else None
            place = Place(position, 0, 1, 0, 0)
            raw = str(said) if is_number else ""
            figures.append(Figure(indicator, member, value, status, raw, place, table.number))
    return figures, tables


def a_report(
    agency=TOWN, year=2022, template="2021", *, more=(), without=(), tables=None, **values
):
    figures, whole = form(template, **values)
    figures = [f for f in figures if f.table not in without] + list(more)
    return Report(
        sha256=f"{agency.id}{year}",
        name="page.html",
        part=0,
        title="",
        agency=agency,
        report_year=year,
        published_on=date(year + 1, 1, 20),
        signed_on=None,
        template=template,
        tables=whole | (tables or {}),
        figures=tuple(figures),
    )


def stated(indicator, value, label="", member="", **more):
    return Figure(
        indicator, member, Decimal(value), Status.NUMBER, str(value), Place(1, 0, 2), "narrative",
        label=label, **more,
    )  # fmt: skip


def cell(store, indicator, **chosen):
    [row] = store.cells("real", indicator, **chosen).to_dict("records")
    return row
