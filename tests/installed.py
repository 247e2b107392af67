"""The product as people install it: its wheel in an environment of its own, far from a checkout."""

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def wheel(folder: Path, tree: Path = ROOT) -> Path:
    """Build the wheel of a tree, without a network, into a folder."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, tree], check=True, cwd=folder)
    [made] = folder.glob("mingcha-*.whl")
    return made


def environment(folder: Path, made: Path) -> Path:
    """Make an environment with a wheel in it and return its folder of commands.

    What the product depends on is this environment's: installing that is another test's affair.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = next(folder.glob("*/python"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", made], check=True)
    [packages] = folder.glob("lib/*/site-packages")
    (packages / "zz-dependencies.pth").write_text(sysconfig.get_paths()["purelib"])
    return python.parent
