"""Mingcha's front end: views, words, charts, panels; asks the Store and writes nothing."""
