"""What the API says of a year, and what an analysis must say by that."""

import csv
import io
from collections import Counter

GROUPS = ("granted", "partial", "denied", "unable", "not_processed", "other")
RESULTS = ("upheld", "corrected", "other", "pending")
COURSES = ("review", "suit_direct", "suit_after_review")
JUDGED = ("on_time", "late", "early", "missing")
SHOWN = ("disclosure.total", "request.received", "request.carried_out", "review.total", "suits")
UNKNOWN = "—"
YEARS = (2020, 2022, 2023)  # one missing, one late, several wrong


class Answers:
    """What the API says of the simulated district's year and of the one before."""

    def __init__(self, client, year):
        self.year = year
        self.client = client
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
        answer = self.client.get(f"/api/v1/{name}.csv?{query}")
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
