"""What `make serve` runs, read from the Makefile, so that tests and benches serve the same."""

import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def serve_command(port: int) -> list[str]:
    """Return the command that serves, on another port."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    recipe = next(line for line in lines if "/bin/gunicorn" in line)
    words = recipe.partition("/bin/gunicorn")[2].replace("$(PORT)", str(port))
    return [sys.executable, "-m", "gunicorn", *shlex.split(words)]
