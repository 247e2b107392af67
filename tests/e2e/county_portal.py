"""A county's column on a portal, with three columns below it, each in another engine's shape."""

ADDRESS = "/zfxxgk/nb/"
PROXY = "/module/web/jpage/dataproxy.jsp"


def county_column(reports, title):
    """Return pages by path, those of the proxy by path and number, of (town, year, text) reports.

    The towns are shared out in their order: two to the first engine, two to the second, the rest.
    """
    towns = list(dict.fromkeys(town for town, _, _ in reports))
    pages = {}

    def shelf(path, first, last):
        """Put the reports of some towns where an engine has them; return their entries."""
        listed = []
        for town, year, text in reports:
            number = towns.index(town)
            if first <= number < last:
                href = path.format(number=number, year=year, next=year + 1)
                pages[href] = text
                listed.append((href, title.format(town=town, year=year), f"{year + 1}-01-20"))
        return listed

    pages |= jpage(shelf("/art/{next}/1/20/art_4101_{number}{year}.html", 0, 2))
    pages |= trs(shelf("/zfxxgk/nb/xz/{next}01/t{next}0120_{number}{year}.html", 2, 4))
    pages |= vsb(shelf("/info/1026/{number}{year}.htm", 4, len(towns)))
    columns = {"col4101/index.html": "区直部门", "xz/": "乡镇", "jd/nb.htm": "街道"}
    links = "".join(f'<li><a href="{href}">{words}</a></li>' for href, words in columns.items())
    return pages | {ADDRESS: f"<ul>{links}</ul>"}


def entry(href, words, day):
    return f'<li><a href="{href}" title="{words}">{words[:12]}…</a><span>{day}</span></li>'


def jpage(entries):
    """Hanweb: the first records in the page itself, the others from a proxy by their numbers."""
    pages, size = {}, 5
    last = -(-len(entries) // size)
    for page in range(1, last + 2):  # a page more than there are repeats the last one
        at = (min(page, last) - 1) * size
        shown = entries[at : at + size]
        cells = "".join(f"<record><![CDATA[{entry(*one)}]]></record>" for one in shown)
        sums = f"<totalrecord>{len(entries)}</totalrecord><totalpage>{last}</totalpage>"
        pages[f"{PROXY} {page}"] = f"<datastore>{sums}<recordset>{cells}</recordset></datastore>"
    first = pages[f"{PROXY} 1"].partition("</totalpage>")[2]
    group = f'<a href="{PROXY}?page=1&columnid=4101&unitid=60021"></a>'
    pages["/zfxxgk/nb/col4101/index.html"] = (
        '<div id="60021"><script type="text/xml"><datastore>'
        f"<nextgroup><![CDATA[{group}]]></nextgroup>{first}</script></div>"
        f"<script>jQuery('#60021').jpage({{totalRecord:{len(entries)},perPage:{size},groupSize:1,"
        f"proxyUrl:'{PROXY}',ajaxParam:{{col:1,columnid:4101,unitid:60021}}}});</script>"
    )
    return pages


def trs(entries):
    """TRS: static pages, the second of them index_1.html; links begin with a dot."""
    pages, size = {}, 6
    count = -(-len(entries) // size)
    for page in range(count):
        shown = entries[page * size : (page + 1) * size]
        rows = "".join(
            entry(f".{href.removeprefix('/zfxxgk/nb/xz')}", *said) for href, *said in shown
        )
        turn = f'<script>createPageHTML({count}, {page}, "index", "html");</script>'
        pages[f"/zfxxgk/nb/xz/index_{page}.html"] = f"<ul>{rows}</ul>{turn}"
    first = pages.pop("/zfxxgk/nb/xz/index_0.html")
    pages["/zfxxgk/nb/xz/index.html"] = pages["/zfxxgk/nb/xz/"] = first
    return pages


def vsb(entries):
    """VSB: the pages after the first lie in a folder and count down."""
    pages, size = {}, 3
    count = -(-len(entries) // size)
    for page in range(count):
        shown = entries[page * size : (page + 1) * size]
        path = f"/zfxxgk/nb/jd/nb/{count - page}.htm" if page else "/zfxxgk/nb/jd/nb.htm"
        to = f"{'' if page else 'nb/'}{count - page - 1}.htm"
        turn = f'<span class="p_next"><a href="{to}">下页</a></span>' if page < count - 1 else ""
        rows = "".join(entry(*one) for one in shown)
        pages[path] = f'<ul>{rows}</ul><div>{turn}<span class="p_t">共{count}页</span></div>'
    return pages
