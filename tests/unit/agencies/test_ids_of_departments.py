"""What an office listed under the id that one spelling had is expected under today's."""

from datetime import UTC, date, datetime

from pipelines.agencies import Agencies
from pipelines.build.filing_rows import entries_today
from pipelines.filing.roster import RosterEntry, body_of
from pipelines.identities import AgencyId
from pipelines.ledger.decisions import Decision
from pipelines.settings import ROOT

AGENCIES = Agencies.load(ROOT / "data" / "reference")


def listed(agency_id, name):
    entry = RosterEntry(agency_id, name, "department", date(2022, 1, 1), is_named=True)
    now = datetime(2024, 1, 1, tzinfo=UTC)
    decision = Decision(1, now, "办公室", "roster", agency_id, body_of([entry]))
    [found] = entries_today([decision], AGENCIES)
    return found.agency_id


def test_a_department_listed_under_the_id_of_a_spelling_has_the_one_of_all():
    today = AGENCIES.resolve("抚宁区卫生健康委员会").id
    former = AgencyId.department("130306", "抚宁区卫健委")
    assert former != today == AGENCIES.resolve("抚宁区卫健委").id
    ids = {
        (former, "抚宁区卫健委"): today,
        (today, "抚宁区卫健委"): today,
        (former, "抚宁区某某局"): former,  # not made of this name: it stays what it was said to be
        ("130306", "抚宁区人民政府"): "130306",
    }
    assert {said: listed(*said) for said in ids} == ids
