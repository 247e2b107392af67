"""Every address and command that was there is there still."""

import tomllib
from pathlib import Path

from typer.main import get_command

from components.application import create_app
from pipelines.cli.main import app as command
from pipelines.settings import ROOT, settings
from pipelines.store.store import Store

SURFACE = tomllib.loads(Path(__file__).with_name("surface.toml").read_text("utf-8"))["addresses"]


def answers(adapter, address, method):
    """Tell whether a route of our own, not the page for any path, takes an address."""
    rule, _ = adapter.match(address.replace("<", "x").replace(">", "x"), method, return_rule=True)
    return rule.rule != "/<path:path>" or address.startswith("/<path")


def test_every_address_is_taken_as_before(tmp_path):
    server = create_app(Store(tmp_path), ROOT / "assets", settings()).server
    rules = {rule.rule for rule in server.url_map.iter_rules()}
    adapter = server.url_map.bind("localhost")
    missing = []
    for line in SURFACE["routes"]:
        address, methods = line.rsplit(" ", 1)
        taken = address in rules or ("<" not in address and answers(adapter, address, methods[:3]))
        missing += [] if taken else [line]
    assert not missing


def test_every_command_is_there_as_before():
    def verbs(group, before=""):
        for name, one in getattr(group, "commands", {}).items():
            yield from (
                verbs(one, f"{before}{name} ") if hasattr(one, "commands") else (before + name,)
            )

    assert not set(SURFACE["commands"]) - set(verbs(get_command(command)))
