"""Blocks and grids become reports: identity, sections, figures, each figure with its place."""

from pipelines.parse.report import parse

__all__ = ["parse"]
