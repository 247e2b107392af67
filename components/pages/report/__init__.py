"""One report, with its source highlighted."""
