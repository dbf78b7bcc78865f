"""How gunicorn runs the dashboard. Threads, because a page mostly waits for the API."""

import os

bind = os.environ.get("WEB_BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("WEB_WORKERS") or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 16)
keepalive = 75
timeout = 120
graceful_timeout = 40
accesslog = None
control_socket_disable = True
