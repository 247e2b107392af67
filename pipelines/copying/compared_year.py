"""The texts of one year made ready: what is boilerplate in the nation and in each county."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipelines.copying.compare import ShingledText
from pipelines.copying.letters import measure
from pipelines.copying.shingles import Hashes, frequent, learnt, sample, shingles, shipped, union

if TYPE_CHECKING:
    from pipelines.copying.collection import CollectedReport

KEPT: Final = 512  # texts ready to be compared: a family is compared all with all


@dataclass(frozen=True, slots=True)
class KeptCounty:
    """What was learnt of a county's texts: its boilerplate, and the samples text by text."""

    aside: Hashes
    samples: tuple[Hashes, ...]


@dataclass(slots=True)
class KeptYear:
    """What was learnt of a year's texts, under the digests of what it was learnt from."""

    learnt_from: str = ""
    common: Hashes | None = None
    counties: dict[str, KeptCounty] = field(default_factory=dict)


class ComparedYear:
    """The reports of one year, and what is boilerplate among them.

    What `kept` knows already is not learnt again, and afterwards it knows this year and nothing
    else. The nation's boilerplate is learnt from few texts, chosen by their names: one more text
    seldom changes it.
    """

    def __init__(
        self,
        texts: Sequence[CollectedReport],
        load: Callable[[CollectedReport], str],
        kept: KeptYear,
    ) -> None:
        self.year = texts[0].year
        self.texts = texts
        self._load = load
        common = self._common(kept)
        everywhere = union([shipped(), common])
        self.common = _digest([common.tobytes()])
        counties: dict[str, list[CollectedReport]] = {}
        for text in texts:
            counties.setdefault(text.county, []).append(text)
        self.counties: Mapping[str, Sequence[CollectedReport]] = counties
        self._asides: dict[str, Hashes] = {}
        self._weighed: dict[int, ShingledText] = {}
        self.samples: dict[int, Hashes] = {}
        known, kept.counties = kept.counties, {}
        for county, own in counties.items():
            named = _digest(text.name.encode() for text in own if text.name)
            digest = f"{county}:{self.common}:{named}" if all(t.name for t in own) else ""
            compared = known.get(digest) or self._county(own, everywhere)
            self._asides[county] = compared.aside
            self.samples |= {
                text.key: sample for text, sample in zip(own, compared.samples, strict=True)
            }
            if digest:
                kept.counties[digest] = compared

    def weighed(self, text: CollectedReport) -> ShingledText:
        """Return a text with what is boilerplate in its county set aside; the last are kept."""
        known = self._weighed.pop(text.key, None)
        if known is None:
            known = ShingledText.of(shingles(self._load(text)), self._asides[text.county])
        self._weighed[text.key] = known
        if len(self._weighed) > KEPT:
            del self._weighed[next(iter(self._weighed))]
        return known

    def _common(self, kept: KeptYear) -> Hashes:
        most = int(measure()["learnt_from"])
        chosen = sorted(self.texts, key=_chance)[:most] if len(self.texts) > most else self.texts
        digest = _digest(text.name.encode() for text in chosen)
        if kept.common is not None and kept.learnt_from == digest and chosen[0].name:
            return kept.common
        found = learnt((shingles(self._load(text)) for text in chosen), len(self.texts))
        kept.learnt_from, kept.common = digest, found
        return found

    def _county(self, own: Sequence[CollectedReport], everywhere: Hashes) -> KeptCounty:
        hashes = [shingles(self._load(text)) for text in own]
        aside = union([everywhere, frequent(hashes, len(own))])
        return KeptCounty(aside, tuple(sample(every, aside) for every in hashes))


def _chance(text: CollectedReport) -> str:
    return _digest([(text.name or f"{text.agency}:{text.year}").encode()])


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
        whole.update(b"\n")
    return whole.hexdigest()[:16]
