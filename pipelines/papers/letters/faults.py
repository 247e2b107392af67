"""What can be wrong with a template, said in one sentence."""

from pipelines.catalogue.model import Language
from pipelines.errors import MingchaError
from pipelines.papers.words import say


class LetterTemplateError(MingchaError):
    """A template that cannot be used; `sentence` says why, and in which paragraph."""

    def __init__(self, kind: str, **detail: object) -> None:
        super().__init__(say("letters", f"fault.{kind}", "zh", **detail))
        self._kind, self._detail = kind, detail

    def sentence(self, language: Language) -> str:
        """Return what is wrong, in the reader's language."""
        return say("letters", f"fault.{self._kind}", language, **self._detail)
