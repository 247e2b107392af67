"""The SQL of the product: named files under pipelines/sql, read once."""

from functools import lru_cache

from pipelines.resources import text


@lru_cache(maxsize=128)
def statement(folder: str, name: str) -> str:
    """Return the text of `pipelines/sql/<folder>/<name>.sql`."""
    return text("pipelines.sql", f"{folder}/{name}.sql")
