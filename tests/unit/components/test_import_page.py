"""The desk: what is wrong stands before the buttons, several are filed, counts come when asked."""

import json
import re

import pytest

from components.context import PageRequest, SiteContext
from components.pages.importing.build import work_words
from components.view import View
from components.words import nameless
from pipelines.build import queue as builds
from pipelines.store.store import Store
from tests.unit.components.desk_site import Desk
from tests.unit.components.page_text import texts


@pytest.fixture(scope="module")
def desk(tmp_path_factory, shipped):
    return Desk(tmp_path_factory.mktemp("import-page"), shipped)


def test_counts_are_those_of_what_is_judged_and_only_for_who_may_see(desk):
    sha256 = desk.kept()
    reply = desk.send("/import/counted", at=f"{sha256}:0")
    judged = desk.box.look(sha256).parts[0].judgements
    failing = [one for one in judged if one.status == "fail"]
    assert reply.json["counts"] == {
        "error": sum(one.axis == "agency" and one.severity == "error" for one in failing),
        "warning": sum(one.axis == "agency" and one.severity == "warning" for one in failing),
        "doubt": sum(one.axis == "reading" for one in failing),
    }
    assert desk.send("/import/counted", at=f"{'0' * 64}:0").status_code == 404
    nobody = desk.site.of("nobody")
    assert desk.send("/import/counted", nobody, at=f"{sha256}:0").status_code == 403


def test_the_list_has_columns_for_what_is_wrong_and_boxes_for_filing_several(desk):
    sha256 = desk.kept()
    page = desk.draw("/import")
    cells = re.findall(r'\{[^{}]*"data-count"[^{}]*\}', page)  # Dash has attributes in any order
    labels = {(cell["data-count"], cell["data-label"]) for cell in map(json.loads, cells)}
    assert labels == {("error", "错误"), ("warning", "警告"), ("doubt", "识别疑问")}
    assert f"{sha256}:0" in page
    assert "data-many" in page
    assert "备案所选" in page


def test_what_is_wrong_stands_before_the_buttons(desk):
    sha256 = desk.kept()
    page = desk.draw("/import", f"?at={sha256}%3A0")
    assert 0 < page.index('"brief"') < page.index('"doing"')


def test_news_of_an_earlier_build_is_not_told_over_a_filing_under_way(desk, monkeypatch):
    ask = PageRequest(
        SiteContext(Store(desk.settings.store), desk.settings), View(page="import"), "x"
    )
    monkeypatch.setattr(builds, "last", lambda _: builds.Build("done", ended="2026-01-01T00:00:00"))
    assert any("已发布" in word for word in texts(work_words(ask))) == (
        not builds.is_behind(desk.settings)
    )
    sha256 = desk.kept()
    look = desk.box.look(sha256)
    desk.box.file(sha256, filed_on=look.parts[0].report.published_on, by="x")
    words = " ".join(texts(work_words(ask)))
    assert "已发布" not in words
    assert "上一版" in words


@pytest.mark.parametrize(("language", "words"), [("zh", "本机"), ("en", "this machine")])
def test_who_gave_no_name_is_called_so_in_the_readers_language(desk, language, words):
    """An open desk writes one word into the ledger; an English page showed it as it stands."""
    sha256 = desk.kept()
    seen = desk.box.look(sha256).decision_id
    desk.box.keep(sha256, answers={}, reason="x", seen=seen, by=nameless())
    for path in ("/import", "/history"):
        page = desk.draw(path, f"?lang={language}")
        assert words in page
        assert (nameless() in page) == (language == "zh")
    assert f'"{words} ' in desk.draw("/history", f"?lang={language}")  # to narrow the records by


def test_the_simulated_districts_roster_is_not_said_to_be_unknown(desk):
    """Its twelve agencies are on a roster that ships; the page said nothing was seen of them."""
    for search in ("?dataset=demo", "?dataset=demo&county=990101"):
        page = desk.draw("/roster", search)
        assert "随产品提供" in page
        assert "没有见到任何年报" not in page
