"""The whole deployment by the documents' own commands, taken from their pages and never retyped.

It runs as root in namespaces of its own: no network but loopback, and /etc, /srv, /var, /opt and
/usr/local as layers that vanish with it. What stands in for the machine around: a Python that
other users can read, `sudo`, and `systemctl` (tests/deployment/systemctl.py). PostgreSQL and nginx
are real.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import ROOT
from tests.bundle import bundle, fetch
from tests.postgres import NOT_HERE, programs

pytestmark = pytest.mark.slow
WAIT = 1_500
PAGES = {
    name: (ROOT / "docs" / name).read_text("utf-8") for name in ("first-hour.md", "operations.md")
}
BLOCK = re.compile(r"^(?P<edge> *)```(?P<kind>\w*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
# Sections of operations.md in the order they are run; and what is not run here, with the reason.
ORDER = ("Looking it over", "Backup and restore", "PostgreSQL", "Another secret", "Upgrading")
ELSEWHERE = {
    "On one machine, for one person": "test_from_the_wheel.py",
    "In a container": "there is no builder of images here: said on the page",
    "When something breaks": "test_lost_ledger.py",
}
MODEL = ROOT / "data" / "demo" / "documents" / "990101001" / "2022.html"


def blocks(page):
    """Return the commands of a page by the last heading before them."""
    found = {}
    text = PAGES[page]
    for block in BLOCK.finditer(text):
        if block["kind"] in {"", "sh"}:
            head = re.findall(r"^#+ (.+)$", text[: block.start()], re.MULTILINE)[-1]
            edge = re.compile(f"^{block['edge']}", re.MULTILINE)
            found.setdefault(head, []).append(edge.sub("", block["text"]))
    return found


def test_every_command_of_the_documents_is_run_or_said_where():
    assert {*blocks("operations.md")} == {*ORDER, *ELSEWHERE}


def why_not():
    if os.geteuid() != 0 or subprocess.run(["unshare", "-mn", "true"], check=False).returncode:
        return "needs root and namespaces of its own"
    if programs() is None:
        return NOT_HERE
    return "" if shutil.which("nginx") else "nginx is not installed here: see `make nginx`"


def later(folder):
    """Return a tree of the product as a later version with one more revision of the ledger."""
    left = shutil.ignore_patterns("__pycache__")
    shipped = ("data/reference", "data/published", "data/demo")
    for name in ("pipelines", "components", "assets", "docs", *shipped):
        shutil.copytree(ROOT / name, folder / name, ignore=left)
    for name in ("README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    text = re.sub('(?m)^version = ".*"', 'version = "99.0.0"', text)
    (folder / "pyproject.toml").write_text(text)
    schema = folder / "pipelines" / "ledger" / "schema.py"
    text = schema.read_text("utf-8")
    last = re.search(r'REVISIONS: Final = \(.*"(\d+)"\)', text)[1]
    schema.write_text(text.replace(f'"{last}")', f'"{last}", "9999")', 1))
    (schema.parent / "migrations" / "versions" / "r9999_trial.py").write_text(
        f'"""A table that the version before knows nothing of."""\nimport sqlalchemy as sa\n'
        f'from alembic import op\nrevision = "9999"\ndown_revision = "{last}"\n'
        'def upgrade():\n    op.create_table("trial", sa.Column("id", sa.Integer))\n'
    )
    return folder


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """Return the bundle of this version and one of a later, with the same wheels beside."""
    if why := why_not():
        pytest.skip(why)
    home = tmp_path_factory.mktemp("bundles")
    wheels = home / "wheels"
    wheels.mkdir()
    try:
        fetch(wheels, ROOT, "", "{}.{}".format(*sys.version_info))
    except subprocess.CalledProcessError:
        pytest.skip("the wheels that the product stands on could not be fetched")
    tree = later(home / "later")
    return bundle(home / "one", wheels=wheels), bundle(home / "two", tree, wheels=wheels)


AROUND = r"""
mount -t tmpfs none /mnt
for place in etc srv var opt usr/local; do
  mkdir -p /mnt/up/$place /mnt/work/$place
  mount -t overlay none -o lowerdir=/$place,upperdir=/mnt/up/$place,workdir=/mnt/work/$place /$place
done
cp {one} {two} /opt/
mkdir /opt/interpreter /opt/office /opt/next
mount --bind {python} /opt/interpreter
cp -r {work} /opt/work
mount -t tmpfs none /run && mount -t tmpfs none /tmp && chmod 1777 /tmp
ip link set lo up
echo "127.0.0.1 mingcha.example localhost" > /etc/hosts
echo /opt/interpreter/lib > /etc/ld.so.conf.d/python.conf && ldconfig
export PATH=/opt/interpreter/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LANG=C.UTF-8 HOME=/root
printf '#!/bin/sh\nshift\nuser=$1\nshift\nexec runuser -u "$user" -- "$@"\n' > /usr/local/bin/sudo
cp /opt/work/systemctl.py /usr/local/bin/systemctl
chmod +x /usr/local/bin/sudo /usr/local/bin/systemctl
rm -f /etc/nginx/sites-enabled/default
mkdir -p /run/postgresql && chown postgres /run/postgresql
cd /
install -d -o postgres /var/lib/trial
runuser -u postgres -- {pg}/initdb -D /var/lib/trial/data -A peer -U postgres -E UTF8 --locale=C \
  -N >/dev/null
runuser -u postgres -- {pg}/pg_ctl -D /var/lib/trial/data -w -l /var/lib/trial/log -o \
  "-c fsync=off -c listen_addresses= -k /var/run/postgresql" start >/dev/null
say() {{ echo "=== $*" >&2; }}
held() {{ say "held: $1"; shift; "$@" || {{ say "does not hold: $*"; exit 1; }}; }}
refused() {{ say "refused: $1"; shift; if "$@"; then say "was not refused: $*"; exit 1; fi; }}
status() {{ curl -s -o /dev/null -w '%{{http_code}}' "$@"; }}
is() {{ test "$1" = "$2" || {{ say "$1 is not $2"; return 1; }}; }}
listed() {{
  sudo -u mingcha mingcha reports --agency 130306200 --json | grep -c '"report_year": *2022'
}}
reports() {{  # a build in the background takes its time
  for _ in $(seq 60); do listed >/dev/null && break; sleep 2; done
  listed
}}
"""
HELD = r"""
held "the site is up through TLS" is "$(status https://mingcha.example/readyz)" 200
held "reading is closed" is "$(status https://mingcha.example/api/v1/reports)" 401
held "metrics are shut from outside" is "$(status https://mingcha.example/metrics)" 404
"""
ATTACKS = r"""
held "a forged header is nobody" is "$(status -H 'X-Remote-User: NAME' -H 'X-Mingcha-Proxy: x' \
  https://mingcha.example/api/v1/reports)" 401
held "another name is refused" is "$(status -H 'Host: evil.example' \
  https://mingcha.example/login)" 421
refused "a mistyped setting" env MINGCHA_REDING=closed runuser -u mingcha -- mingcha where
refused "a mistyped value" env MINGCHA_PROXY_ADDRESS=nonsense runuser -u mingcha -- mingcha where
refused "another user" runuser -u nobody -- mingcha backup /tmp/theirs.tar
refused "root, who would leave files that the service cannot write" mingcha users add other
refused "a ledger on a server without a secret" env MINGCHA_CONFIG= MINGCHA_HOME=/tmp/none \
  MINGCHA_LEDGER=postgresql+psycopg:///mingcha?host=/var/run/postgresql \
  /srv/mingcha/.venv/bin/gunicorn -c python:components.start.processes -b 127.0.0.1:8051 \
  'components.start.door:server()'
"""
CHANGED = r"""
say "a wheel that was changed"
cp -r /opt/office/mingcha-*/ /opt/changed && echo x >> "$(ls /opt/changed/wheels/mingcha-*.whl)"
refused "a changed wheel" sh /opt/changed/install.sh /opt/none
refused "nothing was installed by it" test -e /opt/none/versions
"""


def script(bundles, work):
    """Return the one script: what is around, the documents' commands, what must hold between."""
    first, pages = blocks("first-hour.md"), blocks("operations.md")

    def run(name, *texts):
        return "".join(f"say {name}\nset -x\n{text}\n{{ set +x; }} 2>/dev/null\n" for text in texts)

    install, upgrade, back, back_from_ledger = pages["Upgrading"]
    one, two = bundles
    parts = {"one": one, "two": two, "python": sys.base_prefix, "work": work, "pg": programs()}
    return "\n".join(
        [
            "set -eu",
            AROUND.format(**parts),
            "trap 'tail -n 40 /var/log/standin/mingcha.log /var/log/nginx/error.log >&2' EXIT",
            f"cp /opt/{one.name} /opt/office && cd /opt/office",
            # What an office brings along: its roster and its reports, beside the unpacked bundle.
            f"mkdir {one.name.removesuffix('.tar.gz')}",
            "cp -r /opt/work/reports /opt/work/roster.csv mingcha-*/",
            run("first-hour.md", *(text for texts in first.values() for text in texts)),
            HELD,
            ATTACKS,
            'held "the report counts" is "$(reports)" 1',
            *(run(f"'{name}'", *pages[name]) for name in ORDER[:4]),
            HELD,
            'held "it counts on PostgreSQL" is "$(reports)" 1',
            CHANGED,
            f"cd /opt/next && tar xzf /opt/{two.name} && cd mingcha-*/",
            run("'Upgrading, and back before the ledger is upgraded'", install, back),
            'held "it is the one before" test "$(mingcha --version)" != "mingcha 99.0.0"',
            HELD,
            run("Upgrading", install, upgrade),
            HELD,
            'held "it is the later one" test "$(mingcha --version)" = "mingcha 99.0.0"',
            'held "it counts after the upgrade" is "$(reports)" 1',
            run("'Back to the version before'", back_from_ledger),
            'refused "it is the one before" test "$(mingcha --version)" = "mingcha 99.0.0"',
            HELD,
            'held "it counts after going back" is "$(reports)" 1',
            "trap - EXIT; say done",
        ]
    )


def test_a_district_is_deployed_by_the_documents_alone(bundles, tmp_path):
    work = tmp_path / "work"
    (work / "reports").mkdir(parents=True)
    text = MODEL.read_text("utf-8").replace(
        "模拟数据：本页由程序生成，地名、机关和数字都是虚构的", ""
    )
    text = text.replace("清岚县鹤汀镇", "抚宁区茶棚乡").replace("清岚县", "抚宁区")
    text = text.replace("<h2>一", "<p>发布日期：2023-01-10</p><h2>一").replace("本镇", "本乡")
    (work / "reports" / "2022.html").write_text(text.replace("我镇", "我乡"), encoding="utf-8")
    (work / "roster.csv").write_text(
        "代码,机关,年度\n130306200,抚宁区茶棚乡人民政府,2022\n", "utf-8"
    )
    (work / "password").write_text("correct horse battery\n" * 2)
    shutil.copy(ROOT / "tests" / "deployment" / "systemctl.py", work)
    (tmp_path / "script").write_text(script(bundles, work), encoding="utf-8")
    command = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
    with (tmp_path / "log").open("w") as log, (work / "password").open() as typed:
        done = subprocess.run(
            [*command, "bash", tmp_path / "script"], env={}, stdin=typed, stdout=log, stderr=log,
            timeout=WAIT, check=False,
        )  # fmt: skip
    said = Path(log.name).read_text("utf-8", "replace")
    assert (done.returncode, said.splitlines()[-1]) == (0, "=== done"), said[-6000:]
