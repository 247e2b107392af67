"""Columns of portals: from the address of a list to the reports it lists, within limits.

What a list says is read without asking anybody (`listing.py`); who asks, keeps and reads is handed
to `collection.py` by the desk.
"""
