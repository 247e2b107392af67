"""Where the shared documents lie, beside the checkout or beside the folder of worktrees."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT.parent / "shared", ROOT.parent.parent / "shared")
SHARED = next((place for place in PLACES if place.is_dir()), PLACES[0])
