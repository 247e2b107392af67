"""What became of findings from state to state, on judgements made by hand."""

from dataclasses import replace
from decimal import Decimal

from pipelines.model import Severity
from pipelines.validate.judgement import Judgement
from pipelines.validate.progress import ReportState, Revision, followed
from pipelines.validate.rulebook import rulebook

NEW = Revision("document", "b" * 64, "2023-03-01T00:00:00+00:00")
NEWER = Revision("document", "c" * 64, "2023-04-01T00:00:00+00:00")


def finding(rule="R-T3-01", member="total", left=5, right=3, **said):
    sides = {"left": Decimal(left), "right": Decimal(right)} if left is not None else {}
    return Judgement(
        rule, Severity.ERROR, "fail", "130306200", 2022, member=member, **sides, **said
    )


def words(text):
    from pipelines.catalogue.model import Words

    return {"words": Words(zh=text, en=text)}


def course(*states):
    made = [
        one if isinstance(one, ReportState) else ReportState(one, change)
        for one, change in zip(states, (None, NEW, NEWER), strict=False)
    ]
    return [(one.progress, one.change) for one in followed(made, rulebook())]


def test_courses_of_one_finding():
    one, other = finding(), finding(left=9)
    plain = finding("R-STR-15", "", None, words=words("XX镇"))
    twin = replace(plain, words=words("此处填写"))
    folded = replace(finding("R-T3-02"), consequences=(one,))
    unjudged = replace(one, status="na", member="", reason="image")
    unsaid = replace(one, status="na", member="", reason="not_captured")
    wrong = {
        name: found
        for name, (found, wanted) in {
            "mended": (course([one], []), [("resolved", NEW)]),
            "other numbers": (course([one], [other]), [("open", None)]),
            "back": (course([one], [], [one]), [("reopened", NEWER)]),
            "back with other numbers": (course([one], [], [other]), [("reopened", NEWER)]),
            "mended twice": (course([one], [], []), [("resolved", NEW)]),
            "one of two texts": (
                course([plain, twin], [twin]),
                [("resolved", NEW), ("open", None)],
            ),
            "folded into its cause": (course([one], [folded]), [("open", None)] * 2),
            "cannot be judged": (course([one], [unjudged]), [("unjudged", None)]),
            "judged again": (course([one], [unjudged], [one]), [("open", None)]),
            "said no more": (course([one], [unsaid]), [("resolved", NEW)]),
            "late for ever": (course([finding("R-TIME-01")], []), []),
            "needs other agencies": (course([finding("R-X-09"), finding("R-AGG-03")], []), []),
            "no text to look at": (
                course([plain, one], ReportState((), NEW, has_text=False)),
                [("unjudged", None), ("resolved", NEW)],
            ),
            "new": (course([], [one]), [("open", None)]),
        }.items()
        if found != wanted
    }
    assert not wrong
