"""What the agencies of a district add up to."""
