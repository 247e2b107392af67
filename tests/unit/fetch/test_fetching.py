"""Pages are fetched from a server that the tests start on this machine, by an argument only."""

import gzip
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipelines.fetch.fetcher import Fetcher, Turns
from pipelines.fetch.policy import FetchError, policy
from pipelines.fetch.target import Target, is_public, target
from pipelines.fetch.visit import SentForm, visit

PAGE = "<html><body><p>年报</p></body></html>".encode()


class Site(ThreadingHTTPServer):
    """A site whose pages are a mapping: path → (status, headers, bytes or a function)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages = {}
        self.asked = []
        self.sent = []
        self.let_go = threading.Event()

    @property
    def port(self):
        return self.server_address[1]

    def at(self, path):
        return f"http://127.0.0.1:{self.port}{path}"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers))
        nothing = (404, {"Content-Type": "text/html"}, b"")
        status, headers, data = self.server.pages.get(self.path, nothing)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if isinstance(data, bytes):
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        else:
            self.end_headers()
            data(self)

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent.append((self.headers["Content-Type"], data))
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.let_go.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def rules(site):
    trusted = frozenset({("127.0.0.1", site.port)})
    return replace(policy(), pause=0.0, seconds=20.0, bytes=100_000, trusted=trusted)


@pytest.fixture
def fetcher(rules, tmp_path):
    return Fetcher(tmp_path / "turns", rules)


def html(data=PAGE, **headers):
    return 200, {"Content-Type": "text/html; charset=utf-8"} | headers, data


def refused(fetcher, address):
    with pytest.raises(FetchError) as error:
        fetcher.fetch(address)
    assert error.value.sentence("zh")
    assert error.value.sentence("en")
    return error.value.code


def test_a_page_comes_with_its_name_type_and_address(site, fetcher):
    site.pages["/zwgk/2022"] = html()
    page = fetcher.fetch(site.at("/zwgk/2022"))
    assert (page.name, page.kind, page.data) == ("2022.html", "text/html", PAGE)
    assert page.address == page.found_at == site.at("/zwgk/2022")
    assert "mingcha" in site.asked[-1][1]["User-Agent"]


def test_the_site_is_asked_what_it_allows_before_anything_else(site, fetcher):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: mingcha\nDisallow: /private/\n")
    site.pages["/private/a.html"] = site.pages["/open.html"] = html()
    assert refused(fetcher, site.at("/private/a.html")) == "robots"
    assert fetcher.fetch(site.at("/open.html")).data == PAGE
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open.html"]


def test_a_site_that_cannot_say_what_it_allows_is_left_alone(site, fetcher):
    site.pages["/robots.txt"] = (503, {}, b"")
    site.pages["/a.html"] = html()
    assert refused(fetcher, site.at("/a.html")) == "robots_unknown"
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_a_redirect_is_followed_and_checked_like_a_first_address(site, fetcher, rules, tmp_path):
    site.pages["/old"] = (302, {"Location": "/new.html"}, b"")
    site.pages["/new.html"] = html()
    assert fetcher.fetch(site.at("/old")).found_at == site.at("/new.html")
    site.pages["/out"] = (302, {"Location": "http://example.com/"}, b"")
    assert refused(fetcher, site.at("/out")) == "host"
    site.pages["/in"] = (302, {"Location": "http://127.0.0.1:8080/"}, b"")
    lenient = Fetcher(tmp_path / "more", replace(rules, hosts=("127.0.0.1",)))
    assert refused(lenient, site.at("/in")) == "private"
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert refused(fetcher, site.at("/file")) == "not_an_address"
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    assert refused(fetcher, site.at("/loop")) == "redirects"


def test_too_much_is_not_read_whether_announced_packed_or_endless(site, fetcher):
    site.pages["/long"] = html(b"a" * 100_001)
    site.pages["/bomb"] = html(gzip.compress(b"a" * 5_000_000), **{"Content-Encoding": "gzip"})

    def pour(answers):
        while not answers.server.let_go.is_set():
            try:
                answers.wfile.write(b"a" * 65_536)
            except OSError:
                return

    site.pages["/endless"] = html(pour)
    for path in ("/long", "/bomb", "/endless"):
        assert refused(fetcher, site.at(path)) == "too_large"


def test_a_packed_page_is_unpacked_and_half_of_one_is_refused(site, fetcher):
    packed = gzip.compress(PAGE)
    site.pages["/whole"] = html(packed, **{"Content-Encoding": "gzip"})
    site.pages["/half"] = html(packed[:-9], **{"Content-Encoding": "gzip"})
    assert fetcher.fetch(site.at("/whole")).data == PAGE
    assert refused(fetcher, site.at("/half")) == "broken"
    site.pages["/short"] = html(
        lambda answers: answers.wfile.write(b"a"), **{"Content-Length": "9"}
    )
    assert refused(fetcher, site.at("/short")) == "broken"


def test_a_site_that_drips_is_cut_off(site, rules, tmp_path):
    def drip(answers):
        answers.wfile.write(b"<html>")
        answers.wfile.flush()
        answers.server.let_go.wait(60)

    site.pages["/slow"] = html(drip)
    fetcher = Fetcher(tmp_path / "turns", replace(rules, seconds=1.0))
    assert refused(fetcher, site.at("/slow")) == "timeout"


def test_a_missing_page_and_a_picture_are_no_reports(site, fetcher):
    assert refused(fetcher, site.at("/nothing")) == "status"
    site.pages["/a.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    assert refused(fetcher, site.at("/a.png")) == "type"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://www.gov.cn/a", "not_an_address"),
        ("javascript:alert(1)", "not_an_address"),
        ("www.gov.cn", "not_an_address"),
        ("http://", "not_an_address"),
        ("http://[::1", "not_an_address"),
        ("http://a.gov.cn:99999/", "not_an_address"),
        ("http://user:pass@www.gov.cn/", "credentials"),
        ("http://www.gov.cn:22/", "port"),
        ("http://www.example.com/", "host"),
        ("http://gov.cn.example.com/", "host"),
        ("http://xgov.cn/", "host"),
        ("http://127.0.0.1/", "host"),
        ("http://169.254.169.254/latest/meta-data/", "host"),
        ("http://" + "a" * 2_000 + ".gov.cn/", "not_an_address"),
    ],
)
def test_what_is_no_address_of_a_site_that_may_be_asked_is_refused(address, code):
    with pytest.raises(FetchError) as error:
        target(address, policy())
    assert error.value.code == code


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1"])
def test_a_name_that_leads_into_this_machine_is_refused_after_it_was_resolved(host):
    with pytest.raises(FetchError) as error:
        target(f"http://{host}/", replace(policy(), hosts=(host,)))
    assert error.value.code in {"private", "no_such_host"}


INTERNAL = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1"),
    *("fec0::1", "feff::1", "3fff::1", "3fff:fff::1"),
    *(
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1%eth0",
    ),
]


def test_a_number_of_an_internal_network_is_not_public():
    assert [number for number in INTERNAL if is_public(number)] == []


def test_a_number_of_the_open_internet_is_public():
    assert is_public("202.106.0.20")
    assert is_public("2408:8000::1")
    assert is_public("64:ff9b::ca6a:14")


def test_the_request_goes_to_the_number_that_was_checked_in_the_name_of_the_host(site, rules):
    site.pages["/a"] = html()
    one = Target("http", "www.nowhere.gov.cn", site.port, "/a", "127.0.0.1")
    assert visit(one, rules, 1_000).data == PAGE
    assert site.asked[0][1]["Host"].startswith("www.nowhere.gov.cn")


def test_a_host_has_a_pause_between_two_requests(tmp_path):
    waited = []
    turns = Turns(tmp_path, clock=lambda: 1_000.0, sleep=waited.append)
    for host in ("a", "a", "b", "a"):
        with turns.turn(host, 3.0):
            pass
    assert waited == [3.0, 3.0]


def test_robots_may_ask_for_a_longer_pause_but_not_for_ever(site, rules, tmp_path):
    waited = []
    turns = Turns(tmp_path, clock=lambda: 1_000.0, sleep=waited.append)
    rules = replace(rules, pause=1.0, longest_pause=5.0)
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 900\n")
    site.pages["/a"] = html()
    Fetcher(tmp_path, rules, turns).fetch(site.at("/a"))
    assert waited == [5.0]


def test_every_address_of_a_list_gets_its_word_once(site, rules, tmp_path):
    site.pages["/a"] = html()
    fetcher = Fetcher(tmp_path, replace(rules, addresses=3))
    asked = [site.at("/a"), site.at("/a"), "", "nonsense", site.at("/b"), site.at("/c")]
    said = dict(fetcher.pages(asked))
    codes = [getattr(one, "code", "") for one in said.values()]
    assert codes == ["", "not_an_address", "status", "too_many"]


def test_a_form_is_sent_once_and_an_onward_answer_is_asked_for_without(site, fetcher):
    site.pages["/search"] = (302, {"Location": "/found.html"}, b"")
    site.pages["/found.html"] = html()
    form = SentForm("application/json", b'{"pageIndex": 0}')
    page = fetcher.fetch(site.at("/search"), form, "http://a.gov.cn/年报?\r\nX: 1")
    assert (page.found_at, page.data) == (site.at("/found.html"), PAGE)
    (sent,) = site.sent
    assert sent == ("application/json", b'{"pageIndex": 0}')
    assert site.asked[1][1]["Referer"] == "http://a.gov.cn/%E5%B9%B4%E6%8A%A5?%0D%0AX:%201"


def test_what_a_site_forbids_counts_behind_a_mark_and_where_it_is_refused(site, fetcher):
    site.pages["/a.html"] = html()
    site.pages["/robots.txt"] = (200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /")
    assert refused(fetcher, site.at("/a.html")) == "robots"


@pytest.mark.parametrize("status", [401, 403, 412, 521])
def test_a_site_that_refuses_its_robots_txt_is_left_alone(site, fetcher, status):
    site.pages["/a.html"] = html()
    site.pages["/robots.txt"] = (status, {}, b"")
    assert refused(fetcher, site.at("/a.html")) == "robots_unknown"
