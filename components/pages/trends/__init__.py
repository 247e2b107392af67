"""How a figure changes over the years."""
