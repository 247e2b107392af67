"""A build: archive, ledger and what ships become one published store."""
