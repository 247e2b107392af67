"""Reports brought in: previewed, filed, sent back, withdrawn."""
