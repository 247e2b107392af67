"""What the disclosed items consist of."""
