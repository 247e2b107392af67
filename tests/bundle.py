"""One archive that installs without a network: `make bundle`.

It holds the product's wheel and those it stands on, for one kind of machine and one Python, their
hashes, the installer and the documents: build/mingcha-VERSION-PLATFORM-pyVERSION.tar.gz.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path
from typing import Final

from packaging.markers import Marker, default_environment

from tests.installed import ROOT, wheel

HERE: Final = "{}.{}".format(*sys.version_info)
_PIN: Final = re.compile(r"^[a-z0-9._-]+==\S+(?: ; (?P<marker>.+?))? \\$")
_INSTALLERS: Final = ("install.py", "install.sh", "install.ps1")
_SYSTEMS: Final = {"win": ("win32", "nt"), "macosx": ("darwin", "posix")}


def bundle(
    into: Path,
    tree: Path = ROOT,
    platform: str = "",
    python: str = HERE,
    wheels: Path | None = None,
) -> Path:
    """Make the archive in a folder and return it.

    Args:
        into: where.
        tree: of the product.
        platform: as wheels name it (manylinux_2_28_aarch64, win_amd64); "" is this machine.
        python: the version that the other machine has, as 3.11.
        wheels: a folder that holds the wheels which it stands on, fetched before.
    """
    into.mkdir(parents=True, exist_ok=True)
    own = wheel(into, tree)
    version = own.name.split("-")[1]
    kind = platform or sysconfig.get_platform().replace("-", "_").replace(".", "_")
    home = into / f"mingcha-{version}-{kind}-py{python}"
    shutil.rmtree(home, ignore_errors=True)
    (home / "wheels").mkdir(parents=True)
    shutil.move(own, home / "wheels" / own.name)
    if wheels is None:
        fetch(home / "wheels", tree, platform, python)
    else:
        shutil.copytree(wheels, home / "wheels", dirs_exist_ok=True)
    for name in ("README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(tree / name, home)
    shutil.copytree(tree / "docs", home / "docs", ignore=shutil.ignore_patterns("pictures", "adr"))
    for name in _INSTALLERS:
        shutil.copy(tree / "docs" / "deploy" / name, home)
    said = {"version": version, "platform": kind, "python": python}
    (home / "bundle.json").write_text(json.dumps(said) + "\n", encoding="utf-8")
    _sum_up(home)
    target = into / f"{home.name}.tar.gz"
    with tarfile.open(target, "w:gz", compresslevel=1) as archive:  # wheels are packed already
        archive.add(home, home.name)
    shutil.rmtree(home)
    return target


def fetch(folder: Path, tree: Path, platform: str, python: str) -> None:
    """Fetch the wheels of the lock, by their hashes, for a kind of machine."""
    wanted = folder.parent / "requirements.txt"
    text = (tree / "requirements.lock").read_text(encoding="utf-8")
    wanted.write_text(chosen(text, platform, python), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    other = ["--platform", platform] if platform else []
    other += ["--python-version", python] if platform or python != HERE else []
    lines = ["--only-binary", ":all:", "--dest", str(folder), "-r", str(wanted)]
    subprocess.run([*command, *other, *lines], check=True)
    wanted.unlink()


def chosen(lock: str, platform: str = "", python: str = HERE) -> str:
    """Return the pins of a lock that a kind of machine needs: pip looks at its own alone."""
    system, name = next(
        (names for start, names in _SYSTEMS.items() if platform.startswith(start)),
        (sys.platform, "posix") if not platform else ("linux", "posix"),
    )
    other = {"sys_platform": system, "os_name": name, "python_version": python}
    other |= {"python_full_version": f"{python}.0"}
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    return "".join(block for block in blocks if block and _fits(block, other))


def _fits(block: str, machine: dict[str, str]) -> bool:
    found = _PIN.match(block.splitlines()[0])
    marker = found and found["marker"]
    return not marker or Marker(marker).evaluate(dict(default_environment()) | machine)


def _sum_up(home: Path) -> None:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(home).as_posix()}"
        for path in sorted(home.rglob("*"))
        if path.is_file()
    ]
    (home / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Make a bundle as the command line says."""
    asked = argparse.ArgumentParser(prog="make bundle", description=__doc__.splitlines()[0])
    asked.add_argument("--into", type=Path, default=ROOT / "build")
    asked.add_argument("--platform", default="")
    asked.add_argument("--python", default=HERE)
    given = asked.parse_args()
    print(bundle(given.into, platform=given.platform, python=given.python))


if __name__ == "__main__":
    main()
