"""The examples of docs/api.md and docs/data.md, run as they stand."""

import json
import re
import shlex
import shutil
import urllib.request
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app as command
from pipelines.export.package import RESOURCES
from pipelines.settings import ROOT

DOCS = ROOT / "docs"
HOST = "http://127.0.0.1:8050"


def blocks(page, language):
    text = (DOCS / page).read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_programs_run_as_they_stand(host, store, tmp_path, monkeypatch):
    shutil.copyfile(store.file(), tmp_path / "store.duckdb")
    monkeypatch.chdir(tmp_path)
    results = {}
    for program in blocks("api.md", "python"):
        exec(program.replace(HOST, host), results)  # noqa: S102 - our own page
    assert len(results["by_reason"]) == 8
    assert results["by_applicant"].height == 6
    assert len(results["trend"]) > 4


def test_the_addresses_of_the_commands_answer(host):
    lines = [line for block in blocks("api.md", "sh") for line in block.splitlines()]
    assert len(lines) == 4
    for line in lines:
        address = shlex.split(line)[-1].replace(HOST, host)
        with urllib.request.urlopen(address) as reply:  # noqa: S310 - our own server
            assert reply.status == 200
            assert len(reply.read()) > 300


@pytest.fixture
def packages(shipped, tmp_path, monkeypatch):
    """Run the commands of the page in a folder of their own."""
    monkeypatch.setenv("MINGCHA_STORE", str(shipped))
    monkeypatch.chdir(tmp_path)
    for line in blocks("data.md", "sh")[-1].splitlines():
        program, *words = shlex.split(line)
        if program == "mingcha":
            done = CliRunner().invoke(command, words)
            assert done.exit_code == 0, done.output
    return tmp_path


def test_a_data_package_is_valid_in_both_forms(packages):
    shutil.unpack_archive(packages / "refusals.zip", packages / "refusals")
    report = frictionless.validate(str(packages / "refusals" / "datapackage.json"))
    assert report.flatten(["title", "message"])[:5] == []
    for name in ("refusals", "hebei"):
        described = json.loads((packages / name / "datapackage.json").read_text("utf-8"))
        assert [one["name"] for one in described["resources"]] == list(RESOURCES)
        assert described["licenses"][0]["name"] == "CC-BY-4.0"
        for one in described["resources"]:
            rows = duckdb.sql(f"FROM '{packages / name / one['path']}'")
            assert rows.columns == [field["name"] for field in one["schema"]["fields"]]
            assert len(rows.fetchall()) == one["rows"]
            assert all(field["description"] for field in one["schema"]["fields"])


def test_a_selection_nobody_can_make_is_one_sentence(shipped, tmp_path, monkeypatch):
    monkeypatch.setenv("MINGCHA_STORE", str(shipped))
    for selection in ("bogus=1", "dataset=both", "i=no.such", "y=20", "a=nobody", "county=zz"):
        done = CliRunner().invoke(command, ["export", selection, "--to", str(tmp_path / "x")])
        assert done.exception.code == "selection"
        assert not (tmp_path / "x").exists()


def test_a_workbook_of_the_api_opens_ready_to_use(host, tmp_path):
    path = tmp_path / "filing.xlsx"
    address = f"{host}/api/v1/filing.xlsx?dataset=demo&lang=en"
    with urllib.request.urlopen(address) as reply:  # noqa: S310 - our own server
        path.write_bytes(reply.read())
    sheet = openpyxl.load_workbook(path).worksheets[0]
    names = [cell.value for cell in sheet[1]]
    row = dict(zip(names, sheet[2], strict=True))
    assert row["year"].data_type == "n"
    assert row["due_on"].is_date
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


def test_the_pages_name_no_file_that_is_not_there():
    for page in ("api.md", "data.md", "store.md"):
        text = (DOCS / page).read_text("utf-8")
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert (DOCS / Path(link)).exists(), link
