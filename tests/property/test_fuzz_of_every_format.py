"""Whatever the bytes: no crash, no hang, and every figure stands where it says it stands."""

import time
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.catalogue.load import catalogue
from pipelines.model import Rejection
from pipelines.parse import parse
from pipelines.read import members, read
from tests.accuracy.classes import CLASSES, make
from tests.accuracy.prose import words
from tests.accuracy.run import agencies, reports
from tests.accuracy.score import score
from tests.forms.chance import Chance

SECONDS = 5.0
SEEDS = {
    "text": ("1.1 blank_line_cells", "1.2 pipe_rows padded", "1.4 cell_per_line_trailing_pipe"),
    "html": ("1.13 html plain", "1.13 html from Word", "1.13 html character sets"),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "csv": ("csv",),
    "pdf": ("1.14 pdf",),
}


@lru_cache(maxsize=64)
def seed(layout: str, number: int) -> bytes:
    return make(layout, number).data


def mutate(data: bytes, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    out = bytearray(data)
    for kind, where, length, junk in edits:
        at = int(where * len(out))
        if kind == "cut":
            del out[at : at + length]
        elif kind == "put":
            out[at:at] = junk
        elif kind == "flip" and out:
            out[min(at, len(out) - 1)] ^= 1 + length % 255
        elif kind == "again":
            out[at:at] = out[at : at + length]
        else:
            del out[at:]
    return bytes(out)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "put", "flip", "again", "end"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 900),
        st.binary(max_size=24),
    ),
    min_size=1,
    max_size=6,
)


def hold(data: bytes, name: str) -> None:
    """Read and parse; every figure's place must hold its raw text."""
    started = time.process_time()
    for inner, content in _members(data, name):
        reading = read(content, inner)
        if isinstance(reading, Rejection):
            continue
        found = parse(reading, catalogue(), agencies())
        for report in () if isinstance(found, Rejection) else found:
            for figure in report.figures:
                if figure.place is not None:
                    assert reading.text_at(figure.place) == figure.raw
    assert time.process_time() - started < SECONDS


def _members(data: bytes, name: str) -> list[tuple[str, bytes]]:
    return [m for m in members(data, name) if not isinstance(m, Rejection)]


def run(check, strategy, cases: int) -> None:
    """Try a check on as many drawn values as the option says."""
    profile = settings(
        max_examples=cases,
        deadline=None,
        derandomize=cases < 1000,  # the same few every day; new ones when many are asked for
        database=None,
        phases=(Phase.generate,),  # a document is not worth minutes of shrinking
        suppress_health_check=list(HealthCheck),
    )
    profile(given(strategy)(check))()


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_broken_bytes_of_a_format_neither_crash_nor_hang(kind, cases):
    agencies()

    def check(drawn):
        layout, number, edits = drawn
        ending = "txt" if kind == "text" else kind
        hold(mutate(seed(layout, number), edits), f"broken.{ending}")

    strategy = st.tuples(st.sampled_from(SEEDS[kind]), st.integers(0, 5), EDITS)
    run(check, strategy, cases // 3)


def test_any_order_of_the_forms_own_words_neither_crashes_nor_hangs(cases):
    agencies()

    def check(drawn):
        tokens, between, ending = drawn
        hold(between.join(tokens).encode(), f"soup.{ending}")

    strategy = st.tuples(
        st.lists(st.sampled_from(words()["soup"]["tokens"]), max_size=160),
        st.sampled_from(["\n", " ", "", "\n\n", " | ", "\t"]),
        st.sampled_from(["txt", "html", "csv"]),
    )
    run(check, strategy, cases)


RUNS = (
    *(
        "1",
        "0 ",
        "-1",
        "１",
        "一",
        "三百六十",
        "亿",
        "（",
        ")",
        "(一)",
        "【",
        "<b>",
        "<td>",
        "</tr><tr>",
    ),
    *(
        "<table>",
        "|",
        "| 1 ",
        "\t",
        "、",
        "，1",
        "件，其中",
        "一、",
        "其中：",
        "&nbsp;",
        "\u3000",
        "\n\n",
        "1\n",
    ),
    *("2023年", "%", "1.", "1,000,", "#", "*", "=", "a"),
)


def test_long_runs_of_any_token_are_read_within_the_time_of_one_document(cases):
    """A quarter of a megabyte of one or two tokens, alone or within a report of any layout."""
    agencies()

    def check(drawn):
        tokens, size, where, (kind, number) = drawn
        run_of = "".join(tokens) * (size // len("".join(tokens)))
        ending = "txt" if kind == "text" else kind
        whole = seed(SEEDS[kind][0], number)
        at = int(where * len(whole))
        hold(run_of.encode(), f"run.{ending}")
        hold(whole[:at] + run_of.encode() + whole[at:], f"within.{ending}")

    strategy = st.tuples(
        st.lists(st.sampled_from(RUNS), min_size=1, max_size=2),
        st.integers(1_000, 250_000),
        st.floats(0, 1, exclude_max=True),
        st.tuples(st.sampled_from(["text", "html", "csv"]), st.integers(0, 3)),
    )
    run(check, strategy, cases // 6)


def test_a_report_in_any_layout_is_never_read_silently_wrong(cases):
    agencies()
    layouts = sorted(CLASSES)

    def check(drawn):
        layout, number = drawn
        paper = CLASSES[layout][1](Chance("fuzz", layout, number))
        tally = score(paper, reports(paper.data, paper.name))
        wrong = [note for note in tally.notes if note.startswith("silently wrong")]
        assert not wrong, f"{layout} {number}: {wrong[:3]}"

    run(check, st.tuples(st.sampled_from(layouts), st.integers(0, 10**6)), cases)


def test_every_figure_of_every_layout_stands_where_it_says():
    for layout in CLASSES:
        paper = make(layout, 1)
        hold(paper.data, paper.name)
