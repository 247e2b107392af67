"""Every verb of the command `mingcha`: only these modules print or exit."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated

import typer

from pipelines.agencies import Agencies
from pipelines.build.explanations import explain as explained
from pipelines.catalogue.load import catalogue
from pipelines.cli import drafts as cli_inbox
from pipelines.cli import operations as cli_operations
from pipelines.cli import places
from pipelines.cli.accounts import users_app
from pipelines.cli.arguments import check_indicator, check_year
from pipelines.cli.collect import collect
from pipelines.cli.command import app
from pipelines.cli.decisions import assign, correct
from pipelines.cli.differences import diff
from pipelines.cli.export import export
from pipelines.cli.filing import filing_app
from pipelines.cli.findings import findings, verdict
from pipelines.cli.ingest import build, build_now, ingest
from pipelines.cli.interim import interim
from pipelines.cli.options import (
    Dataset,
    Json,
    Verbs,
    Year,
    in_language,
    show,
)
from pipelines.cli.papers import paper_app
from pipelines.cli.roster import roster_app
from pipelines.cli.score import score
from pipelines.cli.serve import opened_by
from pipelines.cli.tasks import tasks_app
from pipelines.cli.text import blanks, figure_lines, report_head
from pipelines.cli.words import language, say
from pipelines.desk.json_lines import (
    frame_lines,
    text,
)
from pipelines.errors import MingchaError
from pipelines.settings import settings
from pipelines.store.store import Store

_SHOWN = 20  # rejections listed one by one after an ingest

waiting_app = Verbs(invoke_without_command=True)
app.add_typer(waiting_app, name="agencies")
app.add_typer(paper_app, name="paper")
app.add_typer(users_app, name="users")
app.add_typer(roster_app, name="roster")
app.add_typer(filing_app, name="filing")
app.add_typer(tasks_app, name="tasks")


app.command()(interim)
app.command()(ingest)
app.command()(build)
app.command("serve")(opened_by(partial(build_now, to_stderr=True)))


@app.command()
def explain(
    agency: str,
    year: int,
    indicator: Annotated[str | None, typer.Argument()] = None,
    as_json: Json = False,
) -> None:
    """Say where the figures of an agency's report come from: status, document, place, raw text."""
    check_year(year)
    check_indicator(indicator)
    store = Store(settings().store)
    one = places.one_agency(store, agency)
    rows = explained(settings(), store, one.id, year, indicator)
    if rows.empty:
        raise MingchaError(_why_nothing(store, one, year, indicator))
    if as_json:
        _echo_lines(text(line) for line in frame_lines(rows))
        return
    _echo_lines(report_head(rows.iloc[0]))
    for _, row in rows.iterrows():
        _echo_lines(figure_lines(row))
    if rows["source"].iloc[0] == "excerpt":
        typer.echo(say("explain.excerpt_only"))


@app.command()
def indicators(as_json: Json = False) -> None:
    """List the vocabulary."""
    for entry in catalogue().indicators:
        if as_json:
            typer.echo(text(entry.model_dump(mode="json")))
        else:
            label = entry.label_en if language() == "en" else entry.label_zh
            parts = {"id": entry.id, "table": entry.table, "label": label, "unit": entry.unit}
            typer.echo(say("list.indicator", **parts))


@app.command()
def reports(
    agency: Annotated[str | None, typer.Option("--agency")] = None,
    year: Year = None,
    dataset: Dataset = "real",
    as_json: Json = False,
) -> None:
    """List the current report of each agency and year."""
    store, chosen, years = places.choice(agency, year, dataset)
    rows = frame_lines(store.reports(dataset, chosen, years))
    show(rows, lambda row: [say("list.report", **blanks(row))], as_json=as_json)


@waiting_app.callback()
@in_language
def waiting(context: typer.Context, as_json: Json = False) -> None:
    """List the reports whose agency or year is open; `assign` answers one."""
    if context.invoked_subcommand:
        return
    rows = list(frame_lines(Store(settings().store).waiting()))
    for row in rows:
        report = f"{row['sha256'][:12]}:{row['part']}"
        parts = {"name": row["agency"], "year": row["report_year"] or "?", "title": row["title"]}
        said = say("agency.waiting", report=report, candidates=row["candidates"] or "?", **parts)
        typer.echo(text(row) if as_json else said)
    if not as_json:
        typer.echo(say("agency.how" if rows else "agency.none_waiting"), err=bool(rows))


@waiting_app.command("find")
def find(words: str, as_json: Json = False) -> None:
    """Find agencies by code, full name or short name."""
    for one in Agencies.load(settings().reference).find(words):
        said = {"id": one.id, "name": one.name, "level": one.level, "county": one.county}
        typer.echo(text(said) if as_json else f"{one.id} {one.name}")


waiting_app.command()(assign)
app.command()(correct)
app.command()(score)
cli_inbox.register(app)
app.command()(collect)
cli_operations.register(app)
app.command()(export)
app.command()(findings)
app.command()(verdict)
app.command()(diff)


def _echo_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _why_nothing(store: Store, one: places.StoredAgency, year: int, indicator: str | None) -> str:
    """Return why there is nothing to explain: no report of that year, or no such figure."""
    years = store.reports(one.dataset, [one.id])["report_year"]
    parts = {"agency": one.name, "year": year}
    if year in set(years):
        return say("explain.none", indicator=indicator or "", **parts)
    said = " ".join(str(one_year) for one_year in years) or say("place.unknown")
    return say("explain.no_report", years=said, **parts)
