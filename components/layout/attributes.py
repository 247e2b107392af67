"""Attributes whose names are no Python names: aria-label, data-file."""

from typing import Any


def attributes(**values: str) -> dict[str, Any]:
    """Return `aria_label="…"` as the keyword argument `aria-label` of a component."""
    return {key.replace("_", "-"): value for key, value in values.items()}
