"""One report on one page: the form as printed, what each cell says, and where it stands."""

from dataclasses import replace
from pathlib import Path

import pytest
from dash.development.base_component import Component
from flask import Flask

from components.answers import Empty
from components.context import PageRequest, SiteContext
from components.downloads import original
from components.figures.form import forms, label
from components.pages.questions import answer
from components.pages.routing import draw
from components.report.answer import report
from components.report.sheet import answer_words
from components.report.source import place_at, spot
from components.view import View
from components.words import say
from pipelines.build.run import build
from pipelines.catalogue.load import catalogue
from pipelines.desk.recording import Correction, correct, give_verdict
from pipelines.documents.archive import Archive
from pipelines.documents.collect import InputFile as Received
from pipelines.documents.reception import ingest
from pipelines.model import Place
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store

MODEL = ROOT / "data" / "demo" / "documents" / "990101001" / "2022.html"
TOWN = "130306200"
SWAPS = {
    '<td>行政许可</td><td colspan="3">100</td>': '<td>行政许可</td><td colspan="3"></td>',
    '<td>行政处罚</td><td colspan="3">7</td>': '<td>行政处罚</td><td colspan="3">/</td>',
    '<td>行政强制</td><td colspan="3">0</td>': '<td>行政强制</td><td colspan="3">—</td>',
    '<td>行政事业性收费</td><td colspan="3">0</td>': (
        '<td>行政事业性收费</td><td colspan="3">无</td>'
    ),
    "<h2>二、": (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;<b>粗</b>\u202e倒\u202c</p>"
        f"<p>{'长' * 9000}</p><h2>二、"
    ),
}


def document(folder: Path, name: str, swaps: dict[str, str], day: str = "10") -> Path:
    """Write a report under a real town's name, some of its cells changed."""
    text = MODEL.read_text(encoding="utf-8")
    text = (
        text.replace("清岚县鹤汀镇", "抚宁区茶棚乡")
        .replace("清岚县", "抚宁区")
        .replace("本镇", "本乡")
    )
    text = text.replace("2023-01-10", f"2023-01-{day}")
    for old, new in swaps.items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory, shipped_readings) -> SiteContext:
    """Return a desk with two versions of one real town's report, the newer full of odd cells."""
    home = tmp_path_factory.mktemp("own")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    settings = Settings(ROOT / "data", home / "archive", home / "store", ledger)
    shipped_readings(settings.store)
    old = document(home, "old.html", {"全年主动公开政府信息230条": "全年主动公开政府信息231条"})
    new = document(home, "new.html", SWAPS, day="12")
    receipts = list(ingest(settings, [Received(old), Received(new)]))
    assert [one.report_count for one in receipts] == [1, 1]
    newest = next(one.sha256 for one in receipts if one.name.endswith("new.html"))
    reading = ("normative.made", "", "", "1", "3", "the notice of the office says 3")
    correct(settings, Correction(newest, 0, *reading), by="test")
    build(settings)
    return SiteContext(Store(settings.store), settings)


@pytest.fixture(scope="module")
def demo(store) -> SiteContext:
    home = store._folder.parent
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    return SiteContext(store, Settings(ROOT / "data", home / "archive", home / "store", ledger))


def ask(desk: SiteContext, href: str) -> PageRequest:
    path, _, query = href.partition("?")
    return PageRequest(desk, View.parse(path, query), desk.store.info().digest)


def every(part: object):
    """Yield every component and text under a part of the page, in reading order."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from every(one)
    elif isinstance(part, Component):
        yield part
        yield from every(getattr(part, "children", None))
    elif part is not None:
        yield part


def page(desk: SiteContext, href: str) -> list:
    one = ask(desk, href)
    return list(every(draw(desk, one.view)[2]))


def texts(parts) -> str:
    return "".join(one for one in parts if isinstance(one, str))


def cell(parts, key: str) -> list:
    """Return what stands in the cell whose number opens the source of `key`."""
    for one in parts:
        if type(one).__name__ == "Td" and any(
            type(inner).__name__ == "Link" and f"cell={key}" in unquoted(inner.href)
            for inner in every(one.children)
        ):
            return list(every(one))
    raise AssertionError(f"no cell of {key}")


def unquoted(href: str) -> str:
    return href.replace("%5B", "[").replace("%5D", "]")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", ["2014", "2019", "2021"])
def test_heads_and_cells_of_every_official_table_fill_its_rectangle(template, language):
    official = next(one for one in catalogue().templates if one.id == template)
    found = forms(template, language)
    assert [one.number for one in found] == [one.number for one in official.table]
    for form, table in zip(found, official.table, strict=True):
        taken = set()
        for row, line in enumerate(form.lines):
            column = 0
            for one in (*line.heads, *line.slots):
                while (row, column) in taken:
                    column += 1
                area = {
                    (row + r, column + c)
                    for r in range(getattr(one, "rows", 1))
                    for c in range(one.columns)
                }
                assert not area & taken
                taken |= area
        assert taken == {(r, c) for r in range(len(form.lines)) for c in range(form.width)}
        assert [(one.indicator, one.member) for one in form.slots()] == list(table.slots())


def test_a_label_is_that_of_its_table():
    assert label("normative.made", "", "zh", "2") != label("normative.made", "", "zh", "2014")
    assert label("request.received", "total", "en") == "Requests received this year · Total"


@pytest.mark.parametrize("place", [Place(3, 1, 9), Place(20, 0, 5, 17, 2), Place(0, 0, 0, 0, 0)])
def test_a_place_goes_through_an_address_unharmed(place):
    assert place_at(spot(place)) == place


@pytest.mark.parametrize("text", ["", "x", "1.2", "1.2.3", "-1.0-1", "1.0-1.5", "../etc", "9" * 99])
def test_what_is_no_place_is_none(text):
    assert place_at(text) is None


def test_every_printed_cell_is_on_the_page_and_each_leads_to_its_source(demo):
    found = report(ask(demo, "/report/990101001/2021?dataset=demo"))
    assert sum(len(table.entries) for table in found.held.tables) == 200
    zeros = [e for t in found.held.tables for e in t.entries.values() if e.value == 0]
    assert len(zeros) > 100
    assert all(entry.raw.strip() and entry.place for entry in zeros)
    parts = page(demo, "/report/990101001/2021?dataset=demo")
    links = {unquoted(one.href) for one in parts if type(one).__name__ == "Link"}
    keys = [key for table in found.held.tables for key in table.entries]
    assert all(any(f"cell={key}" in href for href in links) for key in keys)


@pytest.mark.parametrize("href", ["/report/990101002/2023", "/report/990101003/2018"])
def test_the_lit_text_is_the_raw_text_of_every_figure_of_a_report(demo, href):
    held = report(ask(demo, f"{href}?dataset=demo")).held
    figures = [e for t in held.tables for e in t.entries.values()]
    figures += [fact for group in held.facts for fact in group.facts if fact.place]
    assert len(figures) > 60
    for figure in figures:
        shown = report(ask(demo, unquoted(figure.href))).source
        assert shown.shown.text == figure.raw
        assert shown.raw == figure.raw


def test_the_lit_number_is_marked_and_its_cell_too(demo):
    href = "/report/990101002/2023?dataset=demo&cell=disclosure.total"
    parts = page(demo, href)
    marked = [texts(every(one)) for one in parts if type(one).__name__ == "Mark"]
    assert marked == ["210条"]
    lit = [one for one in parts if "is-lit" in str(getattr(one, "className", ""))]
    assert len(lit) == 1
    assert "210" in texts(every(lit))


def test_who_reports_and_when_leads_to_where_the_document_says_so(own):
    href = f"/report/{TOWN}/2022"
    particulars = report(ask(own, href)).held.particulars
    assert set(particulars) == {"agency", "published_on", "signed_on"}
    links = {unquoted(one.href) for one in page(own, href) if type(one).__name__ == "Link"}
    for key, particular in particulars.items():
        (link,) = [one for one in links if one.endswith(f"at={spot(particular.place)}")]
        lit = report(ask(own, link)).source
        assert (lit.raw, lit.title) == (particular.raw, say(f"report.{key}", "zh"))


def test_what_stands_in_a_cell_is_told_by_shape_and_word(own):
    parts = page(own, f"/report/{TOWN}/2022")
    words = {
        "licence.decisions": "▢ 空",
        "penalty.decisions": "/",
        "coercion.decisions": "—",
        "fee.amount": "无",
        "rule.made": "0",
    }
    for key, expected in words.items():
        found = cell(parts, key)
        assert texts(found).startswith(expected)
        assert ("state-number" in found[0].className) == (expected == "0")
    assert "▢" in answer_words(report(ask(own, f"/report/{TOWN}/2022")))


def test_a_corrected_number_shows_what_was_published(own):
    found = cell(page(own, f"/report/{TOWN}/2022"), "normative.made")
    assert "is-corrected" in found[0].className
    assert texts(found).startswith("3已更正，原文 1")


def test_a_broken_sum_shows_the_published_and_the_recomputed_value(demo):
    parts = page(demo, "/report/990101-c5bf45ba/2024?dataset=demo")
    found = cell(parts, "request.carried_in[total]")
    assert texts(found).startswith("公布3复算 5")
    assert "has-error" in found[0].className
    assert "公布 3 / 复算 5" in texts(parts)


def test_a_bound_that_is_passed_has_no_recomputed_value(demo):
    found = report(ask(demo, "/report/990101-307dc272/2020?dataset=demo"))
    bound = next(one for one in found.notes if one.rule == "R-C-02")
    assert bound.spots
    assert (bound.published, bound.recomputed) == (None, None)


def test_a_finding_is_numbered_in_its_cells_and_leads_to_them(demo):
    href = "/report/990101-c5bf45ba/2024?dataset=demo"
    found, parts = report(ask(demo, href)), page(demo, href)
    note = next(one for one in found.notes if one.rule == "R-T3-03")
    anchors = [one.href for one in parts if type(one).__name__ == "A"]
    assert anchors.count(f"#note-{note.number}") == 7
    assert any(getattr(one, "id", "") == f"note-{note.number}" for one in parts)
    for one in note.spots:
        assert report(ask(demo, unquoted(one.href))).source.shown.text


def test_a_finding_that_a_person_excluded_no_longer_counts(demo):
    href = "/report/990101-c5bf45ba/2024?dataset=demo"
    before = report(ask(demo, href))
    note = next(one for one in before.notes if one.rule == "R-T3-03")
    give_verdict(demo.installation, note.fingerprint, "excluded", "a slip of the test", by="test")
    after = report(ask(demo, href))
    assert len(after.open_notes) == len(before.open_notes) - 1
    found = cell(page(demo, href), "request.carried_in[total]")
    assert "复算" not in texts(found)
    give_verdict(demo.installation, note.fingerprint, "withdrawn", "back again", by="test")
    assert len(report(ask(demo, href)).open_notes) == len(before.open_notes)


def test_a_report_whose_rules_could_not_be_judged_is_not_called_clean(demo):
    words = answer_words(report(ask(demo, "/report/990101008/2021?dataset=demo")))
    assert "条规则无法判断" in words
    assert "没有发现" not in words


def test_an_excerpt_says_what_is_known_and_never_shows_a_zero_it_does_not_know(demo):
    href = "/report/130306200/2020"
    found, parts = report(ask(demo, href)), page(demo, href)
    entries = [e for t in found.held.tables for e in t.entries.values()]
    unknown = [one for one in entries if one.state == "not_captured"]
    assert len(unknown) > 150
    assert all(one.value is None and "0" not in one.text for one in unknown)
    assert f"其余 {len(unknown)} 格未采集" in answer_words(found)
    assert not any("/source/" in str(getattr(one, "href", "")) for one in parts)
    shown = page(demo, f"{href}?cell=disclosure.total")
    assert "没有存档原文" in texts(shown)
    assert not any(type(one).__name__ == "Mark" for one in shown)
    assert any("chinafuning.gov.cn" in str(getattr(one, "href", "")) for one in shown)


def test_a_document_is_shown_as_text_whatever_it_holds(own):
    parts = page(own, f"/report/{TOWN}/2022?show=source")
    body = next(one for one in parts if getattr(one, "className", "") == "source-body")
    inside = list(every(body))
    kinds = {type(one).__name__ for one in inside if isinstance(one, Component)}
    assert kinds <= {"Div", "P", "Table", "Tbody", "Tr", "Td", "Mark", "Span"}
    assert "<script>alert(1)</script>" in texts(inside)
    assert not any("dangerously" in str(vars(one)) for one in inside if isinstance(one, Component))
    beside = page(own, f"/report/{TOWN}/2022?cell=rule.made")
    assert "略去" in texts(beside)
    assert len(texts(beside)) < 30_000


def test_the_original_is_offered_as_a_file_and_by_its_hash_alone(client, demo):
    sha256 = report(ask(demo, "/report/990101001/2022?dataset=demo")).held.document.sha256
    answer = client.get(f"/source/{sha256}")
    assert answer.data == MODEL.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for bad in ("0" * 64, sha256[:12], sha256.upper(), "..", "%2e%2e%2fledger.sqlite"):
        assert client.get(f"/source/{bad}").status_code == 404


def test_a_document_that_was_tampered_with_is_not_handed_out(tmp_path, demo):
    place = tmp_path / "archive"
    desk = SiteContext(demo.store, replace(demo.installation, archive=place))
    kept, _ = Archive(place).put(b"<p>as received</p>", "one.html")
    server = Flask("test")
    original.register(server, desk)
    assert server.test_client().get(f"/source/{kept.sha256}").data == b"<p>as received</p>"
    kept.path.chmod(0o644)
    kept.path.write_bytes(b"<p>changed later</p>")
    assert server.test_client().get(f"/source/{kept.sha256}").status_code == 404


def test_versions_tell_in_which_cells_the_older_one_differs(own):
    held = report(ask(own, f"/report/{TOWN}/2022")).held
    assert [one.standing for one in held.versions] == ["current", "superseded"]
    assert held.versions[0].change_count is None
    changes = {(one.words, one.before, one.now) for one in held.versions[1].changes}
    assert ("主动公开政府信息条数", "231", "230") in changes
    assert any(one[1:] == ("100", "▢ 空") for one in changes)
    assert "231" in texts(page(own, f"/report/{TOWN}/2022"))


def test_an_unknown_agency_or_year_gets_one_sentence_and_the_next_step(demo):
    other = report(ask(demo, "/report/990101001/2021"))
    assert isinstance(other, Empty)
    assert "990101001" in other.what
    assert other.steps[0].href == "/report/990101001/2021?dataset=demo"
    year = report(ask(demo, "/report/990101001/2030?dataset=demo"))
    assert "2030" in year.what
    assert year.steps[0].href == "/report/990101001/2025?dataset=demo"
    nobody = report(ask(demo, "/report/nobody/2021?lang=en"))
    assert "nobody" in nobody.what
    assert nobody.steps


@pytest.mark.parametrize("query", ["cell=nothing", "cell=%5B%5D", "at=1.2", "at=999.0-1", "show=x"])
def test_an_odd_address_still_gets_the_report(demo, query):
    parts = page(demo, f"/report/990101001/2021?dataset=demo&{query}")
    assert not any(type(one).__name__ == "Mark" for one in parts)
    assert "鹤汀镇" in texts(parts)


def test_a_ranking_leads_to_the_lit_figure(store, demo):
    href = "/report/990101002/2023?dataset=demo&cell=disclosure.total"
    found = answer(store, View(page="counts", dataset="demo", years=(2023, 2023)))
    assert href in {cell.href for row in found.table.rows for cell in row}
    bars = found.chart()["data"][0]
    assert href in bars["customdata"]  # a click on the bar leads where the table does
    assert report(ask(demo, href)).source.shown.text == "210条"


def test_neighbouring_years_are_one_click_away(demo):
    held = report(ask(demo, "/report/990101001/2021?dataset=demo&cell=rule.made")).held
    assert [one.year for one in held.years] == list(range(2018, 2026))
    assert [one.year for one in held.years if one.is_here] == [2021]
    assert held.years[0].href == "/report/990101001/2018?dataset=demo"
