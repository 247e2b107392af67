"""The first sights of pages at ten times the reports that were built, the rest copied by SQL.

`python -m tests.bench.copied [COUNT]` ingests and builds COUNT generated reports (2,000) of one
province and copies its rows to nine others, which takes seconds where a build of them takes half an
hour. Milliseconds are the processor's: of each page and sight the least of three first answers
after a publication, and beside it what it would be where the yardstick takes 8 ms.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

import duckdb

from pipelines.store.rows import RAW
from pipelines.store.store import Store
from tests.bench.front import ask, forget, served, yardstick
from tests.bench.nation import PAGES, SIGHTS, fill, run

MODEL, COPIES = 11, range(71, 80)  # Beijing's code, and codes that no province bears
_ID = "{} + {{shift}} * 1000000000000"  # an id begins with the data set and the area
_CODE = "CASE {0} WHEN '' THEN '' ELSE '{{code}}' || substr({0}, 3) END"
_IDS = ("report_id", "judged_report_id", "left_report_id", "right_report_id")
_CODES = ("agency_id", "county_code", "city_code", "province_code")
_OURS = "dataset = 'real' AND starts_with({}, '11')"
_REPORTS = (
    f"(SELECT report_id FROM report WHERE {_OURS.format('agency_id')} AND source = 'document')"
)
# Of which rows, and how the table is sorted.
TABLES = {
    "figure": (f"report_id IN {_REPORTS}", "report_id, position"),
    "figure_by_indicator": (
        f"report_id IN {_REPORTS}",
        "indicator, scope, dataset, agency_id, report_year, report_id, member, label",
    ),
    "mart_request": (f"report_id IN {_REPORTS}", "report_id"),
    "near_copy": (f"left_report_id IN {_REPORTS}", "left_report_id"),
    "finding": (f"report_id IN {_REPORTS}", "report_id, position"),
    "filing": (f"report_id IN {_REPORTS}", "dataset, agency_id, report_year"),
    "dim_agency": (f"{_OURS.format('agency_id')} AND report_count > 0", "dataset, agency_id"),
    "report": (f"report_id IN {_REPORTS}", "report_id"),  # the last: the others ask it
}


def copy(file: Path) -> int:
    """Copy the model's rows of a store's file to the other provinces; return the reports it has."""
    with duckdb.connect(str(file)) as store:  # noqa: TID251 - a bench makes what no build made
        store.execute(f"USE {RAW}")
        for table, (whose, order) in TABLES.items():
            columns = [row[0] for row in store.execute(f"DESCRIBE {table}").fetchall()]
            store.execute(f"CREATE TEMP TABLE every AS FROM {table}")
            store.execute(f"CREATE TEMP TABLE model AS FROM {table} WHERE {whose}")
            for code in COPIES:
                new = {name: _ID.format(name) for name in columns if name in _IDS}
                new |= {name: _CODE.format(name) for name in columns if name in _CODES}
                said = ", ".join(f"{value} AS {name}" for name, value in new.items())
                said = said.format(shift=code - MODEL, code=code)
                store.execute(f"INSERT INTO every SELECT * REPLACE ({said}) FROM model")
            store.execute(f"DELETE FROM {table}")
            store.execute(f"INSERT INTO {table} FROM every ORDER BY {order}")
            store.execute("DROP TABLE every")
            store.execute("DROP TABLE model")
        [count] = store.execute("SELECT count(*) FROM report").fetchone() or (0,)
        return int(count)


def main() -> None:
    """Print the first sights of the pages."""
    count = int(sys.argv[1]) if sys.argv[1:] else 2_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "in", count)
        run(home, "ingest", "--no-build", str(home / "in"))
        run(home, "build")
        reports = copy((home / "store" / "current").resolve())
        store = Store(home / "store")
        client = served(store)
        ask(client, "/about", "")
        print(f"{reports:,d} reports; milliseconds of the processor (where the yardstick takes 8)")
        for path in PAGES:
            said = []
            for whose, search in SIGHTS.items():
                spent = []
                for _ in range(3):
                    forget(store)
                    spent.append(ask(client, path, search)[0])
                said.append(f"{whose} {min(spent):6.1f} ({min(spent) / yardstick() * 8:5.0f})")
            print(f"{path:14s}", *said, flush=True)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
