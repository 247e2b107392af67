"""Agencies and places by their code or name: the one that is meant, never a guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipelines.agencies import Agencies
from pipelines.cli.arguments import check_dataset, check_year
from pipelines.cli.words import say
from pipelines.desk.json_lines import frame_lines
from pipelines.errors import MingchaError
from pipelines.settings import settings
from pipelines.store.store import Store

_CANDIDATES: Final = 8


@dataclass(frozen=True, slots=True)
class StoredAgency:
    """An agency of the store."""

    id: str
    name: str
    dataset: str


def one_agency(
    store: Store, words: str, datasets: Sequence[str] = ("real", "demo")
) -> StoredAgency:
    """Return the one agency that a code, full name or short name means, never a guess.

    Raises:
        MingchaError: no agency fits, or several do; then they are named.
    """
    rows = [
        row | {"dataset": dataset}
        for dataset in datasets
        for row in frame_lines(store.find_agencies(dataset, words, 200))
    ]
    exact = [r for r in rows if words in {r["agency_id"], r["name"], r["short_name"]}]
    for choice in (exact, rows):
        reporting = [row for row in choice if row["report_count"]]
        one = reporting if len(reporting) == 1 else choice
        if len(one) == 1:
            return StoredAgency(one[0]["agency_id"], one[0]["name"], one[0]["dataset"])
        if choice:
            _refuse(reporting or choice, words)
    raise MingchaError(say("agency.unknown", text=words))


def known_agency(agencies: Agencies, words: str) -> str:
    """Return the id of the one known agency that a code or name means; departments by their id."""
    if re.fullmatch(r"\d{2,6}-[0-9a-f]{8}", words):
        return words
    resolved = agencies.resolve(words)
    if resolved.id:
        return resolved.id
    rows = agencies.find(words)
    exact = [row for row in rows if words in {row.id, row.name, row.short_name}] or rows
    if len(exact) == 1:
        return exact[0].id
    if not exact:
        raise MingchaError(say("agency.unknown", text=words))
    _refuse([{"agency_id": row.id, "name": row.name} for row in exact], words)
    return ""


def _refuse(rows: Sequence[Mapping[str, Any]], words: str) -> None:
    named = " ".join(f"{row['agency_id']} {row['name']}" for row in rows[:_CANDIDATES])
    more = " …" if len(rows) > _CANDIDATES else ""
    raise MingchaError(say("agency.ambiguous", text=words, candidates=named + more))


def choice(
    agency: str | None, year: int | None, dataset: str
) -> tuple[Store, list[str], tuple[int, int] | None]:
    """Return the store, the agency chosen and the years chosen, each checked.

    Raises:
        MingchaError: the data set, the year or the agency is none.
    """
    check_dataset(dataset)
    check_year(year)
    store = Store(settings().store)
    chosen = [one_agency(store, agency, (dataset,)).id] if agency else []
    return store, chosen, (year, year) if year is not None else None


def one_county(store: Store, words: str, dataset: str) -> tuple[str, str]:
    """Return the data set and code of the one county that a code or name means."""
    found = _places(store, words, "county", dataset)
    if not found:
        raise MingchaError(say("paper.no_county", text=words))
    return _only(found, words)


def one_place(store: Store, words: str, dataset: str) -> tuple[str, str, str]:
    """Return data set, level and code of the one place that a code or name means."""
    for level in ("county", "city", "province"):
        if found := _places(store, words, level, dataset):
            chosen, code = _only(found, words)
            return chosen, level, code
    raise MingchaError(say("paper.no_place", text=words))


def _places(store: Store, words: str, level: str, dataset: str) -> set[tuple[str, str, str]]:
    """Return the places of a level that a code or name means: data set, code, name."""
    return {
        (one, str(row[f"{level}_code"]), str(row[level]))
        for one in datasets_of(dataset)
        for _, row in store.agencies(one).iterrows()
        if row[f"{level}_code"] and words in {row[f"{level}_code"], row[level]}
    }


def _only(found: set[tuple[str, str, str]], words: str) -> tuple[str, str]:
    """Return data set and code of the one place found; several are refused by their names."""
    if len(found) > 1:
        named = " ".join(sorted(f"{code} {name}" for _, code, name in found))
        raise MingchaError(say("agency.ambiguous", text=words, candidates=named))
    chosen, code, _ = next(iter(found))
    return chosen, code


def datasets_of(asked: str) -> tuple[str, ...]:
    """Return the data sets that are looked through: the one asked for, else real ones first."""
    if not asked:
        return ("real", "demo")
    check_dataset(asked)
    return (asked,)
