"""What we say reports mean: indicators, members, forms and words, as data."""
