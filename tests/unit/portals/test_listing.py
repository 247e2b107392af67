"""One page of a list, in each engine's shape: what it links, states, and what is asked for next."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from pipelines.portals.addresses import key_of, resolved
from pipelines.portals.answers import read_answer
from pipelines.portals.engines import ListRequest, engine_at_once
from pipelines.portals.following import attachments
from pipelines.portals.listing import read_list
from pipelines.portals.refusals import refusal_in
from tests.unit.portals.sites import links, title

HOST = "http://xx.gov.cn"
TRS = "<script>createPageHTML({})</script>"
HEX = "0123456789abcdef" * 2


def page_of(path, text, **more):
    address = HOST + path
    return read_list(text, ListRequest(address, address, **more), address)


def two(after=""):
    return links(("a1.html", title(year=2024)), ("a2.html", title(year=2023)), after=after)


PAGERS = {
    "zero": ("/nb/", two(TRS.format('3, 0, "index", "html"')), "/nb/index_1.html", {}),
    "named": (
        "/nb/list.shtml",
        two(TRS.format("'box', 2, 1, 'list', 'shtml', 4")),
        "/nb/list_2.shtml",
        {},
    ),
    "set page": (
        "/nb/",
        two('<script>$("#p").pagination("setPage", 1, 3)</script>'),
        "/nb/index_2.html",
        {},
    ),
    "down": ("/nb.htm", two('<a href="nb/30.htm">下页</a>'), "/nb/30.htm", {}),
    "printed": (
        "/nb/list.htm",
        two('<a class="next" href="list2.htm">下一页</a>'),
        "/nb/list2.htm",
        {},
    ),
    "jpage": (
        "/col/col7/index.html",
        two(
            "<script>jQuery('#9').jpage({totalRecord:5,perPage:2,"
            "proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,unitid:'9'}})</script>"
        ),
        "/module/web/jpage/dataproxy.jsp",
        {"page": "2", "startrecord": "3", "endrecord": "4", "unitid": "9"},
    ),
    "truecms": (
        "/nb/nb.html",
        two(
            "<script>c.jpage({proxyUrl:'/TrueCMS/messageController/getMessage.do',perPage:2,"
            "ajaxParam:{columnId:'u-1'}})</script>"
        ),
        "/TrueCMS/messageController/getMessage.do",
        {"startrecord": "3", "columnId": "u-1"},
    ),
    "jpaas": (
        "/nb/",
        """<p querydata="{'webId':'w','tagId':'列表'}" url="/x/jpaas-publish-server/unit"></p>""",
        "/x/jpaas-publish-server/unit",
        {"webId": "w", "tagId": "列表", "paramJson": '{"pageNo":1,"pageSize":20}'},
    ),
    "ucap": (
        "/nb/list.shtml",
        f'<script>var channelId="{HEX}"</script>',
        f"/common/search/{HEX}",
        {"_isJson": "true", "page": "1"},
    ),
    "lonsun": (
        "/public/column/51?type=3&action=list",
        '<meta name="SiteId" content="40"><script>Ls.pagination("#p",{pageCount:2})</script>',
        "/site/label/8888",
        {"siteId": "40", "organId": "51", "type": "3", "pageIndex": "1"},
    ),
    "lonsun column": (
        "/content/column/60",
        two('<script>Ls.pagination("#p",{pageCount:2})</script>'),
        "/content/column/60",
        {"pageIndex": "2"},
    ),
    "gkmlpt": (
        "/gkmlpt/annualreport#2629",
        "<script>window._CONFIG = { SID: '90' };</script>",
        "/gkmlpt/api/all/2629",
        {"page": "1", "sid": "90"},
    ),
    "plain": (
        "/Info.aspx?cid=1&page=1",
        two('<a href="Info.aspx?cid=1&amp;page=2">下一页</a><a href="Info.aspx?page=9">尾页</a>'),
        "/Info.aspx",
        {"cid": "1", "page": "2"},
    ),
    "data": (
        "/api/list?pageNum=1&size=2",
        json.dumps({"code": 0, "data": {"total": 3, "list": [{"title": title(), "path": "/a/1"}]}}),
        "/api/list",
        {"pageNum": "2", "size": "2"},
    ),
    "frame": ("/shell.html", '<iframe src="/inner/list.html"></iframe>', "/inner/list.html", {}),
}


@pytest.mark.parametrize("engine", PAGERS)
def test_the_page_after_the_first_is_asked_for_as_the_engine_numbers_it(engine):
    path, text, expected, query = PAGERS[engine]
    (following,) = page_of(path, text).following
    assert urlsplit(following.address).path == expected
    asked = dict(parse_qsl(urlsplit(following.address).query))
    assert {name: asked.get(name) for name in query} == query


def test_a_list_that_answers_forms_alone_is_asked_by_its_address():
    request = engine_at_once(ListRequest(HOST + "/was5/web/search?channelid=45", HOST))
    assert dict(parse_qsl(request.form))["channelid"] == "45"
    assert dict(parse_qsl(request.form))["page"] == "1"


def test_what_a_page_lacks_is_looked_up_in_the_script_that_has_it():
    shell = '<ul id="list"></ul><script src="/js/webBuilderCommon.js"></script>'
    (script,) = page_of("/x/govInfoPub.html?categorynum=3&deptcode=1", shell).following
    assert script.is_script
    (first,) = read_list('var s={"siteGuid":"g-1"};', script, script.address).following
    sent = json.loads(first.form)
    assert first.address == HOST + "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
    assert (sent["siteGuid"], sent["categorynum"], sent["pageIndex"]) == ("g-1", "3", 0)


LINK = f'<a href="/a">{title()}</a>'
CUT = f'<a href="/a" title="{title()}">青禾市…</a> & <b>'
ATTACHED = {"title": title(), "path": None, "attachments": [{"name": "x", "url": "/a"}]}
ANSWERS = {
    "xml": "\ufeff\n<?xml version='1.0'?><datastore><totalrecord>5</totalrecord><recordset>"
    f"<record><![CDATA[{CUT}]]></record></recordset></datastore>",
    "fields": "<RESULT><RECORDCOUNT><![CDATA[5]]></RECORDCOUNT><REC><TITLE><![CDATA["
    f"{title()}]]></TITLE><URL><![CDATA[/a]]></URL></REC></RESULT>",
    "json": {"custom": {"total": 5, "data": [{"title": "青…", "realtitle": title(), "url": "/a"}]}},
    "html in json": {"data": {"html": f'{LINK}<p totalcount="5">'}},
    "file alone": {"total": 5, "rows": [ATTACHED]},
}
IN_A_CALL = {
    "jsonp": {"num": 5, "data": [{"title": title() + "<font></font>", "puburl": "/a"}]},
    "xml in jsonp": {
        "result": "<datastore><totalrecord>5</totalrecord><record><![CDATA["
        f"{LINK}]]></record></datastore>"
    },
}


def test_records_come_whole_out_of_every_wrapping():
    texts = {
        name: given if isinstance(given, str) else json.dumps(given)
        for name, given in ANSWERS.items()
    }
    texts |= {name: f"\nresult({json.dumps(given)});" for name, given in IN_A_CALL.items()}
    answers = {name: read_answer(text) for name, text in texts.items()}
    found = {
        name: ([(link.text, link.address) for link in answer.records], answer.total)
        for name, answer in answers.items()
    }
    assert found == dict.fromkeys(texts, ([(title(), "/a")], 5))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<title>安全验证</title><p>请拖动滑块完成验证</p>", "captcha"),
        ("<script>var $_ts={};</script>", "challenge"),
        ("<p>您的请求已被安全策略拦截</p>", "blocked"),
        ("<p>抱歉，您要找的页面已经不在了</p>", "missing"),
        ("<h2>环境异常</h2><a id='js_verify'>去验证</a>", "wechat"),
        (f"<p>{'信息公开' * 200}</p><p>您要找的页面不存在，验证码</p>", ""),
    ],
)
def test_a_page_in_place_of_what_was_asked_for_is_named(text, code):
    assert refusal_in(text) == code


def test_a_page_without_a_list_is_a_failure_that_says_which():
    reasons = {
        "/nb/a.html": ("<html><body><p>欢迎</p></body></html>", "no_links"),
        "/nb/b.html": (
            '<body><div id="app"></div><script src="x.js"></script></body>',
            "needs_browser",
        ),
        "/api/list?page=1": ('{"code":500,"msg":"参数错误","data":null}', "interface"),
        "/api/list?page=2": ('{"code":0,"data":{"total":0,"list":[]}}', ""),
    }
    found = {path: page_of(path, text).problem for path, (text, _) in reasons.items()}
    assert found == {path: problem for path, (_, problem) in reasons.items()}


def test_a_page_that_led_to_the_first_of_the_site_is_gone():
    request = ListRequest(HOST + "/gknb2023/", HOST + "/gknb2023/")
    assert read_list(two(), request, HOST + "/").problem == "moved"


def test_links_are_made_whole_and_twins_have_one_key():
    base = HOST + "/x/y.html"
    twins = (
        *("/a/1.html", "//xx.gov.cn/a/1.html", "/a/1.html;jsessionid=0A", "/a/1.html#top"),
        *("../a/1.html?_=0.1", " \\a\\1.html\n", "https://www.xx.gov.cn:443/a/1.html"),
    )
    assert {key_of(resolved(base, href)) for href in twins} == {"//xx.gov.cn/a/1.html"}
    assert {resolved(base, href) for href in ("javascript:void(0)", "#", "mailto:a@b", "")} == {""}
    assert key_of(HOST + "/nb/") == key_of(HOST + "/nb/index.html")
    assert key_of(HOST + "/a?id=1") != key_of(HOST + "/a?id=2")


def test_every_way_to_attach_a_file_is_seen_and_each_file_once():
    text = """<a href="files/a.docx">附件</a><a href="/get.jsp?id=5">年报.pdf</a>
    <iframe src="/pdf/viewer.html?file=%2Ffiles%2Fb.pdf#page=1"></iframe><embed src="/files/b.pdf">
    <div pdfsrc="/files/c.pdf"></div><a href="javascript:;" onclick="open('/files/d.ofd')">看</a>
    <a href="other.html">其他</a>"""
    names = ("/nb/files/a.docx", "/get.jsp?id=5", "/files/b.pdf", "/files/c.pdf", "/files/d.ofd")
    assert attachments(text, HOST + "/nb/x.html") == [HOST + name for name in names]


def test_a_menu_of_the_site_is_no_list_of_the_column():
    text = links(("/bm/", "部门"), ("jz/", "街镇"), ("../nb2023/", "2023年"), ("/r/1.html", "部门"))
    kinds = {link.address: link.kind for link in page_of("/zwgk/nb/", text).links}
    folders = {address for address, kind in kinds.items() if kind == "folder"}
    assert folders == {HOST + "/zwgk/nb/jz/", HOST + "/zwgk/nb2023/"}


def test_what_a_record_counts_is_not_what_its_list_states():
    rows = [{"title": title(), "url": "/a", "count": 817}]
    assert read_answer(json.dumps({"data": {"list": rows}})).total is None
    assert read_answer(json.dumps({"classify": {"id": 1}, "total": 3, "articles": rows})).total == 3


def test_words_that_turn_the_page_are_no_records():
    text = f'<p><a href="/a">{title()}</a></p>共 2 条 <a href="#">下一页</a><a href="2.html">2</a>'
    assert [link.address for link in page_of("/search.jsp", text).links] == [HOST + "/a"]
