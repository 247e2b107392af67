"""Work of a build that several processes share: what each task gives, none lost and none twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from pipelines.documents import crew
from pipelines.documents.workers import Failure
from pipelines.errors import MingchaError
from pipelines.identities import Subject
from pipelines.ledger.decisions import Decision
from pipelines.settings import Settings

WORTH: Final = 1_000  # so many documents are worth the seconds that processes take to begin
Words = Mapping[tuple[str, str], Decision]
T = TypeVar("T")
R = TypeVar("R")


def is_worth_it(settings: Settings, count: int) -> bool:
    """Tell whether so many documents are dealt with sooner by others than here."""
    return count >= WORTH and (bool(settings.workers) or crew.process_count() > 1)


def results(
    settings: Settings,
    work: Callable[[Settings], Callable[[T], R]],
    tasks: Iterable[T],
    seconds: Callable[[T], float],
) -> Iterator[R]:
    """Yield what tasks give, as they are done; one whose process died is done once more, alone.

    Raises:
        MingchaError: that process died, too, or does not come to an end: the build stops, and what
            is published stays.
    """
    count, failed = crew.process_count(), []
    for task, result in crew.run(settings, work, tasks, count=count, seconds=seconds):
        if isinstance(result, Failure):
            failed.append(task)
        else:
            yield result
    if not failed:
        return
    for _, again in crew.run(settings, work, failed, count=1, seconds=seconds):
        if isinstance(again, Failure):
            sentence = f"a process of the build failed twice at the same reports ({again.code})"
            raise MingchaError(sentence, "build_process", why=again.code)
        yield again


def by_document(words: Words) -> Mapping[str, Words]:
    """Return decisions by the document that they speak of."""
    known: dict[str, dict[tuple[str, str], Decision]] = {}
    for key, decision in words.items():
        known.setdefault(Subject.parse(decision.subject).sha256, {})[key] = decision
    return known


def words_on(known: Mapping[str, Words], documents: Iterable[str]) -> Words:
    """Return the decisions on some documents."""
    return {key: one for sha256 in documents for key, one in known.get(sha256, {}).items()}
