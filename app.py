"""The front door in a checkout: `app:server()` for gunicorn; alone it serves in one process."""

from components.start.alone import main
from components.start.door import application, server

__all__ = ["application", "server"]

if __name__ == "__main__":
    main("127.0.0.1", 8050)
