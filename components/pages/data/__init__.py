"""Figures as files: choose, look, take along."""
