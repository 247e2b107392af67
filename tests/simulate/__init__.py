"""One simulated district, written as documents and read like any report; its truth is known."""
