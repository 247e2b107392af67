"""Twenty who decide at once on what all of them saw: one does, the others learn who was first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.unit.components.desk_site import OURS, Desk

CROWD = 20


@pytest.fixture
def desk(tmp_path, shipped):
    return Desk(tmp_path, shipped)


def browser(desk):
    """Return another window of the same officer."""
    client = desk.client.application.test_client()
    client.set_cookie("mingcha", desk.client.get_cookie("mingcha").value)
    return client


def at_once(desk, path, form):
    """Send one form from twenty browsers at once; return the answers by their status."""
    browsers = [browser(desk) for _ in range(CROWD)]
    start = Barrier(CROWD)

    def send(client):
        start.wait()
        return client.post(path, data=form, headers=OURS)

    with ThreadPoolExecutor(CROWD) as crowd:
        replies = list(crowd.map(send, browsers))
    found = {}
    for reply in replies:
        found.setdefault(reply.status_code, []).append(reply.get_json())
    return found


def test_of_twenty_acts_on_what_all_of_them_saw_one_counts(desk):
    sha256 = desk.kept()
    desk.begin()
    seen = desk.box.look(sha256).decision_id
    form = {"at": f"{sha256}:0", "act": "withdraw", "seen": seen, "reason": "误收"}
    found = at_once(desk, "/import/act", form)
    assert {status: len(some) for status, some in found.items()} == {200: 1, 409: CROWD - 1}
    assert all("funing" in one["said"] for one in found[409])
    assert len(desk.decisions("draft")) == 1

    again = desk.kept()
    desk.begin()
    figure = next(
        (position, one)
        for position, one in enumerate(desk.box.look(again).parts[0].report.figures)
        if one.indicator == "disclosure.total" or one.member == "total"
    )
    form = {
        "at": f"{again}:0",
        "seen": desk.box.look(again).decision_id,
        "figure": figure[0],
        "expected": figure[1].raw,
        "corrected": 0,
        "reason": "原件如此",
        "act": "correct",
    }
    found = at_once(desk, "/import/correct", form | {"value": "41"})
    assert len(found.pop(200)) == 1
    assert sum(map(len, found.values())) == CROWD - 1
    assert set(found) <= {409, 422}  # 422: it stands already as it was to be corrected
    assert len(desk.decisions("correction")) == 1


ENDLESS = "9" * 5_000
FORMS = {
    "/import/act": {"act": "keep", "seen": ENDLESS},
    "/import/act?year": {"act": "keep", "seen": "1", "year": ENDLESS},
    "/import/correct": {"act": "correct", "figure": ENDLESS, "expected": "1", "value": "2"},
    "/import/correct?value": {"act": "correct", "figure": "1", "value": ENDLESS, "reason": "x"},
    "/import/correct?seen": {"act": "correct", "figure": "1", "corrected": ENDLESS, "reason": "x"},
    "/history/back": {"id": ENDLESS, "reason": "x"},
    "/import/act?superscript": {"act": "keep", "seen": "²"},
}
PAGES = ("/import", "/history", "/compare", "/compliance", "/findings", "/data")


def test_numbers_without_end_in_a_form_are_refused_in_json(desk):
    at = f"{desk.kept()}:0"
    wrong = {}
    for path, form in FORMS.items():
        reply = desk.send(path, **form | {"at": at})
        if reply.mimetype != "application/json" or not 400 <= reply.status_code < 500:
            wrong[path] = (reply.status_code, reply.mimetype)
    for path in PAGES:
        if "没能" in desk.draw(path, f"?n={ENDLESS}"):
            wrong[path] = "fault"
    assert wrong == {}
