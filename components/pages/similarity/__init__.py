"""Who writes like whom."""
