"""The filter bar: its controls, their options, and the one callback that ties them to the URL."""
