"""From one year's number to another's: the steps come to the change, the unknown to no step."""

import pandas as pd

from pipelines.aggregate.bridges import both_years, parts_of_change, unexplained

YEARS = (2022, 2023)


def parts(*rows):
    return pd.DataFrame(rows, columns=["agency_id", "report_year", "key", "value"])


def told(frame):
    rows = parts_of_change(frame, YEARS)
    return {(row["side"], row["key"]): row["change"] for row in rows.to_dict("records")}


def test_a_part_that_one_year_states_is_no_rise_from_nought():
    frame = parts(
        ("a", 2022, "news", 10.0),
        ("a", 2023, "news", 14.0),
        ("a", 2022, "law", 3.0),
        ("a", 2023, "plan", 5.0),
        ("a", 2023, "law", None),
        ("b", 2022, "news", 1.0),
        ("b", 2022, "plan", 2.0),
        ("b", 2023, "plan", 2.0),
    )
    assert told(frame) == {
        ("both", "news"): 4,
        ("both", "plan"): 0,
        ("then", "law"): -3,
        ("then", "news"): -1,  # the other agency no longer states it
        ("now", "plan"): 5,
    }


def test_all_sides_and_the_rest_come_to_the_change():
    frame = parts(("a", 2022, "news", 10.0), ("a", 2023, "news", 14.0), ("a", 2023, "plan", 5.0))
    rows = parts_of_change(frame, YEARS)
    assert unexplained(rows, 20.0) == 11
    assert unexplained(parts_of_change(frame.head(0), YEARS), 20.0) == 20


def test_only_what_may_be_subtracted_is_paired():
    columns = ["agency_id", "agency", "report_year", "template", "basis", "value"]
    cells = pd.DataFrame(
        [
            ("a", "A", 2022, "2021", "total", 5.0),
            ("a", "A", 2023, "2021", "total", 8.0),
            ("b", "B", 2022, "2021", "total", 5.0),
            ("b", "B", 2023, "2021", "website", 9.0),
            ("c", "C", 2022, "2019", "total", 5.0),
            ("c", "C", 2023, "2021", "total", 6.0),
            ("d", "D", 2023, "2021", "total", 6.0),
            ("e", "E", 2022, "2021", "total", None),
            ("e", "E", 2023, "2021", "total", 6.0),
        ],
        columns=columns,
    )
    assert both_years(cells, YEARS, "D")["agency_id"].tolist() == ["a"]
    joined = both_years(cells, YEARS, "B")
    assert dict(zip(joined["agency_id"], joined["change"], strict=True)) == {"a": 3, "c": 1}
