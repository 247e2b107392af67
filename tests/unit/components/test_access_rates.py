"""How often one address may ask: what counts, who is counted, and what is said beyond it."""

import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.access.rates import DEFAULT, FILES, PAGES, WRITES, Rates, kind_of, rates_of
from tests.unit.components.access_site import OURS, site_at

ONE, OTHER, PROXY = "192.0.2.7", "192.0.2.8", "10.0.0.1"


@pytest.fixture(scope="module")
def served(tmp_path_factory, shipped):
    folder = tmp_path_factory.mktemp("rates")
    given = {"rates": "pages=3 files=2 writes=2", "reading": "open", "proxy_address": PROXY}
    return site_at(folder, shipped, **given)


def asked(site, path, remote, method="GET", **heads):
    client = site.client.application.test_client()
    heads = {name.replace("_", "-"): value for name, value in heads.items()}
    return client.open(path, method=method, headers=heads, environ_base={"REMOTE_ADDR": remote})


def test_a_bucket_holds_a_minute_and_is_filled_steadily():
    now = [0.0]
    rates = Rates({FILES: 60}, clock=lambda: now[0])
    assert [rates.wait(FILES, ONE) for _ in range(60)] == [0] * 60
    assert [rates.wait(FILES, ONE) for _ in range(3)] == [1, 1, 1]  # a refusal takes nothing
    assert rates.wait(FILES, OTHER) == 0
    assert rates.wait(PAGES, ONE) == 0  # without end
    now[0] = 1.0
    assert [rates.wait(FILES, ONE) for _ in range(2)] == [0, 1]
    now[0] = 1_000.0
    assert [bool(rates.wait(FILES, ONE)) for _ in range(61)] == [False] * 60 + [True]


class Slow(OrderedDict):
    """A memory in which others get their turn between a look and what follows from it."""

    def pop(self, *given):
        found = super().pop(*given)
        time.sleep(0.001)
        return found


def test_exactly_the_allowed_number_of_many_at_once_passes():
    rates = Rates({WRITES: 50}, clock=lambda: 7.0)
    rates._full_at = Slow()
    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(lambda _: rates.wait(WRITES, ONE), range(200)))
    assert waits.count(0) == 50


def test_who_is_one_client():
    rates = Rates({FILES: 1}, clock=lambda: 0.0)
    strangers = {
        "192.0.2.1": 0,
        "::ffff:192.0.2.1": 2,  # the same
        "2001:db8::1": 0,
        "2001:db8::ffff:2": 2,  # the same subscriber
        "2001:db8:0:1::1": 0,
        "127.0.0.1": 0,
        "127.8.8.8": 0,
        "::1": 0,
        "::ffff:127.0.0.1": 0,
        "": 0,
    }
    found = {address: rates.wait(FILES, address) for address in strangers}
    assert {address: min(seconds, 2) for address, seconds in found.items()} == strangers
    assert not any(rates.wait(FILES, "127.0.0.1") for _ in range(9))


def test_many_addresses_take_no_more_room():
    rates = Rates({FILES: 1}, clock=lambda: 0.0)
    for number in range(30_000):
        rates.wait(FILES, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(rates._full_at) <= 20_000


def test_the_setting_is_read_word_by_word():
    assert rates_of("") == DEFAULT
    assert rates_of("pages=5 writes=0") == DEFAULT | {PAGES: 5, WRITES: 0}
    for nonsense in (
        "files=-1",
        "files=1.5",
        "files=",
        "file=1",
        "9",
        "files=²",
        "files=" + "9" * 99,
    ):
        assert rates_of(nonsense) == DEFAULT, nonsense


def test_what_is_taken_from_which_bucket():
    kinds = {
        ("GET", "/counts", True): PAGES,
        ("POST", "/_dash-update-component", False): PAGES,
        ("GET", "/counts.csv", False): FILES,
        ("GET", "/api/v1/figures", False): FILES,
        ("POST", "/import/act", False): WRITES,
        ("GET", "/assets/a.js", False): "",
        ("GET", "/healthz", False): "",
    }
    assert {one: kind_of(one[0], one[1], is_page=one[2]) for one in kinds} == kinds


def test_beyond_the_rate_everybody_is_told_in_their_language_when_to_come_again(served):
    wrong = []
    asks = {
        "page": ("/counts", "GET", "198.51.100.1", 3),
        "callback": ("/_dash-update-component", "POST", "198.51.100.2", 3),
        "file": ("/counts.csv?dataset=demo", "GET", "198.51.100.3", 2),
        "api": ("/api/v1/openapi.json", "GET", "198.51.100.4", 2),
        "post": ("/import/act?lang=en", "POST", "198.51.100.5", 2),
    }
    for name, (path, method, remote, allowed) in asks.items():
        before = [asked(served, path, remote, method, **OURS).status_code for _ in range(allowed)]
        reply = asked(served, path, remote, method, **OURS)
        if 429 in before or reply.status_code != 429:
            wrong.append(f"{name}: {before}, then {reply.status_code}")
        if not 1 <= int(reply.headers["Retry-After"]) <= 60:
            wrong.append(f"{name}: Retry-After {reply.headers['Retry-After']}")
        is_json = name in {"callback", "api", "post"}
        said = reply.get_json()["said"] if is_json else reply.text
        if ("try again" in said) != (name in {"page", "file", "post"}):
            wrong.append(f"{name}: {said}")
        if reply.headers["Cache-Control"] != "no-store":
            wrong.append(f"{name}: kept by caches")
    assert wrong == []


def test_the_proxy_says_who_is_counted_and_nobody_else(served):
    def pages(remote, *forwarded):
        heads = {"X_Forwarded_For": ", ".join(forwarded)} if forwarded else {}
        return [asked(served, "/", remote, **heads).status_code for _ in range(4)]

    assert pages(PROXY, "203.0.113.1")[-1] == 429
    assert pages(PROXY, "203.0.113.1", "203.0.113.2") == [200] * 3 + [429]  # its last word
    assert pages(PROXY) == [200] * 4
    assert pages("127.0.0.1") == [200] * 4
    for number in range(3):  # a stranger's own word about itself is not heard
        assert (
            asked(served, "/", "203.0.113.9", X_Forwarded_For=f"192.0.2.{number}").status_code
            == 200
        )
    assert asked(served, "/", "203.0.113.9", X_Forwarded_For="192.0.2.99").status_code == 429
