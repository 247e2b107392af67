"""Bytes → Reading: blocks and grids, with every character where the document has it. Pure."""

from pipelines.read.bundle import members
from pipelines.read.open import read

__all__ = ["members", "read"]
