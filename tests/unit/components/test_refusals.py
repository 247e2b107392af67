"""Whatever is sent, the answer is one sentence: no page of a library's, no trace in the log."""

import json

import pytest

from components.application import create_app
from pipelines.settings import ROOT, Settings
from pipelines.store.store import Store
from tests.unit.components.access_site import OURS

CALLBACK = "/_dash-update-component"
NESTED = b"[" * 120_000 + b"]" * 120_000
_ENDS = ("shell-header", "shell-ribbon", "main", "shell-foot")
WHOLE = {
    "output": "...".join(f"{end}.children" for end in _ENDS).join(("..", "..")),
    "outputs": [{"id": end, "property": "children"} for end in _ENDS],
    "changedPropIds": ["shell-url.search"],
    "inputs": [
        {"id": "shell-url", "property": "pathname", "value": "/"},
        {"id": "shell-url", "property": "search", "value": ""},
        {"id": "shell-narrow", "property": "data", "value": False},
    ],
    "state": [],
}
MALFORMED = {
    "no JSON": b"hello",
    "nested": NESTED,
    "a list": [],
    "null": None,
    "a number": 5,
    "4,300 digits": b'{"output":' + b"9" * 5_000 + b"}",
    "no output": WHOLE | {"output": None},
    "output of another": WHOLE | {"output": "a.b"},
    "output a list": WHOLE | {"output": ["a"]},
    "outputs a number": WHOLE | {"outputs": 5},
    "outputs of numbers": WHOLE | {"outputs": [5]},
    "no inputs": {key: value for key, value in WHOLE.items() if key != "inputs"},
    "inputs a text": WHOLE | {"inputs": "abc"},
    "inputs of texts": WHOLE | {"inputs": ["a", "b", "c"]},
    "too few inputs": WHOLE | {"inputs": WHOLE["inputs"][:1]},
    "too many inputs": WHOLE | {"inputs": WHOLE["inputs"] * 2},
    "lists in lists": WHOLE | {"inputs": [[[[]]]] * 3},
    "state a text": WHOLE | {"state": "abc"},
    "changed a number": WHOLE | {"changedPropIds": 5},
    "changed of lists": WHOLE | {"changedPropIds": [[]]},
}
VALUES = (None, 5, True, [], {}, {"a": 1}, "\0", "?" * 3_000, "?y=" + "9" * 4_400, [["x"] * 9] * 9)


@pytest.fixture(scope="module")
def client(tmp_path_factory, shipped):
    folder = tmp_path_factory.mktemp("refusals")
    settings = Settings(ROOT / "data", folder / "a", shipped, f"sqlite:///{folder / 'l'}")
    server = create_app(Store(shipped), ROOT / "assets", settings).server
    server.config["PROPAGATE_EXCEPTIONS"] = False
    return server.test_client()


def called(client, body):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(CALLBACK, data=data, content_type="application/json", headers=OURS)


def test_a_malformed_callback_is_refused_in_a_sentence(client):
    found = {name: called(client, body) for name, body in MALFORMED.items()}
    wrong = {
        name: (reply.status_code, reply.mimetype)
        for name, reply in found.items()
        if (reply.status_code, reply.mimetype) != (400, "text/plain")
        or "cannot be understood" not in reply.text
    }
    assert wrong == {}
    assert called(client, WHOLE).status_code == 200


def test_a_value_of_another_kind_is_no_fault_of_the_server(client):
    wrong = {}
    for number in range(3):
        for value in VALUES:
            inputs = [dict(one) for one in WHOLE["inputs"]]
            inputs[number]["value"] = value
            reply = called(client, WHOLE | {"inputs": inputs})
            if reply.status_code >= 500:
                wrong[number, repr(value)[:40]] = reply.status_code
    assert wrong == {}


def test_what_is_not_there_or_not_allowed_is_said_in_one_sentence(client):
    asks = {
        ("GET", "/source/" + "a" * 64): 404,
        ("GET", "/report/1/2.csv"): 404,
        ("GET", "/assets/..%2f..%2fpyproject.toml"): 404,
        ("GET", "/_dash-component-suites/nobody/nothing.js"): 404,
        ("GET", "/_dash-component-suites/dash/nothing.js"): 404,
        ("PUT", "/login"): 405,
        ("DELETE", "/import/act"): 405,
        ("POST", "/logout"): 303,  # nobody is signed in: there is nothing to end
    }
    wrong = []
    for (method, path), status in asks.items():
        reply = client.open(path, method=method, headers=OURS)
        is_said = status < 400 or (reply.mimetype == "text/plain" and len(reply.text) < 200)
        if reply.status_code != status or not is_said:
            wrong.append((method, path[:40], reply.status_code, reply.mimetype))
        if status == 405 and "Allow" not in reply.headers:
            wrong.append((method, path, "no Allow"))
    assert wrong == []
    assert client.get("/source/x?lang=en").text == "There is no such page or file here.\n"
