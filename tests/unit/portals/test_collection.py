"""A column of a portal on this machine, collected to its end: whole, partial, refused, endless."""

from itertools import islice

import pytest

from pipelines.portals import state as states
from pipelines.portals.journal import Journal
from pipelines.portals.state import CollectionState
from pipelines.portals.verdict import gone, is_whole, tally_sentence
from tests.unit.portals.sites import (
    Desk,
    Portal,
    collected,
    collection,
    links,
    pages,
    report,
    title,
)

YEARS = (2024, 2023, 2022)


def column(years=YEARS, after=""):
    rows = [(f"/r/{year}.html", title(year=year)) for year in years]
    return {"/nb/": links(*rows, after=after)} | {
        f"/r/{year}.html": report(year=year) for year in years
    }


def said(run, language="zh"):
    return [tally_sentence(run.state, tally, language) for tally in run.state.tallies.values()]


def outcomes(run):
    return sorted(result["outcome"] for result in run.state.results.values())


def test_a_list_is_held_against_what_it_states(tmp_path):
    for stated, is_fine in ((3, True), (203, False)):
        with Portal(pages(column(after=f"<p>共&nbsp;{stated}&nbsp;条</p>"))) as portal:
            run = collected(portal, "/nb/", tmp_path / str(stated))
            assert outcomes(run) == ["new"] * 3
            assert is_whole(run.state) is is_fine
            (sentence,) = said(run)
            assert ("203 条，得 3 条：不完整" in sentence) is not is_fine


def test_a_report_that_does_not_come_makes_the_list_incomplete(tmp_path):
    served = column() | {"/r/2023.html": (200, "<p>抱歉，您要找的页面已经不在了</p>")}
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        assert outcomes(run) == ["failed", "new", "new"]
        assert "3 条，得 2 条：不完整" in said(run)[0]


def test_the_same_report_at_two_addresses_is_one(tmp_path):
    served = column() | {"/r/2023.html": report(year=2024, more="<footer>访问 17 次</footer>")}
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        assert outcomes(run) == ["new", "new", "same"]
        assert len(run.desk.brought) == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((412, "<script>$_ts</script>"), "challenge"),
        ((521, ""), "challenge"),
        ((403, "<p>拦截</p>"), "refused"),
        ((200, "<title>安全验证</title><p>请拖动滑块</p>"), "captcha"),
        ((200, "<p>欢迎</p>"), "no_links"),
        ((404, ""), "missing"),
        ((302, "http://example.com/"), "host"),
        ((302, "/"), "moved"),
        ((500, ""), "status"),
    ],
)
def test_a_column_that_gives_no_list_says_why_in_both_languages(tmp_path, answer, code):
    with Portal(pages({"/nb/": answer, "/": "<p>首页</p>"})) as portal:
        run = collected(portal, "/nb/", tmp_path)
        (tally,) = run.state.tallies.values()
        assert tally.problem["code"] == code
        assert not is_whole(run.state)
        assert all("{" not in sentence for lang in ("zh", "en") for sentence in said(run, lang))


def test_after_a_challenge_nothing_more_is_asked_of_the_host_that_day(tmp_path):
    served = column() | {"/r/2024.html": (412, "<script>$_ts</script>")}
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        assert outcomes(run) == ["failed"] * 3
        assert [path for path in portal.asked if path.startswith("/r/")] == ["/r/2024.html"]


def test_a_passing_fault_is_asked_again_and_a_lasting_one_not_for_ever(tmp_path):
    answers = iter([(502, ""), (502, ""), report()])
    served = column((2024,)) | {"/r/2024.html": lambda: next(answers, (404, ""))}
    with Portal(pages(served)) as portal:
        assert outcomes(collected(portal, "/nb/", tmp_path / "a")) == ["new"]
    with Portal(pages(column((2024,)) | {"/r/2024.html": (502, "")})) as portal:
        assert outcomes(collected(portal, "/nb/", tmp_path / "b")) == ["failed"]
        assert portal.asked.count("/r/2024.html") == 3


def onward(n):
    return f'<a href="?page={n}">下一页</a>'


def year_page(n, following):
    return links((f"/r/{n}.html", title(year=2000 + n)), after=onward(following))


ENDLESS = {
    "too_many_pages": lambda n: year_page(n, n + 1),
    "without_report": lambda n: links((f"/day/{n}.html", f"第{n}天"), after=onward(n + 1)),
}
LOOPS = {  # and how many of its pages are asked for
    "it repeats itself": (lambda n: year_page(1, n + 1), 2),
    "it states more than it repeats": (lambda n: year_page(1, n + 1) + "<p>共 99 条</p>", 3),
    "it has nothing": (lambda n: f'<body><a href="/day/{n}.html">{n}日</a>{onward(n + 1)}', 2),
    "it leads back": (lambda n: year_page(n, 1 + n % 2), 2),
}


def looked_at(make, folder):
    """Return a collection of a list without an end, some steps later, and the pages asked for."""

    def answer(verb, path, query, form):
        if path == "/nb/":
            return 200, {"Content-Type": "text/html"}, make(int(query["page"])).encode()
        return None

    with Portal(answer) as portal:
        run = collection(portal, "/nb/?page=1", folder)
        list(islice(run.run(), 12))
        return run, [path for path in portal.asked if path.startswith("/nb/")]


def test_lists_that_never_end_do(tmp_path, monkeypatch):
    limits = states.toml("pipelines.portals", "limits.toml") | {"lists": 6, "without_report": 4}
    monkeypatch.setattr(states, "toml", lambda *_: limits)
    for code, make in ENDLESS.items():
        run, asked = looked_at(make, tmp_path / code)
        assert run.state.tallies[run.address].problem["code"] == code
        assert len(asked) <= 6
    for name, (make, count) in LOOPS.items():
        run, asked = looked_at(make, tmp_path / name)
        assert not run.state.lists
        assert len(asked) == count, name


def test_ten_thousand_stated_pages_are_not_all_asked_for(tmp_path):
    served = column(after='<script>createPageHTML(10000, 0, "index", "html")</script>')
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        assert [path for path in portal.asked if "index" in path] == ["/nb/index_1.html"]
        assert not is_whole(run.state)


def test_years_and_departments_within_a_column_are_followed_and_told_apart(tmp_path):
    offices = ("青禾市水务局", "青禾市教育局")
    rows = [(f"2024/{n}.html", title(office)) for n, office in enumerate(offices)]
    served = {"/nb/": links(("y2024/", "2024年"), ("/wx/", "政府部门信息公开年报"))}
    served |= {"/nb/y2024/": links(("1.html", "水务局"), ("2.html", "教育局"), ("3.html", "通知"))}
    served |= {f"/nb/y2024/{n + 1}.html": report(office) for n, office in enumerate(offices)}
    served |= {"/nb/y2024/3.html": "<p>" + "通知" * 400 + "</p>", "/wx/": links(*rows)}
    served |= {f"/wx/2024/{n}.html": report(office, 2023) for n, office in enumerate(offices)}
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        assert outcomes(run) == ["apart", "list", "new", "new", "new", "new"]
        assert is_whole(run.state)


SECTIONS = links(
    ("/zwgk/", "政务公开"), ("/xxgk/", "政府信息公开"), ("/x/", "要闻"), ("/nb.csv", "年度报告数据")
)
WAYS = {
    "named on the first page": {"/": links(("/nb/", "政府信息公开年报"), ("/zwgk/", "政务公开"))},
    "within a section": {
        "/": SECTIONS,
        "/zwgk/": links(("/nb/", "年度报告"), ("/xxgk/", "政府信息公开")),
        "/xxgk/": links(("/nb/", "公开年报"), ("/zwgk/", "政务公开")),
    },
    "two sections down": {
        "/index.html": links(("/zwgk/", "政务公开"), ("/x/", "要闻")),
        "/zwgk/": links(("/xxgk/", "法定主动公开内容"), ("/x/", "政策解读")),
        "/xxgk/": links(("/nb/", "政府信息公开工作年报")),
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_the_address_of_a_site_leads_to_its_column_and_nowhere_else(tmp_path, way):
    start = next(iter(WAYS[way]))
    with Portal(pages(WAYS[way] | column())) as portal:
        run = collected(portal, start, tmp_path)
        assert outcomes(run) == ["new", "new", "new"]
        assert is_whole(run.state)
        assert not {"/x/", "/nb.csv"} & set(portal.asked)


def test_a_site_without_a_way_to_a_column_says_that_none_was_found(tmp_path):
    with Portal(
        pages({"/": SECTIONS, "/zwgk/": links(("/x/", "要闻")), "/xxgk/": "<p>建设中"})
    ) as portal:
        run = collected(portal, "/", tmp_path)
        assert (outcomes(run), is_whole(run.state)) == ([], False)


def test_a_report_behind_its_page_is_brought_as_the_file_it_is(tmp_path):
    served = {
        "/nb/": links(
            ("a.html", title()), ("b.pdf", title(year=2023)), ("c.html", title(year=2022))
        ),
        "/nb/a.html": '<p>见附件</p><iframe src="/v/viewer.html?file=%2Ff%2Fa.pdf"></iframe>',
        "/f/a.pdf": b"%PDF-1.4 a",
        "/nb/b.pdf": b"%PDF-1.4 b",
        "/nb/c.html": '<p>见附件</p><a href="/f/c.pdf">附件.pdf</a>',
        "/f/c.pdf": "<html><body><p>文件不存在</p></body></html>",
    }
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        assert outcomes(run) == ["failed", "new", "new"]
        assert [address for _, address in run.desk.brought] == [
            portal.at("/f/a.pdf"),
            portal.at("/nb/b.pdf"),
        ]


def test_another_site_is_not_followed_and_the_site_decides_what_may_be_asked(tmp_path):
    served = column((2024, 2023)) | {"/robots.txt": b"\xef\xbb\xbfUser-agent: *\nDisallow: /r/2023"}
    served["/nb/"] = links(("http://yy.gov.cn/1.html", title(year=2020)), after=served["/nb/"])
    with Portal(pages(served)) as portal:
        run = collected(portal, "/nb/", tmp_path)
        codes = [result.get("problem", {}).get("code") for result in run.state.results.values()]
        assert sorted(filter(None, codes)) == ["off_site", "robots"]


def test_the_second_time_says_what_is_new_changed_and_gone(tmp_path):
    with Portal(pages(column())) as portal:
        first = collected(portal, "/nb/", tmp_path / "one")
        after = column((2025, 2024, 2023)) | {"/r/2024.html": report(year=2024, more="<p>改</p>")}
        portal.answer = pages(after)
        second = collected(portal, "/nb/", tmp_path / "two", Desk(first.desk.fetcher), first.state)
        assert outcomes(second) == ["changed", "new", "unchanged"]
        assert [result["address"] for result in gone(second.state, first.state)] == [
            portal.at("/r/2022.html")
        ]


def test_of_a_list_not_seen_to_its_end_nothing_is_called_gone(tmp_path):
    with Portal(pages(column())) as portal:
        first = collected(portal, "/nb/", tmp_path / "one")
        portal.answer = pages(column((2024,), after="<p>共 3 条</p>"))
        second = collected(portal, "/nb/", tmp_path / "two", Desk(first.desk.fetcher), first.state)
        assert not [*gone(second.state, first.state)]


def test_a_line_cut_short_is_taken_back_and_the_rest_goes_on(tmp_path):
    with Portal(pages(column())) as portal:
        run = collection(portal, "/nb/", tmp_path)
        list(islice(run.run(), 3))
        path = tmp_path / "journal.jsonl"
        path.write_bytes(path.read_bytes()[:-5])
        again = collected(portal, "/nb/", tmp_path, run.desk)
        assert sorted(address for _, address in run.desk.brought) == sorted(
            portal.at(f"/r/{year}.html") for year in YEARS
        )
        assert CollectionState.after(run.address, Journal(path)).results == again.state.results
