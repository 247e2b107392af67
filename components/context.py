"""What pages stand on: the published store, and the installation that it was built from."""

from dataclasses import dataclass
from typing import Final

from components.access.visitor import visitor
from components.view import Language, View
from pipelines.settings import Settings
from pipelines.store.store import Store

_COUNTY: Final = len("320813")


@dataclass(frozen=True, slots=True)
class SiteContext:
    """The published store, and the settings that say where archive and ledger are."""

    store: Store
    installation: Settings


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One view to be answered: from which desk, of which publication, for how wide a page."""

    desk: SiteContext
    view: View
    digest: str
    is_narrow: bool = False
    is_embedded: bool = False  # the chart alone, in a page of another site

    @property
    def store(self) -> Store:
        """Return the published store, which is only read."""
        return self.desk.store

    @property
    def own_county(self) -> str:
        """Return the county that the reader is greeted with: an officer's one, else the site's."""
        account = visitor().account
        own = account.counties if account else ()
        is_one = len(own) == 1 and len(own[0]) == _COUNTY
        return own[0] if is_one else self.desk.installation.county

    @property
    def language(self) -> Language:
        """Return the reader's language."""
        return self.view.language
