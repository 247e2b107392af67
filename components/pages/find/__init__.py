"""Agencies by name, former name, pinyin or code."""
