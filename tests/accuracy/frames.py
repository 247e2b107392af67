"""Pages as portals make them: a report inside a frame full of other names and other dates."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.accuracy import markup
from tests.accuracy.compose import Draft, Part, draft
from tests.accuracy.places import draw
from tests.accuracy.truth import Paper
from tests.forms.chance import Chance

NAMED = ("title", "title", "title", "signature", "signature", "opening", "crumb", "nobody")


@dataclass(slots=True)
class Frame:
    """What stands around one report: the site's own name, other reports, other days."""

    made: Draft
    named: str

    @property
    def chance(self) -> Chance:
        """Return the chance of the paper."""
        return self.made.chance

    def day(self) -> str:
        """Return a day that has nothing to do with the report."""
        year = self.made.truth.year + self.chance.between(-3, 3)
        return date(year, self.chance.between(1, 12), self.chance.between(1, 28)).isoformat()

    def others(self, count: int) -> list[str]:
        """Return titles of other reports: other years, other agencies."""
        who, year = self.made.truth.who, self.made.truth.year
        names = [f"{who.name}{year - k}年政府信息公开工作年度报告" for k in (1, 2, 3)]
        names += [
            f"{draw(self.chance).name}{year - self.chance.between(0, 2)}年政府信息公开工作年度报告"
            for _ in range(3)
        ]
        names += [f"{who.county}人民政府关于印发{year}年政务公开工作要点的通知", "部门预算公开"]
        return self.chance.some(names, count)

    def links(self, tag: str = "li", count: int = 5) -> str:
        """Return links to other documents, most of them dated."""
        shape = self.chance.pick(
            [
                '<{tag}><a href="t{n}.html" title="{name}">{name}</a><span>{day}</span></{tag}>',
                '<{tag}><span>[{day}]</span><a href="/art/{n}.html">{name}</a></{tag}>',
                '<{tag}><a href="./t{n}.html">{name}</a></{tag}><{tag}>{day}</{tag}>',
                '<{tag}><a href="content_{n}.html">{name}</a></{tag}>',
            ]
        )
        return "".join(
            shape.format(tag=tag, n=self.chance.between(1, 9999), name=name, day=self.day())
            for name in self.others(count)
        )

    def header(self) -> str:
        """Return the top of the site: its name, today's day, its columns."""
        who = self.made.truth.who
        site = f"{who.county}人民政府" + self.chance.pick(["", "门户网站", "网", "政务公开"])
        today = self.chance.pick(
            ["", f"<div>今天是：{self.day()} 星期三</div>", f"<span>当前时间：{self.day()}</span>"]
        )
        columns = "".join(
            f'<li><a href="/{n}/">{name}</a></li>'
            for n, name in enumerate(("首页", "政务公开", "政务服务", "互动交流", "走进本地"))
        )
        return f"<div class='hd'>{site}</div>{today}<ul>{columns}</ul>"

    def crumb(self) -> str:
        """Return the way to the page; it names the agency only where nothing else does."""
        who = self.made.truth.who
        steps = [f"{who.county}人民政府", "政府信息公开", "政府信息公开年报"]
        if self.named == "crumb":
            steps.insert(2, who.name)
        links = [f'<a href="/c/">{step}</a>' for step in ("首页", *steps)]
        mark = self.chance.pick([" &gt; ", ">", " &gt;&gt; ", "&nbsp;&gt;&nbsp;"])
        return (
            f"<div>{self.chance.pick(['当前位置：', '您所在的位置：', ''])}{mark.join(links)}</div>"
        )

    def bar(self) -> str:
        """Return the particulars below the title."""
        day = self.made.truth.published
        if day is None:
            return ""
        county = self.made.truth.who.county
        return self.chance.pick(
            [
                f"<div>发布日期：{day} 浏览次数：<span id='h'></span> 字号：[大 中 小]</div>",
                f"<p>发布时间：{day} 09:3{self.chance.between(0, 9)}　来源：{county}人民政府</p>",
                f"<div>{day} 16:4{self.chance.between(0, 9)}　来源：{county}政府网　作者：　"
                "【字体：大 中 小】</div>",
                f"<div><span>时间：{day}</span><span>来源：{county}人民政府办公室</span></div>",
                f"<div>{day}</div>",
            ]
        )

    def title(self) -> str:
        """Return the title, with the agency only where it is named there."""
        who, year = self.made.truth.who, self.made.truth.year
        name = who.name if self.named == "title" else ""
        return self.chance.pick(
            [f"{name}{year}年政府信息公开工作年度报告", f"{name}{year}年度政府信息公开工作年度报告"]
        )

    def body(self) -> str:
        """Return the report itself."""
        style = self.chance.pick(["plain", "word", "plain", "grouped"])
        return markup.body(self.made, style)

    def foot(self) -> str:
        """Return what stands below a report: neighbours, related links, who runs the site."""
        who = self.made.truth.who
        neighbours = self.others(2)
        parts = [
            f"<p>上一篇：<a href='1.html'>{neighbours[0]}</a></p><p>下一篇：{neighbours[1]}</p>",
            f"<h3>{self.chance.pick(['相关链接', '相关信息', '相关阅读', '热点信息'])}</h3>"
            f"<ul>{self.links()}</ul>",
            f"<div>【打印本页】【关闭窗口】</div><div>更新时间：{self.day()}</div>",
        ]
        kept = self.chance.some(parts, self.chance.between(1, 3))
        site = (
            f"<div>主办：{who.county}人民政府　承办：{who.county}人民政府办公室</div>"
            f"<div>{who.county}人民政府版权所有 标识码：130{self.chance.between(1000, 9999)}</div>"
            f"<div>{who.county}人民政府</div><div>{self.day()}</div>"
        )
        return "".join(kept) + site


def _hanweb(f: Frame) -> str:
    return (
        f"{f.header()}<table><tr><td>{f.crumb()}</td></tr></table>"
        f"<div id='c'><p class='title'><!--<$[标题名称(html)]>begin-->{f.title()}</p>{f.bar()}"
        f"<div id='zoom'>{f.body()}</div></div>{f.foot()}"
    )


def _trs(f: Frame) -> str:
    return (
        f"{f.header()}{f.crumb()}<div class='left'><ul>{f.links(count=4)}</ul></div>"
        f"<h1>{f.title()}</h1>{f.bar()}<div class='TRS_Editor'>{f.body()}</div>{f.foot()}"
    )


def _ucap(f: Frame) -> str:
    day = f.made.truth.published
    publisher = f.made.truth.who.name if f.named == "title" else ""
    index = (
        f"<table><tr><td>索引号：</td><td>0143{f.chance.between(10, 99)}</td>"
        f"<td>发布机构：</td><td>{publisher}</td></tr>"
        f"<tr><td>发布日期：</td><td>{day or ''}</td><td>主题：</td><td>政务公开</td></tr></table>"
    )
    return f"{f.header()}{f.crumb()}{index}<h1>{f.title()}</h1><div>{f.body()}</div>{f.foot()}"


def _lonsun(f: Frame) -> str:
    return (
        f"{f.header()}<div>{f.links(tag='p', count=5)}</div>{f.crumb()}"
        f"<h2>{f.title()}</h2>{f.bar()}<div class='j-fontContent'>{f.body()}</div>{f.foot()}"
    )


def _vsb(f: Frame) -> str:
    return (
        f"{f.header()}<table><tr><td><table><tr><td>栏目导航</td></tr><tr><td>{f.links()}</td></tr>"
        f"</table></td><td>{f.crumb()}<table><tr><td>{f.title()}</td></tr></table>{f.bar()}"
        f"<div id='vsb_content'>{f.body()}</div></td></tr></table>{f.foot()}"
    )


def _plain(f: Frame) -> str:
    return f"{f.header()}<h3>{f.title()}</h3>{f.bar()}{f.body()}<br>{f.foot()}"


ENGINES = (_hanweb, _trs, _ucap, _lonsun, _vsb, _plain)


def prepare(chance: Chance) -> tuple[Frame, Draft]:
    """Return a report without a page of its own and the frame it is put into."""
    made = draft(chance, chrome=False)
    named = chance.pick(NAMED)
    truth = made.truth
    truth.published = date(truth.year + 1, 1, 5) + timedelta(days=chance.between(0, 60))
    if chance.often(0.15):
        truth.published = None
    made.parts = [part for part in made.parts if part.kind not in {"title", "sign"}]
    for part in made.parts:
        part.text = part.text.replace(truth.who.name, "") if named != "title" else part.text
    if named == "opening":
        made.parts.insert(0, Part("p", _opening(chance, truth.who.name, truth.year)))
    _sign(made, named)
    if named in {"crumb", "nobody"}:
        truth.who = replace(truth.who, how="loose")
    return Frame(made, named), made


def _opening(chance: Chance, name: str, year: int) -> str:
    return chance.pick(
        [
            f"根据条例要求，现发布《{name}{year}年政府信息公开工作年度报告》，欢迎监督。",
            f"本报告由{name}编制，所列数据统计期限为{year}年1月1日至{year}年12月31日。",
            f"如对本报告有疑问，请与{name}联系（地址：本地，电话：00000000）。",
            f"现将{name}{year}年政府信息公开工作情况报告如下。",
        ]
    )


def _sign(made: Draft, named: str) -> None:
    truth, chance = made.truth, made.chance
    truth.signed = None
    if named == "signature" or chance.often(0.5):
        day = (truth.published or date(truth.year + 1, 1, 20)) - timedelta(chance.between(0, 5))
        truth.signed = day
        if named in {"signature", "title"}:
            made.add("sign", truth.who.name)
        made.add("sign", f"{day.year}年{day.month}月{day.day}日")


def framed(chance: Chance) -> Paper:
    """A report in the page of a portal."""
    frame, made = prepare(chance)
    page = markup.document(chance.pick(ENGINES)(frame), frame.title(), "plain")
    return Paper("", "report.html", page.encode(), [made.truth])


def saved(chance: Chance) -> Paper:
    """The same page saved by a browser as one file."""
    frame, made = prepare(chance)
    charset = chance.pick(["utf-8", "gb2312"])
    page = markup.document(chance.pick(ENGINES)(frame), frame.title(), "plain")
    body = base64.encodebytes(page.encode("gb18030" if charset != "utf-8" else charset)).decode()
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/a.html\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="----MultipartBoundary--x----"\r\n\r\n'
    )
    part = (
        f"------MultipartBoundary--x----\r\nContent-Type: text/html; charset={charset}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Location: http://www.example.gov.cn/a.html\r\n\r\n{body}\r\n"
    )
    picture = (
        "------MultipartBoundary--x----\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    )
    whole = f"{head}{part}{picture}------MultipartBoundary--x------\r\n"
    return Paper("", "report.mht", whole.encode(), [made.truth])
