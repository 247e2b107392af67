"""The first page: one year of a place at a glance."""
