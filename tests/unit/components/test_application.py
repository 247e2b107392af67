"""The application over HTTP, without a browser."""

import gzip
import json
from dataclasses import replace

import pytest

from components import ids
from components.application import create_app
from components.filters.bar import CONTROLS
from components.view import View
from pipelines.errors import StoreError
from pipelines.settings import ROOT, settings
from pipelines.store.store import Store


def ends_of(output: str) -> list[dict[str, str]]:
    ends = [end for end in output.strip(".").split("...") if "." in end]  # none: it only acts
    pairs = [end.rsplit(".", 1) for end in ends]
    return [{"id": name, "property": prop} for name, prop in pairs]


def post(client, starts_with, inputs, changed, state=()):
    listed = client.get("/_dash-dependencies").get_json()
    one = next(c for c in listed if c["output"].strip(".").startswith(starts_with))
    many = one["output"].startswith("..")
    outputs = ends_of(one["output"])
    given = [{"id": i, "property": p, "value": v} for (i, p), v in inputs.items()]
    body = {
        "output": one["output"],
        "outputs": outputs if many else outputs[0],
        "changedPropIds": [changed],
        "inputs": given,
        "state": [{"id": i, "property": p, "value": v} for i, p, v in state],
    }
    reply = client.post("/_dash-update-component", json=body)
    assert reply.status_code in {200, 204}
    return reply.get_json()["response"] if reply.status_code == 200 else {}


def page(client, path, search="", *, narrow=False):
    inputs = {
        ("shell-url", "pathname"): path,
        ("shell-url", "search"): search,
        ("shell-narrow", "data"): narrow,
    }
    return post(client, "shell-header.children", inputs, "shell-url.search")


def move(client, path, search, changed, **values):
    inputs = {("shell-url", "pathname"): path, ("shell-url", "search"): search}
    inputs |= {(control.value, "value"): values.get(control.name.lower()) for control in CONTROLS}
    return post(client, "shell-url.search", inputs, changed)


@pytest.mark.parametrize("path", ["/", "/counts", "/mix", "/trends"])
@pytest.mark.parametrize("search", ["", "?lang=en", "?dataset=demo", "?a=nobody", "?y=1900"])
def test_every_page_answers_every_kind_of_link(client, path, search):
    reply = page(client, path, search)
    assert "H1" in json.dumps(reply["main"])


def test_the_badge_is_on_the_page_and_on_the_chart_of_simulated_data(client):
    reply = page(client, "/counts", "?dataset=demo")
    assert "模拟数据" in json.dumps(reply["shell-ribbon"], ensure_ascii=False)
    assert '"badge"' in json.dumps(reply["main"])
    real = page(client, "/counts")
    assert real["shell-ribbon"]["children"] == []
    assert '"badge"' not in json.dumps(real["main"])


def test_every_graph_has_the_one_configuration(client):
    def graphs(node):
        if isinstance(node, dict):
            if node.get("type") == "Graph":
                yield node["props"]
            for child in node.values():
                yield from graphs(child)
        elif isinstance(node, list):
            for child in node:
                yield from graphs(child)

    found = [g for path in ("/counts", "/mix", "/trends") for g in graphs(page(client, path))]
    assert len(found) == 3
    assert all(g["config"]["showSendToCloud"] is False for g in found)
    assert all(g["config"]["plotlyServerURL"] == "" for g in found)


def test_moving_a_control_rewrites_the_address(client):
    reply = move(client, "/counts", "?dataset=demo", "filters-first.value", first="2020")
    assert reply["shell-url"]["search"] == "?dataset=demo&y=2020..2025"
    assert reply["filters-first"]["value"] == "2020"


def test_the_bar_names_what_is_chosen_and_weighs_little(client):
    search = "?county=420104&city=4201&province=42"
    reply = move(client, "/counts", search, "shell-url.search")
    chips = json.dumps(reply["filters-chips"], ensure_ascii=False)
    assert "硚口区" in chips
    assert '"/counts"' in chips  # the way out of it
    assert len(gzip.compress(json.dumps(reply).encode())) <= 12_000


def test_an_address_moves_the_controls_and_is_left_alone(client):
    reply = move(client, "/counts", "?dataset=demo&y=2020..2022", "shell-url.search")
    assert "shell-url" not in reply
    assert reply["filters-first"]["value"] == "2020"
    assert reply["filters-last"]["value"] == "2022"


def test_a_code_nobody_knows_moves_no_control(client):
    reply = move(client, "/counts", "?province=zz&a=nobody&i=no.such", "shell-url.search")
    assert reply["filters-indicator"]["value"] == ""


def test_a_table_stands_in_the_place_of_its_chart_and_its_heads_sort_it(client):
    parts = page(client, "/counts", "?dataset=demo&show=table&sort=-5")
    told = json.dumps(parts["main"], ensure_ascii=False)
    assert '"scope": "col"' in told
    assert "清岚县鹤汀镇人民政府" in told
    assert '"aria-sort": "descending"' in told
    assert "Graph" not in told
    opened = {("figure-open-sources", "n_clicks"): 0}
    state = [("shell-url", "pathname", "/counts"), ("shell-url", "search", "?dataset=demo")]
    untouched = post(
        client, "figure-sources.children", opened, "figure-open-sources.n_clicks", state
    )
    assert untouched == {}


def test_sources_lead_out_in_a_new_tab_and_tell_nothing(client):
    state = [("shell-url", "pathname", "/counts"), ("shell-url", "search", "")]
    opened = {("figure-open-sources", "n_clicks"): 1}
    reply = post(client, "figure-sources.children", opened, "figure-open-sources.n_clicks", state)
    told = json.dumps(reply)
    assert told.count('"target": "_blank"') == told.count('"rel": "noopener noreferrer"') > 50


def test_every_id_that_a_callback_names_is_in_the_layout(app, client):
    named = set()
    for callback in client.get("/_dash-dependencies").get_json():
        named |= {end["id"] for end in (*callback["inputs"], *callback["state"])}
        named |= {end["id"] for end in ends_of(callback["output"])}
    assert named <= {str(node.id) for node in app.validation_layout._traverse_ids()}


def test_ids_are_unique_over_all_groups():
    values = [part.value for group in (ids.Shell, ids.Filters, ids.FigurePanel) for part in group]
    assert len(values) == len(set(values))


@pytest.mark.parametrize("path", ["/", "/counts", "/mix", "/trends", "/healthz"])
def test_pages_answer_200(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/nope", "/counts/deep", "/count", "/admin.php"])
def test_an_unknown_path_is_404_with_the_designed_page(client, path):
    reply = client.get(path)
    assert reply.status_code == 404
    assert b"react-entry-point" in reply.data
    assert "回到总览" in json.dumps(page(client, path)["main"], ensure_ascii=False)


def test_the_policy_allows_nothing_from_elsewhere_and_no_inline_script_of_ours(client):
    reply = client.get("/")
    policy = dict(
        part.split(" ", 1) for part in reply.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "http" not in reply.headers["Content-Security-Policy"]
    assert policy["connect-src"] == "'self'"
    assert b"https://cdn" not in reply.data


def test_a_chart_stands_in_pages_of_the_sites_that_are_listed_and_nothing_else_does(client, store):
    own = replace(settings(), embed_sites=("https://example.org", "http://10.1.2.3:8080"))
    listing = create_app(store, ROOT / "assets", own).server.test_client()

    def ancestors(site, path):
        policy = site.get(path).headers["Content-Security-Policy"]
        return policy.partition("frame-ancestors ")[2]

    listed = "https://example.org http://10.1.2.3:8080"
    assert {ancestors(listing, f"/embed/{name}?y=2023") for name in ("counts", "mix")} == {listed}
    assert {ancestors(listing, path) for path in ("/counts", "/import", "/login")} == {"'none'"}
    assert ancestors(client, "/embed/counts") == "'none'"
    assert listing.get("/embed/import").status_code == 404
    alone = json.dumps(page(listing, "/embed/counts", "?dataset=demo&y=2023")["main"])
    assert all(part in alone for part in ("panel embedded", '"badge"', '"_blank"', "figure"))
    assert "downloads" not in alone
    offered = json.dumps(page(listing, "/counts", "?dataset=demo")["main"])
    assert '"data-copy": "embed"' in offered
    assert '"data-copy": "embed"' not in json.dumps(page(client, "/counts")["main"])


def test_assets_are_kept_for_a_year_and_pages_are_not(client):
    html = client.get("/").data.decode()
    sheet = html.partition('href="/assets/theme.css')[2].partition('"')[0]
    assert sheet.startswith("?m=")
    with client.get(f"/assets/theme.css{sheet}") as reply:
        assert "max-age=31536000" in reply.headers["Cache-Control"]


def test_two_applications_share_nothing(store, app):
    other = create_app(store, ROOT / "assets")
    assert other.server is not app.server
    assert set(other.callback_map) == set(app.callback_map)


def test_a_store_that_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="mingcha build"):
        Store(tmp_path).info()


def test_a_fault_is_logged_and_told_in_one_sentence(tmp_path, caplog):
    broken = create_app(Store(tmp_path), ROOT / "assets").server.test_client()
    inputs = {
        ("shell-url", "pathname"): "/",
        ("shell-url", "search"): "",
        ("shell-narrow", "data"): False,
    }
    listed = broken.get("/_dash-dependencies").get_json()
    one = next(c for c in listed if c["output"].startswith("..shell-header"))
    body = {
        "output": one["output"],
        "outputs": ends_of(one["output"]),
        "changedPropIds": ["shell-url.search"],
        "inputs": [{"id": i, "property": p, "value": v} for (i, p), v in inputs.items()],
    }
    reply = broken.post("/_dash-update-component", json=body)
    assert "shell-notice" in json.dumps(reply.get_json())
    assert "a callback failed" in caplog.text


def test_a_view_is_drawn_in_the_language_of_its_link(client):
    reply = json.dumps(page(client, "/trends", View(language="en").search()), ensure_ascii=False)
    assert "How has it changed?" in reply
    assert "各年怎样变化" not in reply


def test_scripts_can_be_served_before_any_page_was_asked_for(store):
    assert "dash" in create_app(store, ROOT / "assets").registered_paths
