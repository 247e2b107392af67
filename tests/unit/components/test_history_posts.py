"""The records of what was decided: found again, in the hours of the place, and taken back."""

import csv
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pipelines.build import queue as builds
from pipelines.ledger.ledger import Ledger

TODAY = datetime.now(UTC).astimezone().date().isoformat()


def test_the_records_are_found_by_part_of_an_agency_or_of_who_decided(desk):
    sha256 = desk.kept()
    desk.act(sha256, "keep", reason="先放着")

    def rows(text):
        table = desk.client.get("/history.csv", query_string={"q": text}).get_data(as_text=True)
        return [line for line in table.splitlines() if not line.startswith(("#", "\ufeff#"))][1:]

    every = rows("")
    assert len(every) > 1
    assert rows("FUNING") == every  # who decided, in any case of letters
    assert rows("没有这个机关") == []


def test_hours_of_the_records_are_those_of_the_zone_that_their_head_names(desk):
    """Hours of Shanghai stood under “UTC”: eight hours that decide a day."""
    desk.act(desk.kept(), "keep", reason="看时区")
    table = desk.client.get("/history.csv").get_data(as_text=True).removeprefix("\ufeff")
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    head, newest = next(csv.reader(lines[:1])), next(csv.reader(lines[1:2]))
    made_at = Ledger(desk.settings.ledger).decisions()[-1].made_at
    there = made_at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert (head[0], newest[0]) == ("时间（Asia/Shanghai）", f"{there:%Y-%m-%d %H:%M}")


def test_a_filing_asks_for_a_build_and_can_be_taken_back_from_the_records(desk):
    sha256 = desk.kept()
    assert desk.act(sha256, "file", day=TODAY).status_code == 200
    assert builds.last(desk.settings).state in {"queued", "running", "done"}
    number = desk.decisions("draft")[-1].id
    page = desk.draw("/history")
    assert "备案" in page
    assert desk.send("/history/back", id=number, reason="").status_code == 422
    other = desk.site.of("elsewhere")
    assert desk.send("/history/back", client=other, id=number, reason="x").status_code == 403
    assert desk.send("/history/back", id=number, reason="报错了").status_code == 200
    assert desk.box.look(sha256).state == "draft"
    assert desk.send("/history/back", id=number, reason="报错了").status_code == 409
