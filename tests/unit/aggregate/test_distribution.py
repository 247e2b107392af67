"""Values as ranges with counts: every value in one of them, edges that are round."""

import pytest

from pipelines.aggregate.distribution import distribution

MANY = [0.0, 0.0, 1.0, 2.0, 4.0, 9.0, 10.0, 12.0, 29.0, 30.0, 41.0, 70_000.0]


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        (MANY, [0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000]),
        ([5.0, 40.0, 41.0, 95.0, 100.0], [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        ([0.0, 0.0, 0.0, 100.0], [0, 1, 3, 10, 30, 100]),
        ([-6.0, 0.0, 3.0], [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3]),
        ([100.0, 100.0, 3_000.0, 120.0], [100, 300, 1_000, 3_000]),
        ([0.1, 0.7, 1.1], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1]),
        ([0.2, 0.3, 0.55], [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55]),
        ([7.0, 7.0], []),
        ([], []),
    ],
)
def test_every_value_lies_in_one_range_between_round_edges(values, edges):
    ranges = distribution(values)
    assert [part.low for part in ranges] == pytest.approx(edges[:-1])
    assert [part.high for part in ranges] == pytest.approx(edges[1:])
    assert sum(part.count for part in ranges) == (len(values) if edges else 0)


def test_a_value_on_an_edge_belongs_to_the_range_that_begins_there():
    by_low = {part.low: part.count for part in distribution(MANY)}
    assert by_low[0] == 2
    assert by_low[10] == 3  # 10, 12 and 29
    assert by_low[30] == 2
    assert distribution([0.0, 55.0, 90.0, 100.0])[-1].count == 2  # but the last edge to the last
