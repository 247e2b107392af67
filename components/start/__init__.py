"""How the web application is started: its door, gunicorn's options, one process alone."""
