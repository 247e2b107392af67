"""Pictures of pages → paragraphs and grids, where the optional extra `pictures` is installed.

Nothing of it is imported before a picture comes: the base installation has neither OpenCV nor
ONNX Runtime. The models lie in the wheel of RapidOCR; nothing is fetched at run time. Pure.
"""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

_PACKAGES: Final = {
    "cv2": "opencv-python-headless",
    "onnxruntime": "onnxruntime",
    "rapidocr": "rapidocr",
}


@lru_cache(maxsize=1)
def edition() -> str:
    """Return what reads pictures here, with versions: it decides what is read; "" for nothing."""
    if any(find_spec(module) is None for module in _PACKAGES):
        return ""
    try:
        return " ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES.values())
    except metadata.PackageNotFoundError:
        return ""


def is_installed() -> bool:
    """Tell whether pictures can be read on this machine."""
    return bool(edition())


def reader() -> ModuleType:
    """Return the module that reads pages; only where `is_installed`."""
    return importlib.import_module("pipelines.read.pictures.page")
