"""Every engine's invented site, served on this machine in its own shape, from column to reports."""

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from pipelines.parse.kind import leads_to_report
from pipelines.portals.answers import read_answer
from pipelines.portals.refusals import refusal_in
from pipelines.read.sniff import decode
from tests.unit.portals.sites import Portal, collected

PORTALS = Path(__file__).resolve().parents[4] / "shared" / "portals"
# Site → its column, the links to reports, what it states, and whether its list was seen whole.
SITES = {
    "attachments": ("/nb/list.html", 5, None, True),
    "epoint-ewb": (
        "/dynamic/zwgk/govInfoPub.html?categorynum=003009&deptcode=001001",
        *(3, 3, True),
    ),
    "gkmlpt": ("/gkmlpt/annualreport#2629", 2, 3, False),
    "hanweb-jpaas": ("/xxgk/nb/index.html", 3, 3, True),
    "hanweb-jpage": ("/col/col4101/index.html", 5, 5, True),
    "hanweb-xxgk": ("/col/col4201/index.html", 2, 3, True),
    "jeecms-jhtml": ("/zwgk/nb/index.jhtml", 2, 2, True),
    "lonsun-label": ("/public/column/5150?type=3&action=list", 3, 3, True),
    "query-and-detail-paths": ("/InfoPublic.aspx?cid=1019&pid=971&page=1&kw=", 2, None, True),
    "spa-json": ("/api/content/list?channel=nb&pageNum=1&pageSize=2", 3, 3, True),
    "sudy-webplus": ("/379/list.htm", 3, None, True),
    "trs-govsearch-jsonp": (
        "/govsearch/jsonp/gkml/zf_list.jsp?page=1&channelId=321&callback=result",
        *(3, 3, True),
    ),
    "trs-was5": ("/was5/web/search?channelid=456", 3, 3, True),
    "trs-wcm-one-based": ("/qhs/nb/xxgk_list.shtml", 2, 2, True),
    "trs-wcm-zero-based": ("/zwgk/nb/", 4, None, False),
    "truecms": ("/nb/nb.html", 3, None, True),
    "ucap-search-json": ("/qhs/c100777/list.shtml", 3, 3, True),
    "vsb": ("/xxgk/nb.htm", 5, None, True),
    "vsb-egovinfo": (
        "/xxgk_list.jsp?urltype=egovinfo.EgovInfoList&wbtreeid=1036&sccode=nb",
        *(2, None, True),
    ),
    "year-folders": ("/zfxxgk/zfxxgknb/", 3, None, True),
}
_SIZES = frozenset({"pageSize", "_pageSize", "perpage", "endrecord"})


def answer_of(folder):
    """Return an answer by a site's table of routes: the row that asks for the most wins."""
    rows = json.loads((folder / "routes.json").read_text("utf-8"))

    def answer(verb, path, query, form):
        given = query | {name: str(value) for name, value in form.items()}
        if "paramJson" in given:
            given["paramJson.pageNo"] = str(json.loads(given["paramJson"])["pageNo"])
        fitting = [
            (len(wanted), row)
            for row, wanted in map(asked_by, rows, [verb] * len(rows))
            if wanted is not None and fits(wanted, path, given)
        ]
        if not fitting:
            return None
        row = max(fitting, key=lambda pair: pair[0])[1]
        data = b"" if row["file"] == "-" else (folder / row["file"]).read_bytes()
        headers = {"Content-Type": row["content_type"]}
        headers |= {"Location": row["location"]} if "location" in row else {}
        return row["status"], headers, data

    return answer


def asked_by(row, verb):
    verbs, _, rest = row["request"].partition(" ")
    address, _, form = rest.partition(" ")
    parts = urlsplit(address)
    wanted = dict(parse_qsl(f"{parts.query}&{form}", keep_blank_values=True))
    return row, {"": parts.path} | wanted if verb in verbs.split("|") else None


def fits(wanted, path, given):
    named = {name: value for name, value in wanted.items() if name and name not in _SIZES}
    return wanted[""] == path and all(given.get(name, "") == named[name] for name in named)


@pytest.mark.parametrize("name", SITES)
def test_a_site_of_each_engine_is_seen_to_its_end_or_said_to_be_cut(name, tmp_path):
    if not PORTALS.exists():
        pytest.skip("the invented sites are not at hand")
    path, count, total, is_whole = SITES[name]
    with Portal(answer_of(PORTALS / name)) as portal:
        run = collected(portal, path, tmp_path)
        tally = run.state.tallies[run.address]
        assert len(run.state.links) == count
        assert (tally.total, tally.is_whole) == (total, is_whole)
        assert len(portal.asked) == len(set(portal.asked)) or name in {
            "epoint-ewb",
            "trs-was5",
            "hanweb-xxgk",
        }


def test_the_pages_that_stand_in_for_others_are_named():
    folder = PORTALS / "traps"
    if not folder.exists():
        pytest.skip("the invented sites are not at hand")
    codes = {
        "c412.html": "challenge",
        "c403.html": "blocked",
        "c200.html": "captcha",
        "soft404.html": "missing",
        "robots_html.html": "missing",
        "wechat_verify.html": "wechat",
        "dates.html": "",
    }
    texts = {name: decode((folder / name).read_bytes())[0] for name in codes}
    assert {name: refusal_in(text) for name, text in texts.items()} == codes
    for name in ("gbk_meta.html", "gbk_nometa.html", "utf8_but_meta_gbk.html"):
        (link,) = read_answer(decode((folder / name).read_bytes())[0]).links
        assert leads_to_report(link.text), name
