"""The office's desk: documents brought in, previewed, filed or sent back, and what was done."""
