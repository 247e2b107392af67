"""The agencies most like one: of its kind, its county first, by what both state and no more."""

from dataclasses import replace
from math import log

import pandas as pd
import pytest

from components.pages.agency.peers import likest
from components.view import View


def measures(store, dataset, year):
    """Return what each agency has in a year: requests, items and of which kind these are."""
    asked = {"requests": "request.received", "text": "narrative.request.received"}
    found = {
        key: store.cells(dataset, name, None, (), (year, year)).set_index("agency_id")["value"]
        for key, name in asked.items()
    }
    items = store.cells(dataset, "disclosure.published", None, (), (year, year))
    items = items.set_index("agency_id")
    requests = found["requests"].fillna(found["text"])
    return pd.DataFrame({"requests": requests, "items": items["value"], "basis": items["basis"]})


@pytest.mark.parametrize(
    ("dataset", "agency"),
    [("demo", "990101007"), ("demo", "990101-307dc272"), ("real", "420104"), ("real", "130306200")],
)
def test_they_are_the_nearest_of_their_kind_and_the_county_comes_first(store, dataset, agency):
    told = store.peers(dataset, agency)
    year = int(told["report_year"].iloc[0])
    everyone = store.agencies(dataset).set_index("agency_id")
    own, alike = everyone.loc[agency], measures(store, dataset, year)
    mine = alike.loc[agency]
    order = []
    for other, row in alike.drop(agency).iterrows():
        if everyone["level"][other] != own["level"]:
            continue
        pairs = [(row["requests"], mine["requests"])]
        pairs += [(row["items"], mine["items"])] if row["basis"] == mine["basis"] else []
        known = [abs(log((1 + a) / (1 + b))) for a, b in pairs if pd.notna(a) and pd.notna(b)]
        near = everyone["county_code"][other] == own["county_code"] != ""
        if known:
            order.append((not near, -len(known), round(sum(known), 9), other))
    assert told["agency_id"].tolist() == [other for *_, other in sorted(order)[:5]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_is_named_with_its_numbers_and_the_reason(store, language):
    view = View("agency", language, "demo", agencies=("990101007",))
    [part] = likest(store, view)
    assert len(part.table.rows) == 5
    near = "本县" if language == "zh" else "same county"
    for name, _, requests, items, reason in part.table.rows:
        assert name.href.startswith("/agency/")
        assert requests.value is not None
        assert items.value is not None
        assert near in reason.text
    assert part.link.href.startswith("/compare?")
    assert part.link.href.count("&a=") == 6


def test_what_is_not_known_of_both_is_not_compared(store):
    view = View("agency", agencies=("130306200",))
    [part] = likest(store, view)
    assert [column.label for column in part.table.columns] == [
        *("机关", "所在", "公开数", "为什么像")
    ]
    assert all("外县" in row[-1].text for row in part.table.rows)
    assert likest(store, replace(view, agencies=("nobody",))) == ()
