"""Install this version of Mingcha beside the one that is there, switch to it, or go back.

    sh install.sh [FOLDER] [--user NAME]      install, without a network, and switch
    sh install.sh [FOLDER] --back             switch to the version before

Each version has an environment of its own, FOLDER/versions/VERSION; FOLDER/.venv leads to the one
in use. Before another version takes over, the one in use makes a backup and the new one says what
it would change in the ledger. It needs nothing but Python; install.sh and install.ps1 find that.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import venv
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUNDLE = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
VERSION, PYTHON = BUNDLE["version"], BUNDLE["python"]
POSIX = os.name == "posix"
COMMANDS, ENDING = ("bin", "") if POSIX else ("Scripts", ".exe")
USUAL = Path("/srv/mingcha") if POSIX else Path(os.environ.get("LOCALAPPDATA", ".")) / "mingcha"


def main() -> None:
    """Do what the command line says."""
    asked = argparse.ArgumentParser(prog="install", description=__doc__.splitlines()[0])
    asked.add_argument("folder", nargs="?", type=Path, default=USUAL, help=f"usually {USUAL}")
    asked.add_argument(
        "--user", default="mingcha", help="whose installation it is; usually mingcha"
    )
    asked.add_argument("--back", action="store_true", help="switch to the version before")
    given = asked.parse_args()
    folder = given.folder.absolute()
    if given.back:
        switch(folder, before(folder) or refuse("没有更早的版本 · there is no version before"))
        return
    check()
    old = current(folder)
    environment(folder)
    if old and old != VERSION:
        hand_over(folder, old, given.user)
    switch(folder, VERSION)


def check() -> None:
    """Refuse wheels that are not those the bundle was made with, and another Python."""
    running = "{}.{}".format(*sys.version_info)
    if running != PYTHON:
        refuse(f"要 Python {PYTHON}，这是 {running} · it is for Python {PYTHON}, not {running}")
    listed = {}
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = {path.relative_to(HERE).as_posix() for path in (HERE / "wheels").iterdir()}
    for name in sorted(found | {name for name in listed if name.startswith("wheels/")}):
        path = HERE / name
        if not path.is_file() or listed.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
            refuse(
                f"{name}：与 SHA256SUMS 不符 · is not what SHA256SUMS says: nothing was installed"
            )


def environment(folder: Path) -> None:
    """Make this version's environment; one that was left half done is made anew."""
    target, done = folder / "versions" / VERSION, folder / "versions" / f"{VERSION}.done"
    if not done.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        venv.create(target, with_pip=True, clear=True)
        pip = [target / COMMANDS / f"python{ENDING}", "-m", "pip", "install", "--quiet"]
        offline = ["--no-index", "--find-links", HERE / "wheels", "--disable-pip-version-check"]
        around = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        run([*pip, *offline, f"mingcha=={VERSION}"], env=around | {"PIP_CONFIG_FILE": os.devnull})
        done.touch()


def hand_over(folder: Path, old: str, user: str) -> None:
    """Let the version in use make a backup, and the new one say what it would change."""
    theirs, ours = (command(folder / "versions" / one) for one in (old, VERSION))
    where = json.loads(run([theirs, "where", "--json"], user=user, capture_output=True).stdout)
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    backups = Path(where["archive"]).parent / "backups"
    kept = backups / f"before-{VERSION}-{stamp}.tar.zst"
    make = [sys.executable, "-c", "import os, sys; os.makedirs(sys.argv[1], 0o700, True)", backups]
    run(make, user=user)
    run([theirs, "backup", kept], user=user)
    print(f"备份 · backup: {kept}")
    run([ours, "ledger", "upgrade", "--preview"], user=user)


def switch(folder: Path, version: str) -> None:
    """Let FOLDER/.venv lead to a version, and remember which one was before."""
    old = current(folder)
    if old and old != version:
        (folder / "before").write_text(old, encoding="utf-8")
    if POSIX:
        fresh = folder / ".venv.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("versions", version))
        fresh.replace(folder / ".venv")
    else:
        door = f'@"{command(folder / "versions" / version)}" %*\r\n'
        (folder / "mingcha.cmd").write_text(door, encoding="utf-8")
    (folder / "version").write_text(version, encoding="utf-8")
    name = folder / ".venv" / "bin" / "mingcha" if POSIX else folder / "mingcha.cmd"
    print(f"明察 {version}：{name}{f' （之前 · before: {old}）' if old and old != version else ''}")


def current(folder: Path) -> str:
    """Return the version in use, "" where there is none."""
    if (folder / ".venv").is_dir() and not (folder / ".venv").is_symlink():
        refuse(
            f"{folder / '.venv'} 不是本程序装的，请先移开 · was not made here: move it away first"
        )
    return read(folder / "version")


def before(folder: Path) -> str:
    """Return the version that was in use before, "" where there is none any more."""
    old = read(folder / "before")
    return old if old and (folder / "versions" / old).is_dir() else ""


def read(file: Path) -> str:
    """Return what a small file says, "" where there is none."""
    return file.read_text(encoding="utf-8").strip() if file.exists() else ""


def command(made: Path) -> Path:
    """Return the command of an environment."""
    return made / COMMANDS / f"mingcha{ENDING}"


def run(words: list, user: str = "", **given) -> subprocess.CompletedProcess:
    """Run a command, as the installation's user where this is root; what fails ends all."""
    if user and POSIX and os.geteuid() == 0:
        words = ["runuser", "-u", user, "--", *words]
    done = subprocess.run([str(word) for word in words], text=True, cwd=HERE.anchor, **given)
    if done.returncode:
        refuse(f"{' '.join(map(str, words))}: {done.returncode}{done.stderr or ''}")
    return done


def refuse(why: str) -> None:
    """End with one sentence."""
    sys.exit(f"install: {why}")


if __name__ == "__main__":
    main()
