"""What came of bringing something in: one word for each file, and the limits it is held to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipelines.catalogue.model import Language
from pipelines.desk.json_lines import rejection_sentence
from pipelines.documents.offers import Offer, Receipt
from pipelines.errors import ChangedMeanwhileError, MingchaError
from pipelines.fetch.policy import FetchError
from pipelines.read.bundle import MAX_BYTES
from pipelines.words import Messages

MAX_FILE: Final = MAX_BYTES
MAX_TOTAL: Final = 500 * 2**20
MAX_COUNT: Final = 2_000
REFUSED: Final = "refused"
MESSAGES: Final = Messages("pipelines.desk", "inbox.toml")


class InboxError(MingchaError):
    """Something that the desk cannot do; `code` and `detail` fill a sentence of `inbox.toml`."""

    def sentence(self, language: Language = "zh") -> str:
        """Return what cannot be done and why, for a reader."""
        return sentence(self.code, language, **self.detail)


def changed_meanwhile(error: ChangedMeanwhileError) -> InboxError:
    """Return what says to a person who was first."""
    return InboxError(str(error), "changed_meanwhile", by=error.detail["by"])


@dataclass(frozen=True, slots=True)
class DraftReceipt(Receipt):
    """What became of one file that was brought to the desk.

    `state` is where it stands now: draft, filed, returned, withdrawn; counted where it was
    received beside the desk before; refused where nothing was kept. A file that is kept and gave
    no report has a `rejection`; one that was refused has a `code`.
    """

    state: str = REFUSED
    code: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    is_reading: bool = False  # it takes long and is read in the background
    problem: FetchError | None = None  # why an address gave no page

    @property
    def is_kept(self) -> bool:
        """Tell whether the bytes are in the archive."""
        return self.state != REFUSED

    def sentence(self, language: Language = "zh") -> str:
        """Return in one sentence what became of the file."""
        if self.problem is not None:
            return self.problem.sentence(language)
        if self.code:
            return sentence(self.code, language, **self.detail)
        if self.is_reading:
            return sentence("reading", language)
        if self.rejection is not None:
            return rejection_sentence(self.rejection, language)
        key = f"{'new' if self.is_new else 'known'}_{self.state}"
        return sentence(key, language, reports=self.report_count, waiting=self.waiting_count)


def refused(name: str, code: str, **detail: object) -> DraftReceipt:
    """Return the word for a file that is not kept."""
    return DraftReceipt(name, code=code, detail={key: str(value) for key, value in detail.items()})


def within_limits(offers: Iterable[Offer]) -> Iterator[Offer | DraftReceipt]:
    """Yield offers as far as the limits allow, and a word for each that is beyond them."""
    total = 0
    for number, offer in enumerate(offers, 1):
        total += len(offer.data)
        if number > MAX_COUNT:
            yield refused(offer.name, "too_many", limit=MAX_COUNT)
            return
        if len(offer.data) > MAX_FILE:
            size = len(offer.data) // 2**20 + 1
            yield refused(offer.name, "too_large", size=size, limit=MAX_FILE // 2**20)
        elif total > MAX_TOTAL:
            yield refused(offer.name, "too_much", limit=MAX_TOTAL // 2**20)
        else:
            yield offer


def sentence(code: str, language: Language = "zh", **detail: object) -> str:
    """Return the sentence of a code with its holes filled."""
    return MESSAGES.say(f"message.{code}", language, **detail)
