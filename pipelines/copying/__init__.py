"""Copied text: what two reports say in the same words, years and numbers left out. Pure."""
