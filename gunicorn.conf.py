"""What gunicorn looks for where it is started in a checkout; the options: components/start."""

from components.start.processes import *  # noqa: F403 - gunicorn takes whatever names it knows
