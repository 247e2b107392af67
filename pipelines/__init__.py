"""Mingcha's pipeline: bytes → read → parse → decide → publish → store."""
