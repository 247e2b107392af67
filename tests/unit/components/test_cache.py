"""Answers are kept within a bound of bytes, for all pages together."""

import pandas as pd

from components import cache
from pipelines.store.served import BuildInfo
from pipelines.store.store import Store


class _Published(Store):
    """A store whose publication is what the test says."""

    digest = "a"

    def info(self) -> BuildInfo:
        return BuildInfo(self.digest, 1, {})


def test_an_answer_is_asked_for_once_and_each_publication_apart(tmp_path):
    asked = []

    @cache.kept_for_publication
    def question(store: Store, year: int) -> pd.DataFrame:
        asked.append((store.info().digest, year))
        return pd.DataFrame({"year": [year]})

    cache.forget()
    store = _Published(tmp_path)
    first = question(store, 2020)
    assert question(store, 2020) is first
    store.digest = "b"
    assert question(store, 2020) is not first
    assert asked == [("a", 2020), ("b", 2020)]


def test_a_frame_inside_an_answer_weighs_about_what_it_takes():
    frame = pd.DataFrame({"words": ["甲乙丙" * (n % 7) for n in range(30_000)], "n": range(30_000)})
    taken = int(frame.memory_usage(deep=True).sum())
    for value in (frame, (frame, "words"), {"frame": frame, "none": frame.head(0)}):
        assert 0.8 * taken < cache.size_of(value) < 1.25 * taken


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
