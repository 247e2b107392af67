"""Documents received: collected, archived, read in processes, and what became of each."""
