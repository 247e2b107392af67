"""Everything at once, and what is left of it."""
