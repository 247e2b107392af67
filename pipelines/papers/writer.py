"""Papers from the store and the ledger: what an office asks for, gathered and written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from pipelines.build.evidence import Evidence
from pipelines.catalogue.model import Language
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.verdicts import current, with_verdicts
from pipelines.model import Agency, Section
from pipelines.papers.chased import chased
from pipelines.papers.circular import circular
from pipelines.papers.facts import Material
from pipelines.papers.heading import Heading
from pipelines.papers.issue_list import NO_TASKS, issue_list
from pipelines.papers.letters.letter import office_template
from pipelines.papers.places import place_words, places_of
from pipelines.papers.plain import plain
from pipelines.papers.rectification import rectification
from pipelines.papers.words import say
from pipelines.score import score_card
from pipelines.settings import Settings
from pipelines.store.store import Store

Named = tuple[str, bytes]  # the name of a file, and what is in it
_LONGEST_NAME: Final = 60
_HEADED: Final = (  # what a heading takes from an order as it is
    *("dataset", "made_on", "office", "deadline", "contact", "link"),
    *("letterhead", "number", "copies"),
)
_MORE_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """What an office asks for: whose paper, and how it is headed.

    No years means the latest for a paper of one year, and all for a list; `made_on` is the
    paper's date, so that the same order over the same store gives the same bytes.
    """

    dataset: str
    made_on: date
    county_code: str = ""
    agencies: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    office: str = ""
    deadline: date | None = None
    contact: str = ""
    link: str = ""
    letterhead: str = ""
    number: str = ""
    copies: str = ""
    site: str = ""  # where the pages are that a paper names as its sources
    province_code: str = ""
    city_code: str = ""
    language: Language = "zh"
    is_named: bool = True  # are the people named who gave verdicts?
    has_tasks: bool = True  # are tasks for the eyes of who asks?


@dataclass(frozen=True)
class PaperWriter:
    """Writes papers of one installation; safe to share between threads."""

    settings: Settings
    store: Store
    evidence: Evidence = field(init=False)

    def __post_init__(self) -> None:
        """Open the evidence; it keeps the readings of the last documents."""
        object.__setattr__(self, "evidence", Evidence(self.settings))

    def rectification(self, order: PaperRequest) -> Named | None:
        """Return the letter to the first agency of an order, None where nothing is to be said."""
        material = self.material(order, order.agencies[:1])
        year = year_of(order, material.filing)
        if not order.agencies or year is None:
            return None
        agency = self._agency(order, order.agencies[0])
        heading = self.heading(order, (year, year), "")
        only = material.of(agency.id, year)
        placed = replace(only, findings=self._placed(only.findings, "zh"))
        template = office_template(self.settings.templates, "rectification")
        data = rectification(placed, heading, agency, template)
        name = say("rectification", "title.file", agency=agency.name, year=year)
        return named_file(name, "docx", data)

    def issues(self, order: PaperRequest) -> Named | None:
        """Return the list of issues of a district, None where there is nothing to list."""
        agencies = self._agencies(order)
        material = self.material(order, agencies)
        years = order.years or _span(material)
        if not agencies or years is None:
            return None
        county = self._county(order)
        heading = replace(self.heading(order, years, county), chosen=len(order.agencies))
        found, former = material.findings, material.former
        placed = replace(
            material,
            findings=self._placed(found, order.language),
            former=self._placed(former, order.language) if len(former) else former,
        )
        tasks = NO_TASKS
        if order.has_tasks:
            tasks = chased(self.settings, order.dataset, agencies, self.store)
        data = issue_list(placed, heading, order.language, tasks)
        holes = {"county": county, "years": heading.years_text}
        return named_file(say("issues", "title.file", order.language, **holes), "xlsx", data)

    def circular(self, order: PaperRequest) -> Named | None:
        """Return the circular of a district and year, None where nothing is known of it."""
        order = self._whole_district(order)
        agencies = self._agencies(order)
        material = self.material(order, agencies)
        year = year_of(order, material.filing)
        if not agencies or year is None:
            return None
        county = self._county(order)
        heading = self.heading(order, (year, year), county)
        data = circular(material, heading, office_template(self.settings.templates, "circular"))
        return named_file(say("circular", "title.file", county=county, year=year), "docx", data)

    def material(self, order: PaperRequest, agencies: tuple[str, ...]) -> Material:
        """Return findings with their verdicts, filing and score of some agencies."""
        verdicts = current(Ledger(self.settings.ledger))
        findings, former = (
            with_verdicts(asked(order.dataset, agencies, order.years), verdicts)
            for asked in (self.store.findings, self.store.former_findings)
        )
        if not order.is_named:
            findings, former = findings.assign(verdict_by=""), former.assign(verdict_by="")
        filing = self.store.filing(order.dataset, agencies, order.years)
        return Material(findings, filing, score_card(findings, filing), former=former)

    def _placed(self, findings: pd.DataFrame, language: Language) -> pd.DataFrame:
        """Add where each finding stands, in words."""
        ordered = findings.sort_values("sha256", kind="stable")
        words = [self._where(row, language) for row in ordered.to_dict("records")]
        placed = pd.Series(words, index=ordered.index, dtype="str")
        return findings.assign(where=placed.reindex(findings.index))

    def _where(self, row: Mapping[Any, Any], language: Language) -> str:
        places = places_of(row["places"])
        if row["status"] != "fail" or not places:
            return ""
        reading = self.evidence.reading(str(row["sha256"]))
        words = place_words(places[0], reading, tuple(self._sections(row)), language)
        if len(places) < _MORE_PLACES:
            return words
        more = say("shared", "place.more", language, count=len(places))
        return words + say("shared", "marks.comma", language) + more

    def _sections(self, row: Mapping[Any, Any]) -> Iterator[Section]:
        report = self.evidence.report(str(row["sha256"]), int(row["part"]))
        yield from report.sections if report else ()

    def _agencies(self, order: PaperRequest) -> tuple[str, ...]:
        """Return the agencies of an order: the chosen ones, else all of its district."""
        if order.agencies:
            return order.agencies
        rows = self.store.agencies(order.dataset)
        own = rows[rows["county_code"] == order.county_code] if order.county_code else rows[:0]
        return tuple(map(str, own["agency_id"]))

    def _whole_district(self, order: PaperRequest) -> PaperRequest:
        """Return an order for the district of its agencies: a circular never speaks of a choice."""
        rows = self.store.agencies(order.dataset)
        codes = set(rows[rows["agency_id"].isin(order.agencies)]["county_code"]) - {""}
        code = order.county_code or (codes.pop() if len(codes) == 1 else "")
        return replace(order, county_code=str(code), agencies=())

    def _county(self, order: PaperRequest) -> str:
        """Return the name of an order's district, taken from its agencies where none is named."""
        rows = self.store.agencies(order.dataset)
        is_own = rows["agency_id"].isin(order.agencies)
        if order.county_code:
            is_own = rows["county_code"] == order.county_code
        names = sorted(set(rows[is_own]["county"]) - {""})
        return plain(say("shared", "marks.list").join(names))

    def _agency(self, order: PaperRequest, agency_id: str) -> Agency:
        rows = self.store.agencies(order.dataset)
        found = rows[rows["agency_id"] == agency_id]
        if found.empty:
            return Agency(agency_id, agency_id)
        return Agency(str(found["name"].iloc[0]), agency_id, level=str(found["level"].iloc[0]))

    def heading(self, order: PaperRequest, years: tuple[int, int], county: str) -> Heading:
        """Return how a paper of an order is headed."""
        said = {name: getattr(order, name) for name in _HEADED}
        return Heading(years=years, digest=self.store.info().digest, county=county, **said)


def year_of(order: PaperRequest, filing: pd.DataFrame) -> int | None:
    """Return the year of a paper of one year: the last one asked for, else the last reported."""
    if order.years:
        return order.years[1]
    reported = filing[filing["report_id"].notna()]
    return None if reported.empty else int(reported["report_year"].max())


def _span(material: Material) -> tuple[int, int] | None:
    years = pd.concat([material.findings["report_year"], material.filing["report_year"]])
    return None if years.empty else (int(years.min()), int(years.max()))


def named_file(name: str, ending: str, data: bytes | None) -> Named | None:
    """Return a file that every system can name: no letters that separate folders."""
    if data is None:
        return None
    kept = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in plain(name))
    return f"{kept[:_LONGEST_NAME].strip('. ')}.{ending}", data
