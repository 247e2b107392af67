"""A report in the page of a portal: what is its own, and what stands around it."""

import base64
from datetime import date
from email.header import Header

import pytest

from pipelines.agencies import Agencies
from pipelines.catalogue.load import catalogue
from pipelines.model import Rejection, Status
from pipelines.parse import parse
from pipelines.read import read
from pipelines.settings import settings

PROSE = "按照条例要求公开政府信息，健全制度，落实责任，接受监督，全年主动公开政府信息56条。"
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
NAME = "抚宁区茶棚乡人民政府"
OTHER = "景宁畲族自治县景南乡人民政府"


@pytest.fixture(scope="module")
def agencies():
    return Agencies.load(settings().reference)


@pytest.fixture
def parsed(agencies):
    """Return a function that reads and parses bytes or markup."""

    def run(page, name="page.html"):
        data = page if isinstance(page, bytes) else page.encode()
        reading = read(data, name)
        assert not isinstance(reading, Rejection), reading
        return parse(reading, catalogue(), agencies), reading

    return run


def body(self="我乡", preface="", year=2023):
    """Return a report's markup: every section with a sentence of the report's own."""
    parts = "".join(f"<p>{head}</p><p>{year}年，{self}{PROSE}</p>" for head in SECTIONS)
    return f"<p>{preface}</p>{parts}"


def page(title, inner, *, head="", bar="", sign="", foot="", name=""):
    """Return a portal's page: the county's name, the way, links, particulars, foot."""
    return (
        f"<html><head><title>{name or title}_抚宁区人民政府</title></head><body>"
        "<div class='top'>抚宁区人民政府</div><div>今天是：2026-03-04 星期三</div>"
        "<div><a href='/'>首页</a> &gt; <a href='/a'>政府信息公开</a> &gt; 年报</div>"
        f"{head}<h1>{title}</h1>{bar}{inner}{sign}{foot}</body></html>"
    )


LINKS = "".join(
    f"<li><a href='{n}.html'>{name}{year}年政府信息公开工作年度报告</a>"
    f"<span>{year + 1}-02-0{n}</span></li>"
    for n, (name, year) in enumerate([(NAME, 2022), (OTHER, 2023), (NAME, 2021)], 1)
)
FOOT = (
    f"<p>上一篇：<a href='a.html'>{OTHER}2023年政府信息公开工作年度报告</a></p>"
    f"<h3>相关链接</h3><ul>{LINKS}</ul>"
    "<div>主办：抚宁区人民政府　承办：抚宁区人民政府办公室</div><div>抚宁区人民政府</div>"
    "<div>2026年3月4日</div>"
)
SIGN = f"<p>{NAME}</p><p>2024年1月9日</p>"
BARE = "2023年政府信息公开工作年度报告"


def test_the_signature_is_the_reports_and_not_the_pages(parsed):
    wrong = {}
    for title in (f"{NAME}{BARE}", BARE):
        for head in ("", f"<div>最新公开</div><ul>{LINKS}</ul>"):
            text = page(
                title, body(), head=head, bar="<p>发布时间：2024-01-15</p>", sign=SIGN, foot=FOOT
            )
            (report,), _ = parsed(text)
            said = (report.agency.id, report.report_year, report.published_on, report.signed_on)
            if said != ("130306200", 2023, date(2024, 1, 15), date(2024, 1, 9)):
                wrong[title, bool(head)] = said
    assert wrong == {}


def test_a_name_and_a_day_of_the_site_below_a_report_are_no_signature(parsed):
    for foot in ("<div>抚宁区人民政府办公室　2026年3月4日</div>", "<div>2026年3月4日</div>"):
        (report,), _ = parsed(page(f"{NAME}{BARE}", body(), foot=foot))
        status = {one.name: one.status for one in report.particulars}["signed_on"]
        assert (report.signed_on, status, report.agency.id) == (None, Status.LOST, "130306200")


SIGNATURES = {
    "东至县司法局2024年2月7日": "东至县司法局",  # 至 is a part of the name, no span of time
    "抚宁区茶棚乡人民政府（盖章）　二〇二四年二月七日": "抚宁区茶棚乡人民政府",
    "- 5 -抚宁区茶棚乡人民政府 2024-02-07": "抚宁区茶棚乡人民政府",
}


def test_readers_below_a_report_and_who_answers_them_sign_nothing(parsed):
    comments = (
        "<div>网友：抚宁区榆关镇 2024年3月2日</div>"
        "<div>回复单位：抚宁区榆关镇人民政府 2024年3月8日</div>"
    )
    sign = f"<p>{NAME}</p><p>2024年1月9日</p>"
    for head in ("", "<div>网友评论</div>"):
        title = f"{NAME}2023年政府信息公开工作年度报告"
        found, _ = parsed(page(title, body(), sign=sign, foot=head + comments))
        assert [one.signed_on for one in found] == [date(2024, 1, 9)], head


def test_a_signature_on_one_line_is_a_name_and_a_day(parsed):
    wrong = {}
    for line, name in SIGNATURES.items():
        self = "我局" if name.endswith("局") else "我乡"
        (report,), _ = parsed(page(BARE, body(self), sign=f"<p>{line}</p>", foot=FOOT))
        said = (report.agency.name, bool(report.agency.id), report.signed_on)
        if said != (name, True, date(2024, 2, 7)):
            wrong[line] = said
    assert wrong == {}


def test_a_page_without_a_signature_takes_none_from_its_frame(parsed):
    (report,), _ = parsed(page(f"{NAME}{BARE}", body(), foot=FOOT))
    assert (report.signed_on, report.published_on) == (None, None)


@pytest.mark.parametrize(
    "bar",
    ["", "<p>来源：抚宁区人民政府</p>", "<p>发布机构：抚宁区人民政府办公室</p>"],
)
def test_a_report_that_names_nobody_is_not_its_sites(parsed, bar):
    (report,), _ = parsed(page(BARE, body(), bar=bar, foot=FOOT))
    assert report.agency.id == ""


OPENINGS = (
    f"根据条例要求，现发布《{NAME}2023年政府信息公开工作年度报告》。",
    f"本报告由{NAME}编制。",
    f"如有疑问，请与{NAME}联系（电话：00000000）。",
    f"现将{NAME}2023年度政府信息公开工作情况公布如下。",
    "本报告由秦皇岛市抚宁区茶棚乡人民政府党政办公室负责编制。",
    f"对本报告有疑问的，请联系：{NAME}；联系电话：00000000。",
    f"按照条例的要求，{NAME}特编制2023年政府信息公开年度报告。",
    f"现将{NAME}（以下简称乡政府）2023年度信息公开工作报告如下：",
    f"2023年，在上级部门的关心指导下，{NAME}认真做好政府信息公开工作。",
    f"根据某办公室关于政府信息公开工作年度报告有关事项的通知，由{NAME}编制。",
)


@pytest.mark.parametrize("preface", OPENINGS)
def test_the_first_sentences_name_who_reports(parsed, preface):
    (report,), _ = parsed(page(BARE, body(preface=preface), foot=FOOT))
    assert report.agency.id == "130306200"


NO_NAMES = (
    "根据某某办公室关于政府信息公开工作年度报告有关事项的通知要求编制本报告。",
    "本报告依据《中华人民共和国政府信息公开条例》（国务院令第711号）和《中华人民共和国政府信息公开工作"
    "年度报告格式》（国办公开办函〔2021〕30号）要求编制，数据统计期限为2023年1月1日至12月31日。",
)


def test_the_title_of_a_notice_names_nobody_who_reports(parsed):
    text = {preface: parsed(body(preface=preface))[0][0].agency.name for preface in NO_NAMES}
    assert text == dict.fromkeys(NO_NAMES, "")


def test_a_title_broken_behind_its_year_is_the_agencys_own(parsed):
    broken = f"<p>{NAME}2023年度政府</p><p>信息公开工作年度报告</p>"
    (report,), _ = parsed(broken + body(preface=NO_NAMES[0]))
    assert (report.agency.id, report.report_year) == ("130306200", 2023)


def test_a_township_that_signs_under_its_countys_title_is_left_open(parsed):
    (report,), _ = parsed(page(f"抚宁区人民政府{BARE}", body(), sign=SIGN))
    assert (report.agency.id, report.agency.candidates) == ("", ("130306", "130306200"))


BARS = {
    "<p>2024-01-15</p>": date(2024, 1, 15),
    "<p>2024-01-15 16:45 稿件作者： 浏览量：- 【浏览字体： 】</p>": date(2024, 1, 15),
    "<p>来源：抚宁区政府网 2024-01-15 09:30</p>": date(2024, 1, 15),
    "<p>2024年1月15日 10:20 来源：本站</p>": date(2024, 1, 15),
    "<p>发布时间：2024-01-15 更新时间：2025-02-02</p>": date(2024, 1, 15),
    "<p>发布日期：2024-01-15</p><p>发布时间：2024-03-15</p>": None,  # two, and nothing tells
    "<p>发布时间：2019-01-15</p>": None,  # before the year reported on
    "<p>（2024年1月15日）</p>": None,  # of the report, not of the page
}


def test_the_day_of_publication_is_read_from_the_particulars_below_the_title(parsed):
    wrong = {}
    for bar, day in BARS.items():
        (report,), _ = parsed(page(f"{NAME}{BARE}", body(), bar=bar, foot=FOOT))
        if report.published_on != day:
            wrong[bar] = report.published_on
    assert wrong == {}


def test_a_meta_tag_dates_a_page_that_prints_no_day(parsed):
    text = page(f"{NAME}{BARE}", body())
    text = text.replace("<head>", '<head><meta name="PubDate" content="2024-01-15 10:00">')
    (report,), _ = parsed(text)
    assert report.published_on == date(2024, 1, 15)


def test_an_article_of_wechat_is_dated_by_its_script(parsed):
    text = (
        '<html><body><script>var ct = "1705456800";</script><h1 id="activity-name">'
        f'{NAME}{BARE}</h1><em id="publish_time"></em><div id="js_content">{body()}</div></body>'
    )
    (report,), _ = parsed(text)
    assert (report.agency.id, report.published_on) == ("130306200", date(2024, 1, 17))


def test_every_particular_has_its_place_and_what_is_printed_there(parsed):
    text = page(f"{NAME}{BARE}", body(), bar="<p>发布时间：2024-01-15</p>", sign=SIGN, foot=FOOT)
    (report,), reading = parsed(text)
    found = {one.name: one for one in report.particulars}
    assert set(found) == {
        "agency", "code", "report_year", "period", "published_on", "signed_on",
    }  # fmt: skip
    for one in report.particulars:
        if one.place is not None:
            assert reading.text_at(one.place) == one.raw
    assert (found["published_on"].raw, found["signed_on"].raw) == ("2024-01-15", "2024年1月9日")
    assert found["period"].status is Status.ABSENT
    assert (found["code"].value, found["agency"].source) == ("130306200", "title")


def test_markdown_of_a_page_is_read_like_the_page(parsed):
    heads = "\n".join(f"## **{head}**\n\n- 2023年，我乡{PROSE}\n" for head in SECTIONS)
    (report,), _ = parsed(f"# {NAME}{BARE}\n\n{heads}".encode(), "page.md")
    assert (report.agency.id, [s.number for s in report.sections]) == ("130306200", [*range(1, 7)])


def test_radicals_of_a_printed_pdf_are_the_characters_they_look_like(parsed):
    text = f"{NAME}{BARE}\n".replace("民", "⺠") + "\n".join(
        f"{head}\n2023年，我乡{PROSE}" for head in SECTIONS
    )
    (report,), _ = parsed(text.encode(), "page.txt")
    assert report.agency.id == "130306200"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_page_without_a_declared_charset_is_read_in_its_own(parsed, encoding):
    names = (
        "臺北市政府資訊公開年度報告情況人民行政申請" if encoding == "big5hkscs" else f"{NAME}{BARE}"
    )
    text = f"<html><body><h1>{names}</h1><p>{names * 3}</p></body></html>"
    reading = read(text.encode(encoding), "page.html")
    assert reading.blocks[0].text == names


def test_a_page_saved_as_one_file_is_read_as_its_page(parsed):
    text = page(f"{NAME}{BARE}", body(), bar="<p>发布时间：2024-01-15</p>", sign=SIGN, foot=FOOT)
    inner = base64.encodebytes(text.encode("gb18030")).decode()
    title = Header("年报", "utf-8").encode()
    saved = (
        f"From: <Saved by Blink>\r\nSubject: {title}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x"\r\n\r\n'
        "----x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: http://www.example.gov.cn/a.html\r\n\r\n{inner}\r\n----x--\r\n"
    )
    (report,), reading = parsed(saved.encode(), "page.mht")
    assert (report.agency.id, report.signed_on) == ("130306200", date(2024, 1, 9))
    assert (reading.format, report.address) == ("html", "http://www.example.gov.cn/a.html")


def test_a_list_of_reports_is_named_and_keeps_its_links(parsed):
    text = f"<html><head><title>政府信息公开年报</title></head><body><ul>{LINKS}</ul></body></html>"
    found, _ = parsed(text)
    assert isinstance(found, Rejection)
    assert (found.code, found.detail) == ("list_page", {"count": "3"})
    assert [link.address for link in found.links] == ["1.html", "2.html", "3.html"]


def test_a_report_that_ends_in_its_first_section_is_incomplete(parsed):
    text = "统计期限为2023年1月1日至12月31日。根据《政府信息公开条例》编制。\n一、总体情况\n近日"
    found, _ = parsed(text.encode(), "page.txt")
    assert isinstance(found, Rejection)
    assert found.code == "incomplete"
