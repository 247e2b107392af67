"""The store's file says what it holds: views with the API's names, keys, comments."""

from typing import Final

import duckdb

from pipelines.sql import statement
from pipelines.store.meanings import meaning, tables
from pipelines.store.questions import quoted
from pipelines.store.rows import RAW

_FIGURES: Final = """CREATE VIEW main.figures AS
WITH chosen AS (SELECT * FROM raw.report WHERE standing = 'current'),
"""
_COLUMNS: Final = """SELECT schema_name, table_name, column_name
FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
ORDER BY schema_name, table_name, column_index"""
_VIEWS: Final = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'"


def name_and_explain(connection: duckdb.DuckDBPyConnection) -> None:
    """Add views, keys and comments to a file that is complete."""
    view = statement("schema", "every_figure") + statement("schema", "view_of_figures")
    connection.execute(_FIGURES + view)
    connection.execute(statement("schema", "views"))
    views = {name for (name,) in connection.execute(_VIEWS).fetchall()}
    for name, words in tables().items():
        is_view = name in views
        if words.get("is_kept"):
            connection.execute(f"ALTER TABLE {name} ADD PRIMARY KEY ({_names(words['key'])})")
        comment = quoted(f"{words['zh']} / {words['en']}")
        kind = "VIEW" if is_view else "TABLE"
        connection.execute(f"COMMENT ON {kind} {_home(name)} IS {comment}")
    for schema, table, column in connection.execute(_COLUMNS).fetchall():
        own = table if schema == "main" else f"{schema}.{table}"
        comment = quoted(meaning(own, column).comment)
        connection.execute(f'COMMENT ON COLUMN {schema}.{table}."{column}" IS {comment}')


def _home(name: str) -> str:
    return name if name.startswith(f"{RAW}.") else f"main.{name}"


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
