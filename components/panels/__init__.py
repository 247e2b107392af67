"""Panels: an answer set on the page, and the callback that binds it to the address."""
