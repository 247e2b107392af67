"""Two to six reports side by side."""
