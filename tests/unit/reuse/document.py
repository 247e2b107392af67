"""Write docs/store.md: every view, table, column and code of the store's file.

`python -m tests.unit.reuse.document` writes it from the comments of an empty store; a test fails
when the page and the file disagree.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.build.publish import Work, publish
from pipelines.store.meanings import codes, tables
from pipelines.store.rows import Rows

PAGE = Path(__file__).parents[3] / "docs" / "store.md"
HEAD = (Path(__file__).with_name("store_head.md")).read_text("utf-8")
QUESTION = """SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns()
WHERE NOT internal ORDER BY schema_name, table_name, column_index"""


def page() -> str:
    """Return the page as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        path = publish(Path(folder), "0" * 16, Work(lambda stage: stage.add(Rows())))
        with duckdb.connect(str(path), read_only=True) as connection:  # noqa: TID251 - looks inside
            columns = connection.execute(QUESTION).fetchall()
    return "\n".join([HEAD, *_tables(columns), *_codes()]) + "\n"


def _tables(columns: list[tuple[str, str, str, str, str]]) -> Iterator[str]:
    for name, words in tables().items():
        yield f"## {name}\n\n{words['zh']} / {words['en']}\n"
        if words["key"]:
            yield f"Key: {', '.join(words['key'])}.\n"
        yield "| column | type | meaning |\n| --- | --- | --- |"
        for schema, table, column, kind, comment in columns:
            if name in (f"{schema}.{table}", f"{schema}.{table}".removeprefix("main.")):
                yield f"| {column} | {kind} | {comment} |"
        yield ""


def _codes() -> Iterator[str]:
    yield "## Lists of codes\n\nThe view `codes` has them. Documents print other units as well.\n"
    yield "| list | code | meaning |\n| --- | --- | --- |"
    for name, own in codes().items():
        yield from (f"| {name} | {code} | {one['zh']} / {one['en']} |" for code, one in own.items())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
