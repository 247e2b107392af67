"""Next year's form is two files of data: a report on it is read, judged, named and shown."""

import json
import os
import shutil
import subprocess
import sys

from pipelines.settings import ROOT

NEW = "ruling.decisions"
HEAD = """id = "2027"
name = { zh = "2027 年格式", en = "Form of 2027" }
short = { zh = "2027 表式", en = "2027 form" }
basis = { zh = "国办公开办函〔2027〕7号", en = "Disclosure Office letter 7 of 2027" }
since = 2027
succeeds = "2021"
without_rules = ["R-T2-10"]
"""
ROW = '\n[[table.block.row]]\nlabel = "行政裁决"\nindicators = ["ruling.decisions"]\n'
AFTER = 'indicators = ["coercion.decisions"]\n'
INDICATOR = f"{NEW},2,行政裁决：处理决定数量,Administrative rulings: decisions,件,count,,B,\n"
PRINTED = '<tr><td>行政强制</td><td colspan="3">{}</td></tr>'
RECEIVED = "政府信息公开申请数量</td><td>1</td><td>1</td>"
CARRIED_OUT = """[[table.block.row]]
label = "四、结转下年度继续办理"
group = []
indicators = ["request.carried_out"]
"""
ASK = """
import json, sys
from pathlib import Path
from components.application import create_app
from pipelines.build.run import build
from pipelines.documents.collect import InputFile
from pipelines.documents.reception import ingest
from pipelines.settings import ROOT, settings
from pipelines.store.store import Store
from tests.unit.components.test_application import page

ours = settings()
assert ROOT == Path(sys.argv[1]), ROOT
list(ingest(ours, [InputFile(Path(path)) for path in sys.argv[2:]]))
store = Store(build(ours).parent)
client = create_app(store, ROOT / "assets", ours).server.test_client()
rows = {
    name: client.get(f"/api/v1/{path}").get_json()["rows"]
    for name, path in {
        "cells": "figures?i=ruling.decisions&columns=year,form,value,state",
        "findings": "findings?y=2027&columns=rule",
        "forms": "codes?list=form",
    }.items()
}
reports = store.reports("real")
print(json.dumps({
    **rows,
    "templates": dict(zip(map(str, reports["report_year"]), reports["template"], strict=True)),
    "report": json.dumps(page(client, "/report/130306200/2027"), ensure_ascii=False),
    "about": json.dumps(page(client, "/about", "?lang=en")),
}))
"""


def with_the_form(home):
    """Copy the product and add the form: a file of its own and a row."""
    for part in ("pipelines", "components", "assets"):
        shutil.copytree(ROOT / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = home / "pipelines" / "catalogue"
    before = (catalogue / "templates" / "2021.toml").read_text("utf-8")
    _, _, tables = before.partition("\n[[table]]")
    tables = tables.replace("cells = 10", "cells = 11", 1).replace(AFTER, AFTER + ROW, 1)
    (catalogue / "templates" / "2027.toml").write_text(f"{HEAD}\n[[table]]{tables}", "utf-8")
    with (catalogue / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write(INDICATOR)


def ask(home, *words, script=ASK, **ours):
    """Run a script with the copied product, beside the tests of this one."""
    ours |= {"PYTHONPATH": f"{home}{os.pathsep}{ROOT}"}
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=home, env=dict(os.environ) | ours,  # noqa: TID251 - inherited
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_form_of_two_files_is_read_judged_named_and_shown(tmp_path, installation, page):
    home = tmp_path / "copy"
    with_the_form(home)
    row = PRINTED.format(0)
    rows = {row: row + PRINTED.replace("强制", "裁决").format(3)}
    rows |= {RECEIVED: RECEIVED.replace("<td>1", "<td>4", 1)}
    new = page("new.html", year=2027, swap=rows)
    old = page("old.html", year=2026)
    answer = ask(home, home, new, old, MINGCHA_DATA=str(installation.data))
    assert answer.returncode == 0, answer.stderr
    got = json.loads(answer.stdout.splitlines()[-1])
    assert got["templates"] == {"2019": "2019", "2020": "2019", "2026": "2021", "2027": "2027"}
    assert [cell for cell in got["cells"] if cell["state"] == "number"] == [
        {"dataset": "real", "year": 2027, "form": "2027", "value": 3, "state": "number"}
    ]
    rules = {finding["rule"] for finding in got["findings"]}
    assert rules >= {"R-T3-01", "R-T3-03"}  # the sums of the form it succeeds
    assert not rules & {"R-STR-02", "R-PARSE-03"}  # the right form, and no row of it is strange
    assert {"list": "form", "code": "2027", "meaning": "2027 年格式"} in got["forms"]
    assert "行政裁决" in got["report"]
    assert "2027 年格式 · 国办公开办函〔2027〕7号" in got["report"]
    assert "Disclosure Office letter 7 of 2027: Form of 2027, 2027" in got["about"]


def test_a_form_whose_rules_cannot_hold_is_refused(tmp_path):
    with_the_form(tmp_path)
    form = tmp_path / "pipelines" / "catalogue" / "templates" / "2027.toml"
    whole = form.read_text("utf-8")
    load = "from pipelines.validate.rulebook import rulebook; rulebook()"
    for old, new, reason in (
        ("R-T2-10", "R-T9-99", "without_rules: ['R-T9-99']"),
        (CARRIED_OUT, "", "cannot hold on form 2027, which prints no ['request.carried_out']"),
    ):
        assert old in whole
        cells = "cells = 175" if new else "cells = 168"
        form.write_text(whole.replace(old, new).replace("cells = 175", cells), "utf-8")
        answer = ask(tmp_path, script=load)
        assert answer.returncode == 1
        assert reason in answer.stderr
