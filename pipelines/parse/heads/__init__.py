"""The head of a printed table: which columns its words name, and what tells their order."""
