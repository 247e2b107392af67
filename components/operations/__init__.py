"""What whoever keeps the service sees of it: health, figures, and one line a request."""
