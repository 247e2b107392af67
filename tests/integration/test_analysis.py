"""The analysis of a year: what its files say is what the API answers, number by number."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from functools import cache

import docx
import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from components import theme
from components.application import create_app
from pipelines.desk import recording
from pipelines.papers.words import table
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store

YEARS = (2020, 2022, 2023)  # one missing, one late, several wrong
SHOWN = ("disclosure.total", "request.received", "request.carried_out", "review.total", "suits")
GROUPS = ("granted", "partial", "denied", "unable", "not_processed", "other")
RESULTS = ("upheld", "corrected", "other", "pending")
COURSES = ("review", "suit_direct", "suit_after_review")
TABLE_TWO = (
    *("rule.made", "rule.in_force", "normative.made", "normative.in_force"),
    *("licence.decisions", "penalty.decisions", "coercion.decisions", "fee.amount"),
)
JUDGED = ("on_time", "late", "early", "missing")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
UNKNOWN = "—"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def client(shipped, tmp_path_factory):
    home = tmp_path_factory.mktemp("analysis")
    ledger = f"sqlite:///{home / 'ledger.sqlite'}"
    own = Settings(ROOT / "data", home / "archive", shipped, ledger)
    return create_app(Store(shipped), ROOT / "assets", own).server.test_client()


@pytest.fixture(scope="module")
def written(client):
    """Return a function that gives the analysis of a year of the simulated district, kept."""

    @cache
    def write(year, ending):
        return client.get(f"/papers/analysis.{ending}?dataset=demo&y={year}").data

    return write


class Answers:
    """What the API says of the simulated district's year and of the one before."""

    def __init__(self, client, year):
        self.year = year
        self._client = client
        self.figures = {}
        for row in self._rows("figures", "&state=number"):
            is_total = row["member"] == "total" or (not row["member"] and not row["label"])
            if row["counted"] == "true" and row["scope"] == "year" and is_total:
                key = (row["agency_id"], int(row["year"]), row["indicator"])
                self.figures[key] = float(row["value"])
        for agency, of, _ in list(self.figures):
            kinds = [self.figures.get((agency, of, f"{k}.total")) for k in COURSES[1:]]
            if None not in kinds:
                self.figures[agency, of, "suits"] = sum(kinds)
        self.filing = self._rows("filing")
        self.findings = [row for row in self._rows("findings") if row["axis"] == "agency"]

    def _rows(self, name, more=""):
        span = f"{self.year - 4}..{self.year}" if name == "figures" else None
        query = f"dataset=demo&y={span or f'{self.year - 1}..{self.year}'}{more}"
        answer = self._client.get(f"/api/v1/{name}.csv?{query}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))

    def of(self, indicator, year=None):
        """Return what each agency states of an indicator."""
        of = year or self.year
        return {a: v for (a, y, i), v in self.figures.items() if i == indicator and y == of}

    def filed(self, year=None):
        return [row for row in self.filing if int(row["year"]) == (year or self.year)]

    def due(self, year=None):
        return [row for row in self.filed(year) if row["is_expected"] == "true"]

    def on_time(self, year=None):
        judged = [row["state"] for row in self.due(year) if row["state"] in JUDGED]
        return judged.count("on_time"), len(judged)

    def groups(self, year=None):
        """Return what came of the requests by group, of whole reports."""
        of, sums, whole = year or self.year, Counter(), 0
        for agency in {a for a, y, _ in self.figures if y == of}:
            own = [
                (indicator.split(".")[1], value)
                for (a, y, indicator), value in self.figures.items()
                if (a, y) == (agency, of) and indicator.startswith("outcome.")
            ]
            singles = [pair for pair in own if pair[0] != "total"]
            if len(singles) == (21 if of >= 2021 else 19):  # as many as the form prints
                whole += 1
                for group, value in singles:
                    sums[group] += value
        return sums, whole

    def courses(self, year=None):
        """Return results by course of the reports that have all three."""
        of = year or self.year
        agencies = {a for a, y, _ in self.figures if y == of}
        whole = [
            a
            for a in agencies
            if all((a, of, f"{c}.{r}") in self.figures for c in COURSES for r in RESULTS)
        ]
        return {
            c: {r: sum(self.figures[a, of, f"{c}.{r}"] for a in whole) for r in RESULTS}
            for c in COURSES
        }, len(whole)

    def graded(self, grade, year=None):
        """Return how many findings there are; those of filing have a part of their own."""
        rows = [r for r in self.findings if r["family"] != "timing" and r["severity"] == grade]
        return sum(int(row["year"]) == (year or self.year) for row in rows)

    def read(self, year=None):
        return sum(row["state"] not in {"missing", "unreadable"} for row in self.filed(year))


def number(value):
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def share(part, base):
    return f"{100 * part / base:.1f}".removesuffix(".0")


def rate(part, base):
    shown = f"{number(part)}/{number(base)}"
    return UNKNOWN if not base else f"{share(part, base)}%（{shown}）" if base >= 10 else shown


def points(now, before):
    if min(now[1], before[1]) < 10:
        return UNKNOWN
    change = now[0] / now[1] - before[0] / before[1]
    sign = "+" if change > 0 else "−"
    return f"{sign}{share(abs(change), 1)} 个百分点" if change else "持平"


def amount_row(api, indicator):
    now, before = api.of(indicator), api.of(indicator, api.year - 1)
    both = set(now) & set(before)
    first, last = sum(before[a] for a in both), sum(now[a] for a in both)
    change, sign = last - first, "+" if last > first else "−"
    words = f"{sign}{number(abs(change))}" if change else "持平"
    if change and first >= 10:
        words += f"（{sign}{share(abs(change), first)}%）"
    coverage = f"{len(now)}/{len(api.filed())}"
    return [number(sum(now.values())), number(sum(before.values())), words, coverage]


def rate_row(now, before, coverage):
    return [rate(*now), rate(*before), points(now, before), coverage]


def expected_cards(api):
    units, last = len(api.filed()), api.year - 1
    rows = {name: amount_row(api, name) for name in SHOWN}
    groups = [api.groups(), api.groups(last)]
    granted = [(g["granted"] + g["partial"], sum(g.values())) for g, _ in groups]
    courses = [api.courses(), api.courses(last)]
    corrected = [
        (
            sum(c["corrected"] for c in found.values()),
            sum(c[r] for c in found.values() for r in RESULTS[:3]),
        )
        for found, _ in courses
    ]
    on_time = [api.on_time(), api.on_time(last)]
    found = []
    for grade in ("error", "warning"):
        now, before = api.graded(grade), api.graded(grade, last)
        sign = "+" if now > before else "−"
        words = f"{sign}{abs(now - before)}" if now != before else "持平"
        found.append([str(now), str(before), words, f"{api.read()}/{units}"])
    return [
        rate_row(*on_time, f"{on_time[0][1]}/{len(api.due())}"),
        rows["disclosure.total"],
        rows["request.received"],
        rate_row(*granted, f"{groups[0][1]}/{units}"),
        rows["request.carried_out"],
        rows["review.total"],
        rows["suits"],
        rate_row(*corrected, f"{courses[0][1]}/{units}"),
        *found,
    ]


def expected_annex(api):
    columns = [*SHOWN[:2], "outcome.total", *SHOWN[2:]]
    rows = {}
    for filed in api.filed():
        agency = filed["agency_id"]
        values = [api.of(name).get(agency) for name in columns]
        is_read = filed["state"] not in {"missing", "unreadable"}
        counts = [
            sum(
                row["agency_id"] == agency and row["severity"] == grade
                and row["family"] != "timing" and int(row["year"]) == api.year
                for row in api.findings
            )
            for grade in ("error", "warning")
        ]  # fmt: skip
        rows[filed["short_name"]] = [
            *(UNKNOWN if value is None else number(value) for value in values),
            *(str(count) if is_read or count else UNKNOWN for count in counts),
        ]
    return rows


def charts_of(data):
    """Return what each native chart shows, read from its XML, and what its workbook holds."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [n for n in file.namelist() if re.search(r"/charts/chart\d+\.xml$", n)]
        books = sorted(n for n in file.namelist() if n.endswith(".xlsx"))
        assert len(books) == len(names)
        for name in sorted(names, key=lambda n: int(re.search(r"\d+", n.rpartition("/")[2])[0])):
            root = etree.fromstring(file.read(name))
            found.append([_series(one) for one in root.iterfind(".//{*}ser")])
        held = [openpyxl.load_workbook(io.BytesIO(file.read(n)))["Sheet1"] for n in books]
    drawn = sorted(sorted(v for _, c in chart for v in c.values()) for chart in found)
    inside = sorted(
        sorted(v for row in sheet.iter_rows(min_row=2, min_col=2, values_only=True) for v in row
               if v is not None)
        for sheet in held
    )  # fmt: skip
    assert drawn == inside, "a chart shows something else than its own workbook holds"
    return found


def _series(one):
    def points_of(tag):
        cache = one.find(f"{{*}}{tag}")
        return {int(p.get("idx")): p.findtext("{*}v") for p in cache.iter("{*}pt")}

    names = points_of("cat")
    values = {names[place]: float(text) for place, text in points_of("val").items()}
    return one.findtext(".//{*}tx//{*}v"), values


def test_the_cards_the_annex_and_the_charts_are_what_the_api_answers(client, written):
    wrong = []
    for year in YEARS:
        api = Answers(client, year)
        data = written(year, "docx")
        tables = [
            [[cell.text for cell in row.cells] for row in one.rows[1:]]
            for one in docx.Document(io.BytesIO(data)).tables
        ]
        cards = [row[1:] for row in tables[0]]
        for row, wanted in zip(tables[0], expected_cards(api), strict=True):
            wrong += [(year, row[0], row[1:], wanted)] if row[1:] != wanted else []
        annex = {row[1]: row[3:-1] for row in tables[-1]}
        wanted_annex = expected_annex(api)
        wrong += [
            (year, name, annex.get(name), row)
            for name, row in wanted_annex.items()
            if annex.get(name) != row
        ]
        assert len(annex) == len(wanted_annex) == len(cards) + 2
        slides = written(year, "pptx")
        charts = charts_of(data)
        assert charts == charts_of(slides), "document and slides draw the same"
        wrong += wrong_charts(api, charts)
        wrong += [
            (year, "slide", row)
            for row in slide_cards(slides)
            if row not in {(r[0], c[0], c[1], c[2]) for r, c in zip(tables[0], cards, strict=True)}
        ]
    assert wrong == []


def wrong_charts(api, charts):
    """Return what charts of years, agencies, outcomes and courses show that the API does not."""
    wanted = {
        "主动公开信息": [of_years(api, "disclosure.total"), None],
        "新收": [of_years(api, "request.received")],
        "办结": [of_years(api, "outcome.total")],
        "件数": [sorted(api.groups()[0][group] for group in GROUPS)],
        "结果维持": [sorted(course["upheld"] for course in api.courses()[0].values())],
    }
    wanted["主动公开信息"][1] = sorted(api.of("disclosure.total").values())
    shown = {}
    for name, values in (pair for chart in charts for pair in chart):
        shown.setdefault(name, []).append(sorted(values.values()))
    return [
        (api.year, name, shown.get(name), values)
        for name, values in wanted.items()
        if shown.get(name, [[0.0]]) != values and any(any(one) for one in values)
    ]


def of_years(api, indicator):
    sums = [sum(api.of(indicator, y).values()) for y in range(api.year - 4, api.year + 1)]
    held = [bool(api.of(indicator, y)) for y in range(api.year - 4, api.year + 1)]
    return sorted(value for value, is_held in zip(sums, held, strict=True) if is_held)


def slide_cards(data):
    """Return label, value, the year before and the change of every card of the slides."""
    slide = Presentation(io.BytesIO(data)).slides[1]
    texts = [s.text_frame.text.split("\n") for s in slide.shapes if s.has_text_frame]
    return [
        (one[0], one[1], one[2].partition("：")[2], one[3].partition("：")[2])
        for one in texts
        if len(one) == 5
    ]


def test_every_number_of_every_sentence_is_one_of_the_api(client, written):
    """A sentence may hold years, days, numbers of the API, and sums and shares of them."""
    strays = []
    for year in YEARS:
        api = Answers(client, year)
        known = numbers_of(api)
        for ending, words in (("docx", document_words), ("pptx", slide_words)):
            data = written(year, ending)
            text = words(data)
            for message in sorted({row["message"] for row in api.findings}, key=len, reverse=True):
                text = text.replace(message.rstrip("。"), "")
            strays += [
                (year, ending, found[0], text[max(found.start() - 20, 0) : found.end() + 12])
                for found in NUMBER.finditer(text)
                if found[0] not in known
            ]
    assert strays == []


def document_words(data):
    paragraphs = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    return "\n".join(paragraphs).partition("口径和数据说明")[0]


def slide_words(data):
    deck = Presentation(io.BytesIO(data))
    texts = [
        shape.text_frame.text
        for slide in list(deck.slides)[:-1]
        for shape in slide.shapes
        if shape.has_text_frame and shape.name != "page" and "http" not in shape.text_frame.text
    ]
    feet = re.compile(r"[^\n]*数据库版本[^\n]*\n?")
    return feet.sub("", "\n".join(texts))


def numbers_of(api):
    """Return every number that may be said of a year, as it would be written."""
    last, filed = api.year - 1, api.filed()
    known = {str(y) for y in range(api.year - 4, api.year + 2)}
    known |= {row[k] for row in filed for k in ("days_late",)} - {""}
    for year in (api.year, last):
        groups, whole = api.groups(year)
        on_time, due = api.on_time(year)
        courses, tabled = api.courses(year)
        decided = sum(c[r] for c in courses.values() for r in RESULTS[:3])
        corrected = sum(c["corrected"] for c in courses.values())
        base = sum(groups.values())
        granted = groups["granted"] + groups["partial"]
        counts = [whole, on_time, due, tabled, decided, corrected, base, api.read(year)]
        counts += [*groups.values(), *(v for c in courses.values() for v in c.values())]
        counts += [sum(c.values()) for c in courses.values()]
        counts += [api.graded(grade, year) for grade in ("error", "warning")]
        counts.append(api.graded("error", year) + api.graded("warning", year))
        known |= {number(one) for one in counts}
        known |= {share(part, base) for part in (*groups.values(), granted)} if base else set()
        known |= {share(on_time, due)} if due else set()
        known |= {share(corrected, decided)} if decided else set()
    for row in expected_cards(api):
        known |= {found for text in row for found in NUMBER.findall(text)}
    for indicator in (*SHOWN, "outcome.total", "request.carried_in", *TABLE_TWO):
        row = amount_row(api, indicator)
        known |= {found for text in row for found in NUMBER.findall(text)}
        now, before = api.of(indicator), api.of(indicator, last)
        both = set(now) & set(before)
        known |= {str(len(both)), *(number(sum(of[a] for a in both)) for of in (now, before))}
    singles = {i for _, _, i in api.figures if i.startswith("outcome.")}
    known |= {number(sum(api.of(indicator).values())) for indicator in singles}
    return known | agency_numbers(api) | finding_counts(api) | request_words(api)


def agency_numbers(api):
    """Return what single agencies state, how that changed, and the median."""
    known = set()
    now, before = api.of("disclosure.total"), api.of("disclosure.total", api.year - 1)
    for agency, value in now.items():
        known |= {number(value)}
        if before.get(agency, 0) >= 10:
            change = abs(value - before[agency])
            known |= {number(before[agency]), share(change, before[agency])}
    values = sorted(now.values())
    half = len(values) // 2
    known.add(number((values[half] + values[-half - 1]) / 2))
    received = api.of("request.received")
    most = max(received.values())
    known |= {number(most), share(most, sum(received.values()))}
    known |= {number(value) for value in api.of("request.carried_out").values()}
    return known


def finding_counts(api):
    """Return how many findings, agencies and reports share a class, a rule or a grade."""
    own = [row for row in api.findings if int(row["year"]) == api.year]
    known = set()
    by_rule = Counter((row["rule"], row["agency_id"]) for row in own)
    by_agency = Counter(row["agency_id"] for row in own if row["severity"] != "info")
    known |= {str(count) for count in (*by_rule.values(), *by_agency.values())}
    known |= {str(api.graded("info")), str(len(by_agency)), str(len(api.filed()))}
    clean = [r for r in api.filed() if r["state"] == "on_time" and r["agency_id"] not in by_agency]
    return known | {str(len(clean))} | {str(n) for n in range(1, len(own) + 1)}


def request_words(api):
    """Return the day that is proposed, the rule's own counts, and the points of the score card."""
    answer = api._client.get(f"/papers/circular.docx?dataset=demo&y={api.year}").data
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(answer)).paragraphs)
    score = re.search(r"按评分卡.*", text)
    asked = re.search(r"请有关单位.*", text)
    found = [one[0] for one in (score, asked) if one]
    day = re.findall(r"\n(\d+)年(\d+)月(\d+)日", text)
    return {n for part in found for n in NUMBER.findall(part)} | {n for d in day for n in d}


def test_what_is_unknown_is_a_stroke_and_never_a_zero(client):
    data = client.get("/papers/analysis.docx?county=420104&y=2021").data
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(p.text for p in document.paragraphs)
    cards = {row.cells[0].text: [c.text for c in row.cells][1:] for row in document.tables[0].rows}
    assert cards["主动公开信息（条）"] == [UNKNOWN, UNKNOWN, UNKNOWN, "0/4"]
    assert cards["错误（处）"] == [UNKNOWN] * 4
    for words in ("只有摘录", "主动公开政府信息未知", "办理结果的构成未知", "质量未知"):
        assert words in text, words
    assert "硚口区人民政府的年度报告汇总本行政区域的数据，不与所属单位相加" in text
    assert "模拟" not in text


def test_who_was_not_judged_is_neither_on_time_nor_late(shipped, tmp_path):
    """The base of a rate is who was judged; years are not compared where some were not."""
    own = Settings(ROOT / "data", tmp_path, shipped, f"sqlite:///{tmp_path / 'own.sqlite'}")
    store, late = Store(shipped), "990101003"
    found = store.findings("demo", [late], (2022, 2022))
    (mark,) = found[found["rule"] == "R-TIME-01"]["fingerprint"]
    recording.give_verdict(own, mark, "excluded", "网站迁移", by="张三")
    served = create_app(store, ROOT / "assets", own).server.test_client()
    everybody = [str(row) for row in store.filing("demo", years=(2022, 2022))["agency_id"]]
    ten = "".join(f"&a={one}" for one in [late, *(a for a in everybody if a != late)][:10])
    cases = (
        (
            "dataset=demo&y=2022",
            "100%（11/11）",
            UNKNOWN,
            "11/12",
            "12 个单位，已判定是否按时的 11",
        ),
        (
            "dataset=demo&y=2023",
            "100%（12/12）",
            UNKNOWN,
            "12/12",
            "上年有应报单位是否按时没有判定",
        ),
        (f"dataset=demo&y=2022{ten}", "9/9", UNKNOWN, "9/10", "本年有应报单位是否按时没有判定"),
        (
            f"dataset=demo&y=2022&a={late}",
            UNKNOWN,
            UNKNOWN,
            "0/1",
            "应报 1 个单位，是否按时都没有判定",
        ),
        ("county=420104&y=2024", UNKNOWN, UNKNOWN, UNKNOWN, "已判定是否按时的 1 个中按时公布 1 个"),
    )
    wrong = []
    for query, now, change, coverage, words in cases:
        document = docx.Document(io.BytesIO(served.get(f"/papers/analysis.docx?{query}").data))
        row = [cell.text for cell in document.tables[0].rows[1].cells]
        text = "".join(p.text for p in document.paragraphs)
        text += slide_words(served.get(f"/papers/analysis.pptx?{query}").data)
        if (row[1], *row[3:]) != (now, change, coverage) or words not in text:
            wrong.append((query, row, re.findall(r"[^。]*按时[^。]*", text)))
    assert wrong == []


def test_simulated_figures_say_so_on_every_page_and_slide(written):
    data = written(2023, "docx")
    section = docx.Document(io.BytesIO(data)).sections[0]
    heads = (section.header, section.even_page_header)
    assert all("模拟数据" in head.paragraphs[0].text for head in heads)
    slides = Presentation(io.BytesIO(written(2023, "pptx")))
    bare = [
        place
        for place, slide in enumerate(slides.slides, 1)
        if not any(s.has_text_frame and "模拟数据" in s.text_frame.text for s in slide.shapes)
    ]
    assert bare == []


def test_sources_are_footnotes_with_the_address_of_each_view(client, written):
    data = written(2023, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        notes = etree.fromstring(file.read("word/footnotes.xml"))
        body = etree.fromstring(file.read("word/document.xml"))
    held = {n.get(_W + "id"): "".join(n.itertext()) for n in notes.iterfind("{*}footnote")}
    marks = [m.get(_W + "id") for m in body.iter("{*}footnoteReference")]
    assert len(marks) == len(set(marks)) == len(held) - 2 >= 7
    found = [a for m in marks for a in re.findall(r"http://localhost(/\S+?)(?=；|$)", held[m])]
    assert len(found) >= 8
    assert [a for a in found if client.get(a).status_code != 200] == []


def test_a_selection_of_agencies_is_named_and_counted_as_one(client):
    two = "a=990101001&a=990101002"
    data = client.get(f"/papers/analysis.docx?dataset=demo&y=2023&{two}").data
    document = docx.Document(io.BytesIO(data))
    words = "".join(p.text for p in document.paragraphs)
    assert "根据清岚县所选 2 个单位 2023 年度政府信息公开工作年度报告" in words
    assert "清岚县所选 2 个单位2023年度主要数据表" in words
    one = client.get("/papers/analysis.docx?dataset=demo&y=2023&a=990101001").data
    words += "".join(p.text for p in docx.Document(io.BytesIO(one)).paragraphs)
    assert re.findall(r"(?:所选 2 个单位|鹤汀镇人民政府)[ \d年度]*各单位", words) == []
    assert len(document.tables[-1].rows) == 3
    rows = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    answer = client.get(
        f"/api/v1/figures.csv?dataset=demo&y=2023&i=disclosure.total&state=number&{two}"
    )
    values = [float(r["value"]) for r in csv.DictReader(io.StringIO(answer.text))]
    assert rows["主动公开信息（条）"] == number(sum(values))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/papers/analysis.docx", "请先选择一个省、市或区县"),
        ("/papers/analysis.pptx?dataset=demo&y=1999", "写不出分析报告"),
        ("/papers/analysis.pptx?city=0000&y=2020&lang=en", "Nothing is known"),
    ],
)
def test_where_there_is_no_analysis_one_sentence_says_why(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 404
    assert words in answer.get_data(as_text=True)


def test_equal_orders_have_equal_bytes(client, written):
    for ending in ("docx", "pptx"):
        address = f"/papers/analysis.{ending}?dataset=demo&y=2022"
        assert client.get(address).data == written(2022, ending), ending


def test_charts_have_the_colours_of_the_product():
    chart = table("analysis")["chart"]
    assert [f"#{colour}" for colour in chart["series"]] == list(theme.SERIES)
    for name in ("quiet", "ink", "muted", "hairline", "accent", "ground"):
        assert f"#{chart[name]}" == getattr(theme, name.upper()), name


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_another_program_opens_it_and_shows_every_part(written, tmp_path, ending):
    file = tmp_path / f"analysis.{ending}"
    file.write_bytes(written(2023, ending))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    import pypdfium2

    pages = pypdfium2.PdfDocument(tmp_path / "analysis.pdf")
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert [place for place, text in enumerate(texts, 1) if len(text) < 30] == []
    whole = re.sub(r"\s", "", "".join(texts))
    for words in table("analysis")["heading"].values():
        if "{" not in words and "：" not in words and words not in {"附表", "口径和数据说明"}:
            assert words in whole, words


def test_a_title_over_some_of_the_units_says_over_how_many(client):
    deck = Presentation(io.BytesIO(client.get("/papers/analysis.pptx?county=420104&y=2021").data))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert "依申请公开情况：新收申请 3 件（1/4 个单位写明）" in titles
    assert "行政复议和行政诉讼情况：表四没有读出，复议诉讼数量未知" in titles
