"""Who asked for information and what they were told: table three."""
