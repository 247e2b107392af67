"""What people did, one row an entry of the ledger."""
