"""One county: its agencies and their years at a glance."""
