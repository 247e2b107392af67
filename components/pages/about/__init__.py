"""What stands behind the figures: coverage, accuracy, definitions, rules."""
