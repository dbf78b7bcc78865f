"""How gunicorn runs the API. Threads, because a request that waits for public servers must not hold up others."""

import os

bind = os.environ.get("API_BIND") or "127.0.0.1:8080"
workers = int(os.environ.get("API_WORKERS") or 2 * (os.cpu_count() or 1))
worker_class = "gthread"
threads = int(os.environ.get("API_THREADS") or 16)
keepalive = 75
timeout = 120
graceful_timeout = 40
accesslog = None
control_socket_disable = True
