"""What every answer says of itself, and how much a question may send."""

import json

import pytest

from components.serving.limits import SMALL

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
SAMPLES = ("/", "/counts.csv?dataset=demo", "/counts.all.csv", "/api/v1/rules.csv", "/healthz")


@pytest.mark.parametrize("path", SAMPLES)
def test_no_other_site_may_embed_or_open_an_answer(client, path):
    heads = client.get(path).headers
    assert heads["Cross-Origin-Opener-Policy"] == "same-origin"
    assert heads["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", SAMPLES)
def test_a_type_names_its_letters_once_at_most(client, path):
    assert client.get(path).headers["Content-Type"].count("charset") <= 1


@pytest.mark.parametrize("path", ["/_dash-update-component", "/login", "/history/back"])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_body_that_is_too_large_is_refused_unread(client, path, is_chunked):
    body = json.dumps({"output": "a" * SMALL}).encode()
    more = {"environ_overrides": {"wsgi.input_terminated": True}} if is_chunked else {}
    reply = client.post(path, data=body, headers=OURS, content_type="application/json", **more)
    assert reply.status_code in {403, 413}
    assert "<html" not in reply.text.lower()
