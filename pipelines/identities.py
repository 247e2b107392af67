"""Keys by which agencies, decisions and neighbours are found: made, read and printed here."""

from __future__ import annotations

import re
import unicodedata
import zlib
from typing import Final, NamedTuple

from pipelines.values import whole

_PROVINCE, _CITY, _COUNTY, _TOWNSHIP = 2, 4, 6, 9  # digits of the codes of GB/T 2260 and 10114
_HASH: Final = 64  # characters of a whole SHA-256
_DIGITS: Final = re.compile("[0-9]+")
_DATASETS: Final = {"demo": 1, "real": 2}
_AREAS, _YEARS, _CENTURY = 1_000_000, 100, 2000
IDS: Final = 1_000_000  # report ids a unit


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

    @property
    def area_number(self) -> int:
        """Return the area as a number that sorts as agencies do: 0 is open, 1 no code."""
        area = self.area
        return int(area.ljust(_COUNTY, "0")) if _DIGITS.fullmatch(area) else int(bool(area))

    def _code(self, digits: int) -> str:
        return self.place[:digits] if len(self.place) >= digits else ""


def unit_of(dataset: str, agency_id: str, year: int | None) -> int:
    """Return the number of a data set, area and year: what a publication recomputes together.

    A report's id begins with it, so that neither a report of another area nor one of another
    year ever changes it. Years outside the century share one number, reports without year too.
    `sql/schema/units.sql` says the same in SQL.
    """
    area = _DATASETS[dataset] * _AREAS + AgencyId(agency_id).area_number
    century = year - _CENTURY if year and 0 < year - _CENTURY < _YEARS else 0
    return area * _YEARS + century


def year_of(unit: int) -> int | None:
    """Return the year of a unit, None where it has none of this century."""
    return _CENTURY + unit % _YEARS if unit % _YEARS else None


def area_of(unit: int) -> int:
    """Return the number of a unit's data set and area, all years of which belong together."""
    return unit // _YEARS


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


def without_spaces(text: str) -> str:
    """Return a text as it is compared with another: in plain characters, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
