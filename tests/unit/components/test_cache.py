"""Answers are kept within a bound of bytes, for all pages together."""

import pandas as pd

from components import cache


def test_an_answer_is_asked_for_once_and_each_publication_apart():
    asked = []

    @cache.kept_for_publication
    def question(digest: str, year: int) -> pd.DataFrame:
        asked.append((digest, year))
        return pd.DataFrame({"year": [year]})

    cache.forget()
    first = question("a", 2020)
    assert question("a", 2020) is first
    question("b", 2020)
    assert asked == [("a", 2020), ("b", 2020)]


def test_what_is_kept_stays_within_its_bytes(monkeypatch):
    small = cache.LRUCache(10_000, getsizeof=cache.size_of)
    monkeypatch.setattr(cache, "_kept", small)

    @cache.kept_for_publication
    def question(number: int) -> bytes:
        return bytes(3_000) + bytes([number])

    for number in range(20):
        assert question(number)[-1] == number
    assert 0 < small.currsize <= 10_000

    @cache.kept_for_publication
    def great() -> bytes:
        return bytes(50_000)

    assert len(great()) == 50_000  # returned, and not kept
    assert small.currsize <= 10_000
