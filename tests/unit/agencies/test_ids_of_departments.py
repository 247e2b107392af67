"""What an office listed under the id that one spelling had is expected under today's."""

from datetime import UTC, date, datetime

from pipelines.agencies import Agencies
from pipelines.build.filing_rows import entries_today, real_desk
from pipelines.filing.roster import RosterEntry, body_of, expected
from pipelines.identities import AgencyId
from pipelines.ledger.decisions import Decision
from pipelines.settings import ROOT

AGENCIES = Agencies.load(ROOT / "data" / "reference")


def entry_of(agency_id, name, **said):
    given = {"level": "department", "valid_from": date(2022, 1, 1), "is_named": True} | said
    return RosterEntry(agency_id, name, **given)


def listed_today(*entries):
    now = datetime(2024, 1, 1, tzinfo=UTC)
    decision = Decision(1, now, "办公室", "roster", "list", body_of(entries))
    return list(entries_today([decision], AGENCIES))


def listed(agency_id, name):
    [found] = listed_today(entry_of(agency_id, name))
    return found.agency_id


def test_a_department_listed_under_the_id_of_a_spelling_has_the_one_of_all():
    today = AGENCIES.resolve("抚宁区卫生健康委员会").id
    former = AgencyId.department("130306", "抚宁区卫健委")
    assert former != today == AGENCIES.resolve("抚宁区卫健委").id
    ids = {
        (former, "抚宁区卫健委"): today,
        (today, "抚宁区卫健委"): today,
        (former, "卫健委"): today,  # its place was told by what stood around it
        (former, "区卫健委"): today,
        (AgencyId.department("320106", "鼓楼区卫健委"), "鼓楼区卫健委"): AGENCIES.resolve(
            "南京市鼓楼区卫生健康委员会"
        ).id,
        (former, "抚宁区某某局"): former,  # not made of this name: it stays what it was said to be
        ("130306", "抚宁区人民政府"): "130306",
    }
    assert {said: listed(*said) for said in ids} == ids


def test_what_was_noted_under_a_former_id_counts_under_todays():
    today = AGENCIES.resolve("抚宁区卫生健康委员会").id
    former = AgencyId.department("130306", "抚宁区卫健委")
    entry = entry_of(former, "抚宁区卫健委")
    now = datetime(2024, 1, 1, tzinfo=UTC)
    said = ((former, {"filed_on": "2023-01-10"}), (today, {"returned_on": "2023-01-12"}))
    notes = [
        Decision(number, now, "办公室", "filing", f"2022:{one}", body)
        for number, (one, body) in enumerate(said, 2)
    ]
    roster = Decision(1, now, "办公室", "roster", former, body_of([entry]))
    desk = real_desk((), [roster, *notes], UTC, AGENCIES)
    assert {key: (one.filed_on, one.returned_on) for key, one in desk.filed.items()} == {
        (today, 2022): (date(2023, 1, 10), date(2023, 1, 12))
    }


def test_who_was_taken_out_or_replaced_under_a_former_id_is_not_expected_again():
    former = AgencyId.department("130306", "抚宁区卫健委")
    before, later = entry_of(former, "抚宁区卫健委"), date(2023, 1, 1)
    today = AGENCIES.resolve("抚宁区卫健委").id
    successor = AGENCIES.resolve("抚宁区卫生健康局").id
    lines = {
        "taken out by its id": entry_of(former, former, valid_from=later, is_expected=False),
        "replaced": entry_of(
            successor, "抚宁区卫生健康局", valid_from=later, predecessors=(former,)
        ),
        "named otherwise": entry_of(
            today, "抚宁区卫生健康委员会", valid_from=later, predecessors=(former,)
        ),
    }
    due = {why: sorted(expected(listed_today(before, line), 2023)) for why, line in lines.items()}
    assert due == {
        "taken out by its id": [(today, 2022)],
        "replaced": sorted([(today, 2022), (successor, 2023)]),
        "named otherwise": [(today, 2022), (today, 2023)],
    }
