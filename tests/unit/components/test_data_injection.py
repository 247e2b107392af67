"""SQL and markup in any parameter of any address are only text."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.api.fields import HOME, ROUTES
from components.view import EXTRAS

HOSTILE = (
    "' OR 1=1 --",
    "'; DROP TABLE figure; --",
    '" UNION SELECT * FROM dim_agency --',
    "x') OR (report_id > 0",
    "$dataset",
    "{told}",
    "%s %(a)s {0}",
    "read_csv('/etc/passwd')",
    "'||(SELECT digest FROM build_info)||'",
    "\\'; ATTACH '/tmp/x' AS x; --",
    "<script>alert(1)</script>",
    "%00",
    "\x00\x1b",
    "../../../etc/passwd",
    "１=１",
    "\u202e",
)
PARAMETERS = sorted({one.name for route in ROUTES.values() for one in route.parameters})
CODES = ("dataset", "province", "city", "county", "a", "y", "i", "lang")  # never free words
CLOSED = ("level", "state", "kind", "per")  # one of a few words
FREE = {"form", "member", "method", "q", "table"}  # filters of the page of figures
FEW = {"dataset": "demo", "a": "990101001", "y": "2022", "i": "request.received"}


def whole(client):
    return client.get(f"{HOME}/info").get_json()["rows"]


@pytest.mark.parametrize("name", ROUTES)
def test_hostile_words_in_every_parameter_are_refused_or_found_nowhere(client, name):
    before = whole(client)
    known = {one.name: one for one in ROUTES[name].parameters}
    for parameter, one in known.items():
        for words in HOSTILE:
            reply = client.get(f"{HOME}/{name}?{urlencode({'limit': 5} | {parameter: words})}")
            if one.allowed or one.pattern or not words.isprintable():
                assert reply.status_code == 400, (parameter, words)
                assert reply.get_json()["error"]["code"] != "unknown_parameter"
            else:  # free words: nothing says that
                assert reply.status_code == 200, (parameter, words)
                assert reply.get_json()["rows"] == []
    assert whole(client) == before


def rows_in(reply, ending):
    """Return the rows of a file without what it says about itself."""
    if ending == "json":
        return reply.get_json()["rows"]
    return [line for line in reply.text.splitlines() if not line.startswith("#")]


def without(parameter):
    """Return a query of few rows that leaves a parameter out; both data sets have such rows."""
    kept = {"y": "2020", "i": "disclosure.total"} if parameter == "dataset" else FEW
    return {name: value for name, value in kept.items() if name != parameter}


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_hostile_words_in_every_parameter_of_the_files_are_no_filter_or_found_nowhere(
    client, ending
):
    """Words that no code can be give no file; those of other pages change no row."""
    assert set(CODES).isdisjoint(EXTRAS)
    assert FREE < EXTRAS
    others = tuple(
        EXTRAS - FREE - {*CLOSED}
    )  # of other pages: all at once, since none may change a row
    wrong = []
    for parameters in (*((one,) for one in (*CODES, *FREE, *CLOSED)), others):
        query = without(parameters[0])
        plain = client.get(f"/data.{ending}?{urlencode(query)}")
        assert plain.status_code == 200, parameters
        for words in HOSTILE:
            address = f"/data.{ending}?{urlencode(query | dict.fromkeys(parameters, words))}"
            reply = client.get(address)
            is_code = parameters[0] in (*CODES, *CLOSED) or not words.isprintable()
            right, is_free = 400 if is_code else 200, parameters[0] in FREE
            if reply.status_code != right:
                wrong.append((parameters, words, reply.status_code, right))
            elif is_free and right == 200:
                if len(rows_in(reply, ending)) != (ending == "csv"):  # nothing below the names
                    wrong.append((parameters, words, "rows"))
            elif right == 200 and rows_in(reply, ending) != rows_in(plain, ending):
                wrong.append((parameters, words, "other rows", right))
    assert wrong == []


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    name=st.sampled_from(sorted(ROUTES)),
    pairs=st.lists(
        st.tuples(
            st.sampled_from(PARAMETERS), st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
        ),
        max_size=4,
    ),
    ending=st.sampled_from(["", ".json", ".csv", ".jsonl"]),
)
def test_whatever_is_asked_is_answered_or_refused_in_words(client, name, pairs, ending):
    query = urlencode([*pairs, *([] if "limit" in dict(pairs) else [("limit", "3")])])
    reply = client.get(f"{HOME}/{name}{ending}?{query}")
    assert reply.status_code in {200, 400, 409}
    if reply.status_code != 200:
        error = reply.get_json()["error"]
        assert {"code", "zh", "en"} <= set(error)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(path=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="?#%"), max_size=30))
def test_no_path_below_the_api_raises(client, path):
    assert client.get(f"/api/{path}").status_code in {200, 308, 404}
