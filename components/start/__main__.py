"""`python -m components.start HOST PORT`: the service, with gunicorn where it can be."""

import sys

host, port = sys.argv[1], int(sys.argv[2])
try:
    from gunicorn.app.wsgiapp import WSGIApplication
except ImportError:  # no `fcntl`, no `pwd`: this is Windows
    from components.start.alone import main

    main(host, port)
else:
    name = f"[{host}]" if ":" in host else host
    options = ["-c", "python:components.start.processes", "-b", f"{name}:{port}"]
    sys.argv = ["gunicorn", *options, "components.start.door:server()"]
    WSGIApplication("%(prog)s [OPTIONS]").run()
