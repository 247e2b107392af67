"""Who sees a document that does not count, and who reads the names of those who decided."""

from datetime import UTC, datetime

import pytest

from pipelines.desk.recording import give_verdict
from tests.unit.components.access_site import OURS
from tests.unit.components.desk_site import Desk, draft_of

STRANGERS = ("nobody", "reader", "elsewhere")
PRIVATE = "13912345678"
TODAY = datetime.now(UTC).astimezone().date().isoformat()


@pytest.fixture(scope="module")
def desk(tmp_path_factory, shipped):
    one = Desk(tmp_path_factory.mktemp("visible"), shipped)
    one.visitors = {role: one.site.of(role) for role in (*STRANGERS, "administrator")}
    yield one
    from pipelines.build import background

    for process in background.started:
        process.wait()


def brought_to(desk, state):
    """Return the hash of a document with a telephone number in it, brought to a state."""
    desk.number += 1
    text = draft_of() + f"<p>{PRIVATE}{desk.number}</p>".encode()
    sha256 = desk.kept(text, f"secret-{state}.html")
    day = {"filed": {"day": TODAY}, "returned": {"reason": "x"}, "withdrawn": {"reason": "x"}}
    acts = {"filed": "file", "returned": "return", "withdrawn": "withdraw"}
    if state in acts:
        assert desk.act(sha256, acts[state], **day[state]).status_code == 200
    return sha256


def leaks(desk, sha256, who):
    """Return where a visitor finds a document or its name."""
    client = desk.visitors[who]
    name = desk.box.look(sha256).document.name
    pages = {
        "source": client.get(f"/source/{sha256}").text,
        "desk": desk.draw("/import", f"?at={sha256}:0", client=client),
        "list": desk.draw("/import", client=client),
        "history": desk.draw("/history", client=client),
        "csv": client.get("/history.csv").get_data(as_text=True),
    }
    signs = (PRIVATE, sha256, name)
    return [
        place
        for place, text in pages.items()
        if any(sign in text for sign in (signs if place != "desk" else signs[:1]))
    ]


@pytest.mark.parametrize("state", ["draft", "returned", "withdrawn"])
def test_what_does_not_count_is_shown_to_nobody_but_those_who_may_work_on_it(desk, state):
    sha256 = brought_to(desk, state)
    assert {who: leaks(desk, sha256, who) for who in STRANGERS} == {who: [] for who in STRANGERS}
    for client in (desk.client, desk.visitors["administrator"]):
        assert PRIVATE in client.get(f"/source/{sha256}").text


def test_what_counts_is_evidence_for_everybody_until_it_is_taken_back(desk):
    sha256 = brought_to(desk, "filed")
    everybody = desk.visitors["nobody"]
    assert PRIVATE in everybody.get(f"/source/{sha256}").text
    number = desk.decisions("draft")[-1].id
    assert desk.send("/history/back", id=number, reason="x", headers=OURS).status_code == 200
    assert leaks(desk, sha256, "nobody") == []


def test_names_of_officials_are_for_accounts(desk, store):
    found = store.findings("demo")
    wrong = str(found.loc[found["status"] == "fail", "fingerprint"].iloc[0])
    give_verdict(desk.settings, wrong, "confirmed", "y", by="Hua Mulan (mulan)")
    places = {
        "history": ("/history", ""),
        "finding": ("/findings", f"?dataset=demo&at={wrong}&status=any&verdict=any"),
    }
    files = (
        "/history.csv",
        "/findings.csv?dataset=demo&verdict=any",
        "/api/v1/findings.json?dataset=demo&verdict=any",
        "/papers/issues.xlsx?dataset=demo",
    )
    named = {
        who: [
            *(place for place, at in places.items() if "mulan" in desk.draw(*at, client=client)),
            *(file for file in files if b"mulan" in unpacked(client.get(file).data)),
        ]
        for who, client in desk.visitors.items()
        if who != "elsewhere"
    }
    assert named["nobody"] == []
    assert {*places, "/history.csv"} <= set(named["reader"])
    assert named["reader"] == named["administrator"]
    tags = {
        who: desk.visitors[who].get("/api/v1/findings.json?dataset=demo").headers["ETag"]
        for who in ("nobody", "reader")
    }
    assert tags["nobody"] != tags["reader"]


def unpacked(data):
    """Return the texts of a workbook, and every other file as it is."""
    import io
    import zipfile

    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return b"".join(map(book.read, book.namelist()))
