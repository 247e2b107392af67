"""Data that leaves with everything that explains it: Data Packages, terms, how to cite it."""
