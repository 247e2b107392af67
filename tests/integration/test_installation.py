"""Which installation a command acts on: read from one place, named, and never another user's."""

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli.options import fault_sentence
from pipelines.cli.words import speak
from pipelines.documents.archive import Archive
from pipelines.errors import SettingsError
from pipelines.settings import ROOT, settings

NOBODY = pwd.getpwnam("nobody")
DAEMON = pwd.getpwnam("daemon")
COMMAND = """
import os, sys
from pipelines.cli.main import main
import pipelines.cli.verbs
from pipelines.cli.words import say
say("fault.stopped")
if user := int(os.environ.pop("RUN_AS", "0")):  # Python itself may lie where only root can read
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
main()
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that writes a file of settings and points everything at it."""

    def write(text):
        path = tmp_path / "mingcha.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("MINGCHA_CONFIG", str(path))
        return path

    return write


def test_a_file_of_settings_is_read_and_the_environment_counts_more(written, monkeypatch):
    path = written('reading = "open"\nhosts = ["a.example", "b.example"]\narchive = "/srv/a"\n')
    found = settings()
    assert (found.reading, found.hosts) == ("open", ("a.example", "b.example"))
    assert found.source("READING") == str(path)
    monkeypatch.setenv("MINGCHA_READING", "accounts")
    assert (settings().reading, settings().source("READING")) == ("accounts", "environment")
    assert settings().archive == Path("/srv/a")


def test_what_cannot_be_is_refused_and_what_is_wanted_said(written):
    wrong = {
        'reding = "closed"': "did you mean reading",
        'Reading = "closed"': "did you mean reading",
        'MINGCHA_READING = "closed"': "did you mean reading",
        'mingcha_host = "a.example"': "did you mean hosts",
        'reading = "opne"': "give machine, accounts or open",
        "reading = true": "give a text",
        'reading = "closed': "no TOML",
        'time_zone = "Asia/Peking"': "Asia/Shanghai",
        'address = "mingcha.example"': "give https://NAME",
        'address = "https://mingcha.example/path"': "give https://NAME",
        'address = "https://user:word@mingcha.example"': "give https://NAME",
        'hosts = ["https://a.example"]': "without https://",
        'hosts = "a.example:8443"': "without a port",
        'fetch_hosts = ["http://x"]': "without https://",
        'proxy_address = "nonsense"': "IP address",
        'proxy_address = "127.0.0.1:80"': "IP address",
        'proxy_header = "X-User: admin"': "name of one header",
        'api_origins = "*"': "give sites as",
        'api_origins = ["https://example.org/page"]': "give sites as",
        'proxy_secret = "short"': "give 32",
        'secret = "short"': "give 32",
        'metrics_token = "two words"': "without blanks",
        'ledger = "sqlite//x"': "give sqlite:////PATH",
        'ledger = "mysql://u:p@h/n"': "give sqlite:////PATH",
        'archive = "https://example.org/archive"': "path of a folder",
        'rates = "pages=many"': "pages=N",
        'desk = "ajar"': "open or closed",
        'log = "yaml"': "json or text",
    }
    unlike = {}
    for text, wanted in wrong.items():
        path = written(text)
        try:
            said = f"taken: {settings()}"
        except SettingsError as error:
            said = str(error)
            spoken = ""
            for lang in ("en", "zh"):
                speak(lang)
                spoken += fault_sentence(error)
            if str(path) not in spoken:
                unlike[f"{text} as spoken"] = spoken
        if wanted not in said or "short" in said.partition(".toml")[2]:
            unlike[text] = said
    assert unlike == {}


def test_what_an_office_sets_is_taken(written, monkeypatch):
    written(
        """
        ledger = "postgresql+psycopg://u:p%40@[::1]:5432/name?sslmode=verify-full"
        hosts = ["mingcha.example", "10.0.0.1", "::1", "localhost"]
        fetch_hosts = [".example.org", "www.example.org"]
        api_origins = ["https://example.org", "http://localhost:3000"]
        address = "https://mingcha.example:8443/"
        proxy_address = "::1"
        rates = "pages=0 writes=60"
        reading = ""
        """
    )
    found = settings()
    assert (found.reading, found.address) == ("machine", "https://mingcha.example:8443")
    monkeypatch.setenv("mingcha_reading", "closed")
    with pytest.raises(SettingsError, match="did you mean MINGCHA_READING"):
        settings()


def test_a_home_holds_its_own_settings_and_all_that_is_kept(tmp_path, monkeypatch):
    monkeypatch.delenv("MINGCHA_CONFIG", raising=False)
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    (tmp_path / "mingcha.toml").write_text('reading = "open"')
    found = settings()
    assert (found.archive, found.store) == (tmp_path / "archive", tmp_path / "store")
    assert found.ledger == f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    assert (found.reading, found.data) == ("open", ROOT / "data")


def test_where_says_what_the_service_refuses(mingcha, monkeypatch):
    monkeypatch.setenv("MINGCHA_LEDGER", "postgresql+psycopg://mingcha:hidden@db/mingcha")
    code, out, err = mingcha("where", "--lang", "en")
    assert (code, "db/mingcha" in out, "MINGCHA_SECRET is not set" in err) == (2, True, True)
    monkeypatch.setenv("MINGCHA_PROXY_SECRET", "hidden")
    for verb in ("where", "doctor"):
        code, _, err = mingcha(verb, "--lang", "en")
        assert (code, "PROXY_SECRET" in err, "hidden" in err) == (2, True, False), verb


def test_a_mistyped_setting_starts_neither_the_command_nor_the_service(mingcha, monkeypatch):
    monkeypatch.setenv("MINGCHA_REDING", "closed")
    code, out, err = mingcha("users", "list")
    assert (code, out) == (2, "")
    assert "MINGCHA_READING" in err
    serve = [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:0", "app:server()"]
    done = subprocess.run(serve, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.splitlines() == [
        "mingcha: environment: MINGCHA_REDING is no setting; did you mean MINGCHA_READING?"
    ]


def test_where_tells_everything_but_secrets(mingcha, monkeypatch):
    monkeypatch.setenv("MINGCHA_LEDGER", "postgresql+psycopg://mingcha:hidden@db/mingcha")
    monkeypatch.setenv("MINGCHA_SECRET", "hidden" * 8)
    monkeypatch.setenv("MINGCHA_PROXY_SECRET", "hidden" * 8)
    code, out, _ = mingcha("where", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["ledger"] == "postgresql+psycopg://mingcha:***@db/mingcha"
    assert (found["reading"], found["secret"]) == ("machine", "environment")
    assert "hidden" not in out + mingcha("where")[1]


def test_what_writes_names_the_installation_and_an_empty_backup_is_none(mingcha, tmp_path):
    target = tmp_path / "kept.tar"
    code, _, err = mingcha("backup", target)
    assert (code, target.exists()) == (2, False)
    assert "mingcha where" in err
    Archive(settings().archive).put(b"<p>a report</p>", "a.html")
    code, _, err = mingcha("backup", target)
    assert (code, target.exists()) == (0, True)
    assert str(settings().archive) in err
    assert "ledger.sqlite" in err
    assert mingcha("users", "list")[2] == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="takes another user's part, which root alone can")
def test_another_users_installation_is_neither_read_nor_written(installation, elsewhere, tmp_path):
    Archive(installation.archive).put(b"<p>a report</p>", "a.html")
    home = tmp_path / "theirs"
    installation.data.rename(home)
    for path in (home, *home.rglob("*")):
        os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid)
    env = elsewhere | {"MINGCHA_DATA": str(home)}
    added = ("users", "add", "li", "--role", "reader", "--by", "x")

    def run(*words, **more):
        command = [sys.executable, "-c", COMMAND, *words, "--lang", "en"]
        done = subprocess.run(
            command, cwd=ROOT, env=env | more, input="correct horse battery\n",
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr

    code, said = run(*added)  # root would leave files that the service cannot write
    assert (code, "sudo -u nobody" in said) == (2, True)
    assert not (home / "ledger.sqlite").exists()
    home.chmod(0o700)
    config = home / "mingcha.toml"
    config.write_text("")
    config.chmod(0o600)
    for path in (tmp_path, *tmp_path.parents[:3]):  # pytest's own are for their owner alone
        path.chmod(path.stat().st_mode | 0o011)
    daemon = {"RUN_AS": str(DAEMON.pw_uid)}
    target = tmp_path / "kept.tar"
    code, said = run("backup", str(target), **daemon)
    assert (code, "sudo -u nobody" in said) == (2, True), said
    env["MINGCHA_CONFIG"] = str(config)
    code, said = run("backup", str(target), **daemon)
    assert (code, "cannot be read" in said) == (2, True), said
    assert not target.exists()
