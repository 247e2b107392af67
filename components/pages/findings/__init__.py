"""What does not add up, with both sides and the verdicts of people."""
