"""The flow and the chain as drawn: nothing lost, no label over another, gaps told as gaps."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from components.pages.requests.chart_chain import ChainColumn, Joint, chain_chart
from components.pages.requests.chart_flow import FlowBand, FlowNode, flow_chart

SIZES = st.lists(st.integers(1, 500), min_size=1, max_size=6)


def flow(sizes, *, is_narrow=True):
    lefts = [FlowNode(f"l{i}", f"Left number {i}", "#1F5C6B", str(n)) for i, n in enumerate(sizes)]
    rights = [FlowNode("r", "Right", "#009E73", str(sum(sizes)))]
    bands = [FlowBand(f"l{i}", "r", n, "") for i, n in enumerate(sizes)]
    return flow_chart(lefts, rights, bands, is_narrow=is_narrow)


@settings(deadline=None, max_examples=40)
@given(SIZES)
def test_labels_of_a_phone_never_cover_each_other(sizes):
    layout = flow(sizes)["layout"]
    pixels = (layout["height"] - 24) / layout["yaxis"]["range"][0]
    labels = [one for one in layout["annotations"] if one["xanchor"] == "right"]
    edges = []
    for one in labels:
        half = 14.5 * (one["text"].count("<br>") + 1) / 2
        edges.append((one["y"] * pixels - half, one["y"] * pixels + half))
    assert all(above[1] <= below[0] + 1.5 for above, below in itertools.pairwise(edges))


@settings(deadline=None, max_examples=40)
@given(SIZES)
def test_nodes_are_as_high_as_their_bands_together(sizes):
    shapes = flow(sizes)["layout"]["shapes"]
    bars = [one for one in shapes if one["type"] == "rect"]
    heights = [round(one["y1"] - one["y0"], 6) for one in bars]
    assert heights == [*sizes, sum(sizes)]


def test_a_band_of_nought_is_not_drawn():
    nodes = [FlowNode("a", "A", "#1F5C6B", "0"), FlowNode("b", "B", "#1F5C6B", "3")]
    bands = [FlowBand("a", "r", 0, ""), FlowBand("b", "r", 3, "")]
    chart = flow_chart(nodes, [FlowNode("r", "R", "#009E73", "3")], bands)
    assert sum(one["type"] == "path" for one in chart["layout"]["shapes"]) == 1


def test_a_year_without_numbers_says_so_and_has_no_column():
    columns = [ChainColumn("in", True, "#1F5C6B", (1, None, 2), ("", "", ""))]
    layout = chain_chart(["2019", "2020", "2021"], columns, [], "unknown")["layout"]
    (gap,) = layout["annotations"]
    assert (gap["text"], gap["x"]) == ("unknown", 1)


def test_only_a_broken_joint_is_marked_and_both_are_bands():
    columns = [ChainColumn("in", True, "#1F5C6B", (3, 3, 3), ("", "", ""))]
    joints = [Joint(1, 3, 3, "3 = 3", "", False), Joint(2, 3, 1, "3 / 1", "", True)]
    layout = chain_chart(["2019", "2020", "2021"], columns, joints, "unknown")["layout"]
    assert [one["text"] for one in layout["annotations"]] == ["3 / 1"]
    assert len({one["fillcolor"] for one in layout["shapes"]}) == 2
