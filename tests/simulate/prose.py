"""The sentences of one report, chosen by dice from words.toml and filled with its figures."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulate.dice import Dice
from tests.simulate.district import fault, place, words
from tests.simulate.printed import Printed

Part = tuple[str, list[str]]  # a heading of the second level ("" for none) and its sentences


class Writer:
    """Chooses and fills sentences; one who copies throws the dice of last year or of another."""

    def __init__(self, report: Printed) -> None:
        agency, year = report.agency, report.year.year
        self._words = words()["prose"]
        self._dice_year = year - 1 if fault(agency, year, "copied") else year
        borrowed = fault(agency, year, "copied_agency")
        self._dice_name = agency.name.replace(
            agency.short, borrowed.detail["other"] if borrowed else agency.short
        )
        self._report = report
        stated = report.stated
        self._holes: dict[str, object] = {
            "name": agency.name,
            "self": self._words["self"][agency.style],
            "year": year,
            "next": year + 1,
            "stale": year,
            "total": stated["disclosure.total"],
            "categories": self._categories(),
            "channels": self._channels(),
            "staff": stated["staff.total"],
            "full": stated["staff.full_time"],
            "part": stated["staff.part_time"],
            "meetings": stated["meeting.total"],
            "sessions": stated["training.sessions"],
            "participants": stated["training.participants"],
            "points": stated["reading_point.total"],
            "catalogue": stated["catalogue.entries"],
            "answered": stated.get("narrative.request.answered", 0),
            "carried": stated.get("narrative.request.carried_out", 0),
            "review": stated["narrative.review.total"],
            "suit": stated["narrative.suit.total"],
            "normative": report.year.get("normative.made"),
        }

    def say(self, slot: str, **more: object) -> str:
        """Return one filled sentence of a slot."""
        dice = Dice(self._dice_name, self._dice_year, slot)
        return self._filled(dice.pick(self._words[slot]), more)

    def problem_and_remedy(self) -> tuple[str, str]:
        """Return what was lacking and what comes next: together never what last year said."""
        said = (self._words["problem"], self._words["remedy"])
        lack, remedy = (
            sentences[n]
            for sentences, n in zip(said, _chosen(self._dice_name, self._dice_year), strict=True)
        )
        return self._filled(lack, {}), self._filled(remedy, {})

    def _filled(self, sentence: str, more: Mapping[str, object]) -> str:
        return sentence.format(**self._holes, **more)

    def _categories(self) -> str:
        items = self._report.year.categories.items()
        text: str = self._words["joint"]
        return text.join(self._words["category"].format(label=k, count=n) for k, n in items)

    def _channels(self) -> str:
        items = self._report.year.channels.items()
        text: str = self._words["joint"]
        return text.join(self._words["channel"][k].format(count=n) for k, n in items)


def _chosen(name: str, year: int) -> tuple[int, int]:
    """Return which two sentences an agency's section five has in a year."""
    counts = [len(words()["prose"][slot]) for slot in ("problem", "remedy")]
    lack, remedy = (
        Dice(name, year, slot).between(0, count - 1)
        for slot, count in zip(("problem", "remedy"), counts, strict=True)
    )
    is_repeated = year > place()["first_year"] and _chosen(name, year - 1) == (lack, remedy)
    return lack, (remedy + is_repeated) % counts[1]


def overview(report: Printed) -> list[Part]:
    """Return section one: what was done, in five parts."""
    writer, parts = Writer(report), words()["heading"]["parts"]
    return [
        ("", [writer.say("preface") + writer.say("overall")]),
        (parts[0], [_disclosed(writer), _interpreted(writer, report)]),
        (parts[1], [_requested(writer, report)]),
        (parts[2], [writer.say("management")]),
        (parts[3], [writer.say("platform")]),
        (parts[4], _supported(writer, report)),
    ]


def disputes(report: Printed) -> str:
    """Return the sentence on reviews and suits, for the years whose form has no table four."""
    stated = report.stated
    any_at_all = stated["narrative.review.total"] + stated["narrative.suit.total"]
    return Writer(report).say("lawsuit" if any_at_all else "no_lawsuit")


def problems(report: Printed) -> list[str]:
    """Return section five: what was lacking and what comes next."""
    writer, year = Writer(report), report.year.year
    lack, remedy = writer.problem_and_remedy()
    if fault(report.agency, year, "stale_year"):
        remedy = writer.say("stale")
    return [lack, remedy]


def others(report: Printed) -> str:
    """Return section six."""
    is_first = report.year.year == place()["first_year"]
    return Writer(report).say("other_2018" if is_first else "other")


def issued(report: Printed) -> str:
    """Return section two of the years before the form had a table for it."""
    return Writer(report).say("prior_outline")


def _disclosed(writer: Writer) -> str:
    return writer.say("total") + writer.say("channels")


def _interpreted(writer: Writer, report: Printed) -> str:
    count = report.stated["interpretation.items"]
    return writer.say("interpretation", count=count) if count else writer.say("no_interpretation")


def _requested(writer: Writer, report: Printed) -> str:
    count = report.stated["narrative.request.received"]
    return writer.say("received", count=count) if count else writer.say("none_received")


def _supported(writer: Writer, report: Printed) -> list[str]:
    said = [writer.say("support")]
    if foreign := fault(report.agency, report.year.year, "foreign_name"):
        said.append(writer.say("foreign", other=foreign.detail["other"]))
    return said
