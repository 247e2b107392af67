"""Places by their code or name, of the data sets that are looked through."""

from pipelines.cli import lookups
from pipelines.cli.words import say
from pipelines.errors import MingchaError
from pipelines.store.store import Store


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
    lookups.check_dataset(asked)
    return (asked,)
