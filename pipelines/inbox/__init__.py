"""收件: reports brought in before they count: looked at, kept as drafts, filed or sent back."""
