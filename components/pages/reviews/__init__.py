"""Reviews and suits: table four."""
