"""Letters as Word templates: ours, and an office's own beside them."""
