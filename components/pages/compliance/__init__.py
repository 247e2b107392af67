"""Who published in time, and whose report has something wrong."""
