"""Pages: one folder each, with its question, its view, its files and its words."""
