"""The verbs `paper …`: letters, lists and circulars as files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipelines.cli import places
from pipelines.cli.arguments import check_year, day_of
from pipelines.cli.options import Dataset, Verbs
from pipelines.cli.words import language, say
from pipelines.errors import MingchaError
from pipelines.settings import settings
from pipelines.store.store import Store

if TYPE_CHECKING:
    from pipelines.papers.letters.fields import Letter
    from pipelines.papers.writer import Named

Out = Annotated[Path | None, typer.Option("--out", "-o")]
Office = Annotated[str, typer.Option("--office")]
Deadline = Annotated[str, typer.Option("--deadline")]
Made = Annotated[str, typer.Option("--date")]
Letterhead = Annotated[str, typer.Option("--letterhead")]
Number = Annotated[str, typer.Option("--number")]
Copies = Annotated[str, typer.Option("--copies")]
Contact = Annotated[str, typer.Option("--contact")]

# The libraries of office files take a fifth of a second to load: no other verb waits for them.
paper_app = Verbs(no_args_is_help=True)


@paper_app.command()
def rectification(  # noqa: PLR0913, PLR0917 - each is a part of what is asked
    agency: str,
    year: int,
    out: Out = None,
    office: Office = "",
    deadline: Deadline = "",
    made_on: Made = "",
    contact: Contact = "",
    letterhead: Letterhead = "",
    number: Number = "",
    copies: Copies = "",
    dataset: Dataset = "",
) -> None:
    """Write the letter to an agency on one year's report (DOCX)."""
    from pipelines.papers.writer import PaperRequest, PaperWriter  # noqa: PLC0415 - see above

    check_year(year)
    store = Store(settings().store)
    addressee = places.one_agency(store, agency, places.datasets_of(dataset))
    order = PaperRequest(
        dataset=addressee.dataset,
        made_on=_day(made_on),
        agencies=(addressee.id,),
        years=(year, year),
        office=office,
        deadline=day_of(deadline),
        contact=contact,
        letterhead=letterhead,
        number=number,
        copies=copies,
    )
    with _own_templates():
        found = PaperWriter(settings(), store).rectification(order)
    _write(found, out, "rectification")


@paper_app.command()
def issues(
    county: str,
    year: Annotated[int | None, typer.Argument()] = None,
    out: Out = None,
    office: Office = "",
    made_on: Made = "",
    dataset: Dataset = "",
) -> None:
    """Write the list of a county's issues, of one year or of all (XLSX)."""
    from pipelines.papers.writer import PaperRequest, PaperWriter  # noqa: PLC0415 - see above

    store = Store(settings().store)
    chosen, code = places.one_county(store, county, dataset)
    check_year(year)
    order = PaperRequest(
        dataset=chosen,
        made_on=_day(made_on),
        county_code=code,
        years=None if year is None else (year, year),
        office=office,
        language=language(),
    )
    _write(PaperWriter(settings(), store).issues(order), out, "issues")


@paper_app.command()
def circular(  # noqa: PLR0913, PLR0917 - each is a part of what is asked
    county: str,
    year: int,
    out: Out = None,
    office: Office = "",
    deadline: Deadline = "",
    made_on: Made = "",
    contact: Contact = "",
    letterhead: Letterhead = "",
    number: Number = "",
    copies: Copies = "",
    dataset: Dataset = "",
) -> None:
    """Write the draft of a circular on a county's year (DOCX)."""
    from pipelines.papers.writer import PaperRequest, PaperWriter  # noqa: PLC0415 - see above

    check_year(year)
    store = Store(settings().store)
    chosen, code = places.one_county(store, county, dataset)
    order = PaperRequest(
        dataset=chosen,
        made_on=_day(made_on),
        county_code=code,
        years=(year, year),
        office=office,
        deadline=day_of(deadline),
        contact=contact,
        letterhead=letterhead,
        number=number,
        copies=copies,
    )
    with _own_templates():
        found = PaperWriter(settings(), store).circular(order)
    _write(found, out, "circular")


@paper_app.command()
def analysis(  # noqa: PLR0913 - each is a part of what is asked
    place: str,
    year: int,
    out: Out = None,
    agencies: Annotated[list[str] | None, typer.Option("--agency")] = None,
    *,
    is_slides: Annotated[bool, typer.Option("--pptx")] = False,
    office: Office = "",
    deadline: Deadline = "",
    made_on: Made = "",
    dataset: Dataset = "",
) -> None:
    """Write the analysis of a county's, city's or province's year (DOCX, or PPTX)."""
    from pipelines.papers.analysis.writer import analysis as analysis_of  # noqa: PLC0415 - see above
    from pipelines.papers.writer import PaperRequest, PaperWriter  # noqa: PLC0415 - see above

    check_year(year)
    store = Store(settings().store)
    chosen, level, code = places.one_place(store, place, dataset)
    named = [places.one_agency(store, words, (chosen,)).id for words in agencies or ()]
    order = PaperRequest(
        dataset=chosen,
        made_on=_day(made_on),
        agencies=tuple(named),
        years=(year, year),
        office=office,
        deadline=day_of(deadline),
        site=settings().address,
        county_code=code if level == "county" else "",
        city_code=code if level == "city" else "",
        province_code=code if level == "province" else "",
    )
    ending: Literal["docx", "pptx"] = "pptx" if is_slides else "docx"
    _write(analysis_of(PaperWriter(settings(), store), order, ending), out, "analysis")


@paper_app.command()
def template(
    letter: Annotated[str, typer.Argument()],
    out: Out = None,
    check: Annotated[Path | None, typer.Option("--check")] = None,
) -> None:
    """Write our template of a letter to begin an own one with, or check an own one."""
    from pipelines.papers.letters.letter import file_of  # noqa: PLC0415 - see above
    from pipelines.papers.letters.own import own_template  # noqa: PLC0415 - see above
    from pipelines.papers.letters.template import check_template  # noqa: PLC0415 - see above

    if letter not in {"rectification", "circular"}:
        raise MingchaError(say("paper.no_letter", text=letter))
    kind: Letter = "rectification" if letter == "rectification" else "circular"
    if check is None:
        _write((file_of(kind), own_template(kind)), out, "template")
        return
    with _own_templates():
        check_template(_bytes(check), kind, check.name)
    typer.echo(say("paper.template_fine", path=check))


@paper_app.command()
def reminders(
    county: str,
    year: int,
    into: Annotated[Path, typer.Option("--folder")] = Path(),
    made_on: Made = "",
    dataset: Dataset = "",
) -> None:
    """Write who has not sent yet: a text to copy, a table (CSV), the deadlines (ICS)."""
    from pipelines.desk.inbox import Inbox  # noqa: PLC0415 - see above
    from pipelines.papers.reminders import reminders as files_of  # noqa: PLC0415 - see above

    check_year(year)
    store = Store(settings().store)
    chosen, code = places.one_county(store, county, dataset)
    filing = store.filing(chosen, years=(year, year))
    day = _day(made_on)
    drafts = Inbox(settings()).drafts(states=["draft"]).query("report_year == @year")
    here = filing[filing["county_code"] == code]
    files = files_of(here, year, day, set(drafts["agency_id"]))
    if not files:
        raise MingchaError(say("paper.nothing_reminders"))
    for name, data in files:
        path = into / name
        path.write_bytes(data)
        typer.echo(say("paper.written", path=path))


@contextmanager
def _own_templates() -> Iterator[None]:
    """Say in the reader's language what is wrong with an office's own template."""
    from pipelines.papers.letters.fields import LetterTemplateError  # noqa: PLC0415 - see above

    try:
        yield
    except LetterTemplateError as error:
        raise MingchaError(error.sentence(language())) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MingchaError(say("paper.no_template", path=path)) from error


def _write(found: Named | None, out: Path | None, paper: str) -> None:
    """Write a paper beside the reader, or say why there is none."""
    if found is None:
        raise MingchaError(say(f"paper.nothing_{paper}"))
    name, data = found
    path = out or Path(name)
    path.write_bytes(data)
    typer.echo(say("paper.written", path=path))


def _day(made_on: str) -> date:
    """Return the day that a paper bears: the one given, else today."""
    return day_of(made_on) or settings().today()
