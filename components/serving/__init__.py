"""The server under the application: what a connection may ask of it before a thread is spent."""
