"""Keys by which agencies, decisions and neighbours are found: made, read and printed here."""

from __future__ import annotations

import zlib
from typing import Final, NamedTuple

from pipelines.values import whole

_PROVINCE, _CITY, _COUNTY, _TOWNSHIP = 2, 4, 6, 9  # digits of the codes of GB/T 2260 and 10114
_HASH: Final = 64  # characters of a whole SHA-256


class AgencyId(str):
    """The key of an agency: a division's code, or `code-digest` for a department of one.

    `130306100` is a township, `130306` a county, `2208-10b23bac` a department of the city 2208.
    An empty key is an agency that is still open; every code of it is empty too.
    """

    __slots__ = ()

    @classmethod
    def department(cls, place: str, name: str) -> AgencyId:
        """Return the key of a department: its place's code and a short digest of its name."""
        return cls(f"{place}-{zlib.crc32(name.encode()):08x}")

    @property
    def place(self) -> str:
        """Return the code of the division that the agency is, or stands in."""
        return self.partition("-")[0]

    @property
    def is_department(self) -> bool:
        """Tell a department of a division from its government."""
        return "-" in self

    @property
    def is_township(self) -> bool:
        """Tell whether it is a township or street, or a department of one."""
        return len(self.place) == _TOWNSHIP

    @property
    def province(self) -> str:
        """Return the province's code, "" while the agency is open."""
        return self.place[:_PROVINCE]

    @property
    def city(self) -> str:
        """Return the city's code; "" for a province's own agencies."""
        return self._code(_CITY)

    @property
    def county(self) -> str:
        """Return the county's code; "" for agencies of a city or a province."""
        return self._code(_COUNTY)

    @property
    def area(self) -> str:
        """Return the code under which reports are judged beside each other.

        The county's; for agencies of a city or a province that city's or province's own.
        """
        return self.place[:_COUNTY]

    def _code(self, digits: int) -> str:
        return self.place[:digits] if len(self.place) >= digits else ""


class Subject(NamedTuple):
    """What a decision speaks of: a report of a document, or one figure of it."""

    sha256: str
    part: int | None = None
    indicator: str = ""
    member: str = ""
    label: str = ""

    @classmethod
    def parse(cls, text: str) -> Subject:
        """Read a subject as the ledger keeps it."""
        sha256, part, indicator, member, label = [*text.split(":", 4), "", "", "", ""][:5]
        return cls(sha256, whole(part), indicator, member, label)

    @property
    def is_document(self) -> bool:
        """Tell a document's digest from the fingerprint of a finding, which is shorter."""
        return len(self.sha256) == _HASH

    @property
    def report(self) -> str:
        """Return the subject of the report that a figure stands in."""
        return str(Subject(self.sha256, self.part))

    @property
    def cell(self) -> str:
        """Return what is named inside the report, "" where the whole report is meant."""
        return ":".join((self.indicator, self.member, self.label)).rstrip(":")

    def __str__(self) -> str:
        """Return the subject as the ledger keeps it."""
        head = self.sha256 if self.part is None else f"{self.sha256}:{self.part}"
        return f"{head}:{self.cell}".rstrip(":")


class FilingSubject(NamedTuple):
    """What a note in the register speaks of: an agency's report of a year."""

    agency_id: AgencyId
    year: int | None

    @classmethod
    def parse(cls, text: str) -> FilingSubject:
        """Read `year:agency`; a year that is none is None."""
        year, _, agency_id = text.partition(":")
        return cls(AgencyId(agency_id), whole(year))

    def __str__(self) -> str:
        """Return the subject as the ledger keeps it."""
        return f"{self.year}:{self.agency_id}"
