"""The desk through the command: a draft brought in, listed, filed, sent back, withdrawn."""

import pytest

from pipelines.build import background
from pipelines.build import queue as builds
from pipelines.settings import settings
from pipelines.store.store import Store


@pytest.fixture
def brought(mingcha, page):
    """Return a draft's hash."""

    def bring(name="a.html", **said):
        code, out, _ = mingcha("inbox", "add", page(name, **said), "--by", "王")
        assert code == 0
        assert "草稿" in out

    return bring


def finished():
    for process in background.started:
        process.wait()


def test_a_draft_goes_its_way_by_the_command(mingcha, told, brought, environment, tmp_path):
    brought()
    (row,) = told("inbox", "list", "--state", "draft")
    short = row["sha256"][:10]
    code, out, _ = mingcha("inbox", "file", short, "--on", "2023-01-20", "--by", "李", "--no-build")
    assert code == 0
    assert "2 号" in out
    code, _, err = mingcha("inbox", "file", short, "--by", "李", "--no-build")
    assert (code, "已备案" in err) == (2, True)
    assert mingcha("build")[0] == 0
    assert 2022 in set(Store(environment.store).reports("real", ())["report_year"])
    assert mingcha("inbox", "withdraw", short, "--reason", "弄错", "--no-build")[0] == 0
    words = ("--reason", "表三不平", "--sheet", tmp_path, "--no-build", "--by", "李")
    code, out, _ = mingcha("inbox", "return", short, *words)
    assert code == 0
    assert list(tmp_path.glob("退回修改单-*.docx"))
    (row,) = told("inbox", "list")
    assert (row["state"], row["reasons"]) == ("returned", ["表三不平"])
    assert "表三不平" in mingcha("inbox", "list")[1]


def test_without_a_day_a_draft_is_filed_on_the_day_of_the_installation(
    mingcha, told, brought, monkeypatch
):
    days = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # never on the same day
        monkeypatch.setenv("MINGCHA_TIME_ZONE", zone)
        brought(f"{zone}.html", swap={"从群众关心的小事做起": f"从群众关心的{zone}做起"})
        (row,) = told("inbox", "list", "--state", "draft")
        assert mingcha("inbox", "file", row["sha256"], "--no-build")[0] == 0
        (row,) = [one for one in told("inbox", "list") if one["sha256"] == row["sha256"]]
        days[row["filed_on"]] = str(settings().today())
    assert len(days) == 2
    assert list(days) == list(days.values())


def test_an_open_draft_is_settled_by_the_command(mingcha, told, brought):
    brought(agency="太平镇人民政府")
    (row,) = told("inbox", "list")
    code, _, err = mingcha("inbox", "file", row["sha256"], "--no-build")
    assert (code, "还没有确定" in err) == (2, True)
    words = ("--agency", "610423111", "--no-build", "--on", "2023-01-20")
    assert mingcha("inbox", "file", row["sha256"], *words)[0] == 0
    (row,) = told("inbox", "list", "--county", "610423")
    assert (row["agency_id"], row["report_year"], row["state"]) == ("610423111", 2022, "filed")


def test_what_cannot_be_is_said_in_one_line(mingcha, tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    code, out, _ = mingcha("inbox", "add", tmp_path / "empty.html")
    assert (code, "没有内容" in out) == (1, True)
    assert mingcha("inbox", "file", "abcdef")[0] == 2
    assert mingcha("inbox", "list", "--state", "nothing")[0] == 2
    code, out, _ = mingcha("fetch", "http://127.0.0.1/", "ftp://www.gov.cn/a", "--lang", "en")
    assert code == 1
    assert len(out.splitlines()) == 2
    assert "not among the sites" in out


def test_a_build_that_is_asked_for_comes(mingcha, environment):
    assert mingcha("build", "--queue")[0] == 0
    finished()
    assert builds.last(environment).state == builds.DONE
    assert Store(environment.store).info().digest == builds.last(environment).digest


def test_ingesting_a_draft_says_that_it_does_not_count(mingcha, told, brought, page):
    brought()
    (row,) = told("inbox", "list")
    code, _, err = mingcha("ingest", page("a.html"), "--no-build")
    assert code == 0
    assert row["sha256"][:12] in err
    assert "不计入" in err
