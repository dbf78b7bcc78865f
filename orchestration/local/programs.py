"""Every process of a local stack, in the order they are started in: later ones need earlier ones."""

import sys
from dataclasses import dataclass, field

from orchestration.local import environments
from orchestration.local.accounts import account, account_for_python
from orchestration.local.apparmor import unconfined
from orchestration.local.layout import HOST, PUBLIC_SERVERS, REPOSITORY, Layout

# what our own programs beside the services need
OF_PYTHON = {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


@dataclass(frozen=True, slots=True)
class Program:
    """One process that is kept running.

    Attributes:
        name: of the service; also of its log file.
        command: and its arguments.
        user: the account to run under; None for the one the supervisor has.
        environment: all of it; nothing is inherited.
        stop_seconds: how long it may take to end before it is killed.
    """

    name: str
    command: list[str]
    user: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    stop_seconds: int = 20


def programs(layout: Layout) -> list[Program]:
    """Return all programs."""
    return [*_daemons(layout), *_name_servers(layout), *_services(layout)]


def _daemons(layout: Layout) -> list[Program]:
    state = layout.state
    mysql = account("mysql", state)
    mariadb = ["/usr/sbin/mariadbd", f"--defaults-file={state}/mariadb/my.cnf", f"--user={mysql or 'root'}"]
    gearmand = [
        "/usr/sbin/gearmand",
        f"--listen={HOST}",
        f"--port={layout.ports['gearmand']}",
        "--queue-type=redis",
        f"--redis-server={HOST}",
        f"--redis-port={layout.ports['redis']}",
        "--log-file=stderr",
        "--verbose=WARNING",
        "--threads=2",
    ]
    mail = [sys.executable, "-m", "orchestration.local.mail_server", str(layout.ports["mail"]), str(layout.mails)]
    guard = [sys.executable, "-m", "orchestration.gearmand_guard", str(layout.ports["gearmand"]), "--"]
    memcached = ["/usr/bin/memcached", "-l", HOST, "-p", str(layout.ports["memcached"]), "-m", "64"]
    if account("memcache", state):
        memcached += ["-u", "memcache"]
    elif account("nobody", state):
        memcached += ["-u", "nobody"]
    elif sys.platform == "linux":
        memcached += ["-u", "root"]
    return [
        Program("mariadb", mariadb, stop_seconds=60),
        Program("redis", ["/usr/bin/redis-server", f"{state}/redis/redis.conf"], account("redis", state)),
        Program("memcached", memcached),
        Program(
            "gearmand",
            [*guard, *gearmand],
            account_for_python("nobody", state),
            OF_PYTHON,
        ),
        Program("mail", mail, account_for_python("nobody", state), OF_PYTHON),
    ]


def _name_servers(layout: Layout) -> list[Program]:
    named = unconfined("/usr/sbin/named", layout.state)
    user = account("bind", layout.state)
    found = []
    for name in ("primary", *PUBLIC_SERVERS):
        command = [named, "-f", "-c", f"{layout.state}/{name}/named.conf"]
        found.append(Program(name, [*command, "-u", user] if user else command, stop_seconds=30))
    return found


def _services(layout: Layout) -> list[Program]:
    # what shares files with the name server shares its account
    with_files = account_for_python("bind", layout.state)
    without = account_for_python("nobody", layout.state)
    python = sys.executable
    api = [python, "-m", "gunicorn", "-c", "python:api.server", "api.wsgi:application"]
    web = [python, "-m", "gunicorn", "-c", "python:web.server", "web.wsgi:application"]
    syncs = [
        Program(f"{name}_sync", [python, "-m", "publicdns"], with_files, environments.of_public_server(layout, name))
        for name in PUBLIC_SERVERS
    ]
    return [
        *syncs,
        Program("worker", [python, "-m", "worker"], with_files, environments.of_worker(layout), stop_seconds=40),
        Program("api", api, without, environments.of_api(layout), stop_seconds=45),
        Program("web", web, without, environments.of_web(layout), stop_seconds=45),
        Program("cron", [python, "-m", "cron"], without, environments.of_python(layout)),
    ]
