"""Portals on this machine: invented pages behind a server, and what a collection does with them."""

import hashlib
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from pipelines.fetch.fetcher import Fetcher
from pipelines.fetch.policy import policy
from pipelines.portals.asking import BroughtFile, ExaminedPage
from pipelines.portals.collection import Collection
from pipelines.portals.journal import Journal

DATA = ("application/json", "application/javascript", "text/xml", "application/ofd")
HTML = "text/html; charset=utf-8"


class Portal(ThreadingHTTPServer):
    """A portal; `answer(verb, path, query, form)` gives (status, headers, bytes) or None."""

    daemon_threads = True

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), PortalAnswers)
        self.answer, self.asked, self.posted = answer, [], []
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.thread.join()
        self.server_close()

    @property
    def port(self):
        return self.server_address[1]

    def at(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def fetcher(self, folder):
        trusted = frozenset({("127.0.0.1", self.port)})
        types = policy().types | set(DATA)
        rules = replace(policy(), pause=0.0, seconds=5.0, types=types, trusted=trusted)
        return Fetcher(folder, rules)


class PortalAnswers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.give("GET", {})

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posted.append(self.path)
        is_json = "json" in self.headers["Content-Type"]
        self.give("POST", json.loads(data) if is_json else dict(parse_qsl(data, True)))

    def give(self, verb, form):
        parts = urlsplit(self.path)
        self.server.asked.append(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        given = self.server.answer(verb, parts.path, query, form)
        status, headers, data = given or (404, {"Content-Type": HTML}, b"")
        data = data.replace(b"http://portal.test", self.server.at("").encode())
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def pages(served):
    """Return an answer by paths: a text, bytes or (status, text); what is not there is 404."""

    def answer(verb, path, query, form):
        given = served.get(path)
        if callable(given):
            given = given()
        if given is None:
            return None
        status, body = given if isinstance(given, tuple) else (200, given)
        headers = {"Content-Type": HTML}
        if 300 <= status < 400:
            headers["Location"] = body
        return status, headers, body if isinstance(body, bytes) else body.encode()

    return answer


def links(*pairs, after=""):
    rows = [f'<li><a href="{href}">{said}</a><i>2025-01-20</i></li>' for href, said in pairs]
    return f"<html><body><ul>{''.join(rows)}</ul>{after}</body></html>"


def title(agency="青禾市水务局", year=2024):
    return f"{agency}{year}年政府信息公开工作年度报告"


def report(agency="青禾市水务局", year=2024, more=""):
    """Return a page that the desk of these tests takes for a report."""
    head = f"<h1>{title(agency, year)}</h1>"
    return f"<html><body>{head}<p>一、总体情况</p><p>{year}</p>{more}</body></html>"


class Desk:
    """A desk without a reader: pages with a first section are reports, known by their words."""

    def __init__(self, fetcher):
        self.fetcher, self.refusals, self.brought = fetcher, {}, []

    def remember_refusal(self, host, code):
        self.refusals[host] = code

    def fetch(self, address, form, referer):
        return self.fetcher.fetch(address, form, referer)

    def examine(self, page):
        text = page.data.decode("utf-8", "replace")
        if "一、总体情况" in text:
            said = (
                text.partition("一、总体情况")[2].partition("<footer>")[0].partition("</body>")[0]
            )
            title = text.partition("<h1>")[2].partition("</h1>")[0] or page.address
            return ExaminedPage((f"{title} {said}",))
        return ExaminedPage(is_list=text.count("年度报告</a>") > 1)

    def bring(self, page):
        sha256 = hashlib.sha256(page.data).hexdigest()
        self.brought.append((sha256, page.address))
        return [BroughtFile(sha256)]

    def has(self, sha256):
        return any(sha256 == brought for brought, _ in self.brought)


def collection(portal, path, folder, desk=None, before=None):
    desk = desk or Desk(portal.fetcher(folder / "turns"))
    journal = Journal(folder / "journal.jsonl")
    return Collection(portal.at(path), journal, desk, before, sleep=lambda _: None)


def collected(portal, path, folder, desk=None, before=None):
    """Collect a column to its end and return the collection."""
    run = collection(portal, path, folder, desk, before)
    list(run.run())
    return run
