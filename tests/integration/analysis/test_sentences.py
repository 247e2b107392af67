"""Every number of every sentence of an analysis is one of the API, or comes of them."""

import io
import re
from collections import Counter

import docx

from tests.integration.analysis.answers import (
    RESULTS,
    SHOWN,
    YEARS,
    Answers,
    amount_row,
    expected_cards,
    number,
    share,
)
from tests.integration.analysis.shown import document_words, slide_words

TABLE_TWO = (
    *("rule.made", "rule.in_force", "normative.made", "normative.in_force"),
    *("licence.decisions", "penalty.decisions", "coercion.decisions", "fee.amount"),
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")


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
    answer = api.client.get(f"/papers/circular.docx?dataset=demo&y={api.year}").data
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(answer)).paragraphs)
    score = re.search(r"按评分卡.*", text)
    asked = re.search(r"请有关单位.*", text)
    found = [one[0] for one in (score, asked) if one]
    day = re.findall(r"\n(\d+)年(\d+)月(\d+)日", text)
    return {n for part in found for n in NUMBER.findall(part)} | {n for d in day for n in d}
