"""A PostgreSQL server of the test run's own: in a folder of its own, on a socket, no network."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

NOT_HERE = "PostgreSQL is not installed here and could not be: see `make postgres`"


def programs() -> Path | None:
    """Return the folder of initdb and postgres; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    other = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(other).resolve().parent if other else None


class Server:
    """One server; each test asks it for a database of its own."""

    def __init__(self, socket: Path):
        self.socket = socket

    def address(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    def run(self, statement: str, name: str = "postgres") -> list:
        place = f"host={self.socket} user=postgres dbname={name}"
        with psycopg.connect(place, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def database(self) -> str:
        name = f"test_{uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        return name


@contextmanager
def server():
    """Start a server, and stop it at the end; root may not run one, so it runs as `postgres`."""
    home = programs()
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    # A socket's path is short by law: not below pytest's own long folders.
    folder = Path(tempfile.mkdtemp(prefix="mingcha-pg-"))
    if who:
        shutil.chown(folder, "postgres", "postgres")
    data, said = folder / "data", folder / "log"
    quick = "-c fsync=off -c listen_addresses= -c shared_buffers=16MB"
    start = [home / "pg_ctl", "-D", data, "-w", "-l", said, "-o", f"{quick} -k {folder}", "start"]
    make = [home / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N"]
    given = {"cwd": folder, "stdout": subprocess.DEVNULL, **who}
    try:
        subprocess.run([*make, "--locale=C"], check=True, **given)
        subprocess.run(start, check=True, **given)
        yield Server(folder)
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run(
                [home / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, **given
            )
        shutil.rmtree(folder, ignore_errors=True)
