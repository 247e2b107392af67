"""One agency: all its years at a glance."""
