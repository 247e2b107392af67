"""Which of many texts may be alike: an inverted index over their sampled shingles."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pipelines.copying.shingles import Hashes

_COUNTERS = 4_000_000  # counted at once: 32 MB, whatever the number of texts
_FEWEST = 2  # sampled shingles in common

Numbers = npt.NDArray[np.int64]


def candidates(
    samples: Sequence[Hashes], share: float, looked_for: Sequence[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that share enough of their samples, each once.

    Args:
        samples: the different sampled shingles of each text.
        share: of the smaller sample, what must be in common.
        looked_for: the texts one of which must be in a pair, where not any may be.
    """
    if looked_for is not None:
        yield from _candidates_of(samples, share, looked_for)
        return
    sizes = np.array([len(one) for one in samples], dtype=np.int64)
    if len(sizes) < 2 or not sizes.sum():
        return
    owner, position, end = _postings(samples, sizes)
    order = np.argsort(owner[position], kind="stable")  # the places of each text, text by text
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    step = max(1, _COUNTERS // len(sizes))
    for first in range(0, len(sizes), step):
        last = min(first + step, len(sizes))
        mine = order[bounds[first] : bounds[last]]
        counts = _counted(owner, mine, end[mine], first, (last - first, len(sizes)))
        enough = np.maximum(_FEWEST, share * np.minimum(sizes[first:last, None], sizes[None, :]))
        for left, right in np.argwhere(counts >= enough).tolist():
            yield first + left, right


def _candidates_of(
    samples: Sequence[Hashes], share: float, looked_for: Sequence[int]
) -> Iterator[tuple[int, int]]:
    sizes = np.array([len(sample) for sample in samples], dtype=np.int64)
    mine = frozenset(looked_for)
    if len(sizes) < 2 or not sizes.sum():
        return
    every = np.concatenate(list(samples))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    sought = np.unique(np.concatenate([samples[number] for number in looked_for]))
    is_sought = np.isin(every, sought)
    every, owner = every[is_sought], owner[is_sought]
    for number in looked_for:
        shared = np.bincount(owner[np.isin(every, samples[number])], minlength=len(sizes))
        enough = np.maximum(_FEWEST, share * np.minimum(sizes[number], sizes))
        for other in np.flatnonzero(shared >= enough).tolist():
            if other > number or (other < number and other not in mine):
                yield min(number, other), max(number, other)


def _postings(samples: Sequence[Hashes], sizes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the texts in the order of their shingles, their places, and where each group ends."""
    every = np.concatenate(list(samples))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(every)])))
    end = np.repeat(starts + lengths, lengths)
    return owner, np.arange(len(every)), end


def _counted(
    owner: Numbers, mine: Numbers, end: Numbers, first: int, shape: tuple[int, int]
) -> npt.NDArray[np.int64]:
    """Count for some texts the shingles that each later text shares with them."""
    others = end - mine - 1
    total = int(others.sum())
    before = np.cumsum(others) - others
    places = np.arange(total) + np.repeat(mine + 1 - before, others)
    left = np.repeat(owner[mine] - first, others)
    keys = left * shape[1] + owner[places]
    return np.bincount(keys, minlength=shape[0] * shape[1]).reshape(shape)
