"""One report, with its source lit."""
