"""R-SRC-04: a report that came again with other content after it had counted, with its cells."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final

from pipelines.build.assemble import Sources
from pipelines.build.files import Files
from pipelines.build.finding_rows import finding_row
from pipelines.build.stage import StagedReport
from pipelines.catalogue.load import catalogue
from pipelines.catalogue.model import Words
from pipelines.documents.differences import Difference, differences
from pipelines.identities import IDS
from pipelines.model import Figure, Place, Status
from pipelines.store.rows import Row
from pipelines.validate.check_context import CheckContext, Surroundings
from pipelines.validate.judgement import Explanation, Judgement
from pipelines.validate.naming import cell_name, say
from pipelines.validate.rulebook import rulebook

RULE: Final = "R-SRC-04"
_FIRST: Final = 200_000  # the position of such a judgement: after all others of its report
_SHOWN: Final = 5  # cells that the sentence names


def republished_rows(
    sources: Sources,
    files: Files,
    reports: Sequence[StagedReport],
    units: Collection[int] | None = None,
) -> Iterator[Row]:
    """Yield a row for every agency and year whose last two versions differ in a cell.

    `units` are those that are judged, where not all are.
    """
    versions: dict[tuple[str, int], list[StagedReport]] = {}
    for report in reports:
        is_asked = units is None or report.report_id // IDS in units
        if is_asked and report.dataset == "real" and report.agency_id and report.report_year:
            versions.setdefault((report.agency_id, report.report_year), []).append(report)
    several = [group for group in versions.values() if len(group) > 1]
    received = {file.sha256: file.received_at for file in sources.documents} if several else {}
    for group in several:
        ordered = sorted(
            group, key=lambda report: (received[report.sha256], report.sha256, report.part)
        )
        before, after = ordered[-2:]
        current = next((report for report in group if report.standing == "current"), after)
        for judgement in _judged(files, before, after, received[after.sha256][:10]):
            yield finding_row("real", current.report_id, _FIRST, judgement)


def _judged(
    files: Files, before: StagedReport, after: StagedReport, day: str
) -> Iterator[Judgement]:
    old, new = (
        files.read("real", version.sha256)[1][version.part].report for version in (before, after)
    )
    if before.sha256 == after.sha256:  # two parts of one document were never two publications
        return
    changed = differences(old, new)
    if changed:
        context = CheckContext(new, None, {}, rulebook(), catalogue(), Surroundings())
        yield from context.fail(
            RULE,
            left=Decimal(len(changed)),
            right=day,
            words={"words": change_words(changed[:_SHOWN], is_all=len(changed) <= _SHOWN)},
            explanation=Explanation(
                "changed",
                change_words(changed, is_all=True),
                tuple((change.indicator, change.member) for change in changed),
            ),
            places=tuple(_places(changed)),
        )


def change_words(changed: Sequence[Difference], *, is_all: bool) -> Words:
    """Return cells that differ with both sides, in both languages."""
    cells = [
        say(
            "changed_cell",
            cell=cell_name(change.indicator, change.member),
            before=_side(change.left),
            after=_side(change.right),
        )
        for change in changed
    ]
    joint = say("changed_joint")
    more = Words(zh="", en="") if is_all else say("changed_more")
    return Words(
        zh=joint.zh.join(cell.zh for cell in cells) + more.zh,
        en=joint.en.join(cell.en for cell in cells) + more.en,
    )


def _side(figure: Figure | None) -> Words | str:
    if figure is None:
        return say("changed_none")
    if figure.status is Status.NUMBER and figure.value is not None:
        return f"{figure.value:f}"
    return figure.raw.strip() or say("changed_none")


def _places(changed: Sequence[Difference]) -> Iterator[Place]:
    for one in changed[:_SHOWN]:
        if one.right and one.right.place:
            yield one.right.place
