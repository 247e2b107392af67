"""A share is written alike in every paper: with one decimal, a half up."""

from pipelines.papers.words import percent, rounded


def test_a_half_is_rounded_up_and_no_idle_nought_is_written():
    shares = {
        0: "0",
        1 / 16: "6.3",
        5 / 16: "31.3",
        0.29: "29",
        2 / 3: "66.7",
        0.0005: "0.1",
        1: "100",
    }
    assert {share: percent(share) for share in shares} == shares
    numbers = {1.005: "1.01", 12: "12", 1200.5: "1200.5", 100: "100"}
    assert {number: rounded(number, 2) for number in numbers} == numbers
