"""Rates asked of the API: one row a report, of the very figures that the API gives beside them."""

import pandas as pd
import pytest

from pipelines.catalogue.rates import rates

CHOSEN = "dataset=demo&y=2020..2024"


def rows(client, name, query):
    reply = client.get(f"/api/v1/{name}.json?{query}")
    assert reply.status_code == 200, reply.json
    return pd.DataFrame(reply.json["rows"])


@pytest.mark.parametrize("name", rates())
def test_a_rate_is_of_the_figures_behind_it(client, name):
    rate = rates()[name]
    behind = rows(client, "figures", f"{CHOSEN}&i={name}").query("scope == 'year' and counted")
    told = rows(client, "rates", f"{CHOSEN}&i={name}").set_index("report_id")
    assert set(told["indicator"]) == {name}
    assert set(behind["indicator"]) == set(rate.indicators)
    values = behind.set_index(["report_id", "indicator", "member"])["value"]
    for side in ("upper", "lower"):
        parts = [part for part in rate.parts if part.side == side]
        for report, row in told[told["state"] == "number"].iterrows():
            known = [part.sign * values[report, part.indicator, part.member] for part in parts]
            assert row[side] == sum(known) or not parts
    is_number = told["state"] == "number"
    assert told["value"].notna().equals(is_number)
    if not rate.is_difference:
        assert (told["lower"][is_number] >= rate.least).all()


def test_rates_are_asked_for_together_and_what_is_none_is_refused(client):
    every = rows(client, "rates", CHOSEN)
    assert set(every["indicator"]) == set(rates())
    assert every.equals(rows(client, "rates", f"{CHOSEN}&i=rate.*"))
    two = rows(client, "rates", f"{CHOSEN}&i=rate.disclosed&i=rate.suits")
    assert set(two["indicator"]) == {"rate.disclosed", "rate.suits"}
    for wrong in ("i=request.received", "i=rate.none", "i=rate.disclosed&i=rate.none"):
        reply = client.get(f"/api/v1/rates?{CHOSEN}&{wrong}")
        assert (reply.status_code, reply.json["error"]["parameter"]) == (400, "i"), wrong
