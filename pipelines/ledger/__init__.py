"""What people decided: one append-only table, and what its entries mean when replayed."""
