"""What a draft is judged beside at the desk is what it is judged beside once it is filed."""

from datetime import date

import pytest

from pipelines.build.examination import batches
from pipelines.build.run import build
from pipelines.build.stage import StagedReport
from pipelines.desk.inbox import Inbox
from pipelines.desk.inspection import DraftInspector
from pipelines.desk.library import DraftLibrary
from pipelines.identities import AgencyId
from pipelines.ledger.draft_states import DraftAssignment
from pipelines.store.store import Store

DAY = date(2023, 1, 20)
COUNTY, CITY, PROVINCE = "130306", "1303", "13"
AGENCIES = (
    "130306200",
    "130306100",
    COUNTY,
    AgencyId.department(COUNTY, "水利局"),
    AgencyId.department(COUNTY, "民政局"),
    CITY,
    AgencyId.department(CITY, "水利局"),
    AgencyId.department(CITY, "民政局"),
    PROVINCE,
    AgencyId.department(PROVINCE, "水利厅"),
    AgencyId.department(PROVINCE, "民政厅"),
    "610423111",
)


@pytest.fixture
def filed(installation, page):
    """Return the desk of an installation in which each agency has filed its report of 2022."""
    box = Inbox(installation, builds_after=False)
    for number, agency in enumerate(AGENCIES):
        data = page(f"{number}.html").read_bytes() + b"<!-- %d -->" % number
        sha256 = box.receive(f"{number}.html", data, by="王").sha256
        box.file(
            sha256,
            filed_on=DAY,
            answers={0: DraftAssignment(agency, 2022)},
            by="李",
        )
    build(installation)
    return box


def test_a_draft_has_the_neighbours_it_will_have(installation, filed):
    rows = Store(installation.store).reports("real", (), (2022, 2022))
    own = rows[rows["source"] == "document"]
    assert sorted(own["agency_id"]) == sorted(AGENCIES)
    given = [
        StagedReport(n, "real", agency, 2022, sha256, 0, "current")
        for n, (agency, sha256) in enumerate(zip(own["agency_id"], own["sha256"], strict=True))
    ]
    built = {
        one.agency_id: {other.agency_id for other in batch.judged} - {one.agency_id}
        for batch in batches(given, {})
        for one in batch.judged
    }
    whose = dict(zip(own["sha256"], own["agency_id"], strict=True))
    inspector = DraftInspector(DraftLibrary(installation))
    at_desk = {
        agency: {whose[near] for near, _ in inspector.neighbours(report)}
        for sha256, agency in whose.items()
        for report in (filed.look(sha256).parts[0].report,)
    }
    assert at_desk == built
