"""What the daemons need on disk before they start: directories, configuration files, the database."""

import subprocess
import sys
from pathlib import Path

from orchestration.local import environments
from orchestration.local.accounts import account, account_for_python, give, let_read
from orchestration.local.layout import HOST, PUBLIC_SERVERS, REPOSITORY, Layout


def prepare_daemons(layout: Layout) -> None:
    """Write every configuration anew, and what has to be there before a first start."""
    # the API shows them to administrators
    let_read(layout.logs, account_for_python("nobody", layout.state))
    _prepare_mariadb(layout)
    _prepare_redis(layout)
    _directory(layout, layout.mails.name, "nobody")
    _render("bind.render_config", layout.state / "primary", environments.of_primary(layout))
    for name in PUBLIC_SERVERS:
        _directory(layout, f"{name}_sync", "bind")
        _render("publicdns.render_config", layout.state / name, environments.of_public_server(layout, name))
    owner = account("bind", layout.state)
    for name in ("primary", *PUBLIC_SERVERS):
        _give_all(layout.state / name, owner)


def _prepare_mariadb(layout: Layout) -> None:
    directory = _directory(layout, "mariadb", "mysql")
    # of its own: a server that starts removes what looks like a temporary table, also that of another
    temporary = _directory(layout, "mariadb/temporary", "mysql")
    owner = account("mysql", layout.state)
    config = directory / "my.cnf"
    config.write_text(
        f"""[mariadbd]
datadir={directory}/data
tmpdir={temporary}
socket={directory}/mariadb.sock
pid-file={directory}/mariadb.pid
bind-address={HOST}
port={layout.ports["mariadb"]}
skip-name-resolve
character-set-server=utf8mb4
max_connections=400
max_allowed_packet=256M
innodb_buffer_pool_size=256M
innodb_log_file_size=128M
innodb_flush_log_at_trx_commit=1
skip-log-bin
""",
        encoding="utf-8",
    )
    config.chmod(0o644)
    if not (directory / "data" / "mysql").exists():
        command = ["mariadb-install-db", f"--defaults-file={config}", "--auth-root-authentication-method=socket"]
        command += [f"--datadir={directory}/data", "--skip-test-db"]
        command.append(f"--user={owner}" if owner else f"--user={_own_name()}")
        command.append(f"--auth-root-socket-user={_own_name()}")
        _run(command)


def create_database(layout: Layout) -> None:
    """Make the database and the account of the services; run again it sets the password to the stored one."""
    password = layout.password("database")
    statements = f"""
        CREATE DATABASE IF NOT EXISTS {environments.DATABASE};
        CREATE USER IF NOT EXISTS 'zonehost'@'{HOST}' IDENTIFIED BY '{password}';
        ALTER USER 'zonehost'@'{HOST}' IDENTIFIED BY '{password}';
        GRANT ALL ON {environments.DATABASE}.* TO 'zonehost'@'{HOST}';
    """
    _run(database_client(layout), statements)


def database_client(layout: Layout) -> list[str]:
    """Return the command that speaks SQL as the database's root."""
    return ["mariadb", "--no-defaults", f"--socket={layout.state}/mariadb/mariadb.sock", "-u", "root", "-N", "-B"]


def migrate(layout: Layout) -> None:
    """Bring the tables up to date."""
    command = [sys.executable, "-m", "alembic", "-c", str(REPOSITORY / "alembic.ini"), "upgrade", "head"]
    _run(command, environment=environments.of_api(layout))


def _prepare_redis(layout: Layout) -> None:
    directory = _directory(layout, "redis", "redis")
    # every job goes to disk at once: the queue has to survive a kill
    (directory / "redis.conf").write_text(
        f"""bind {HOST}
port {layout.ports["redis"]}
dir {directory}
daemonize no
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
""",
        encoding="utf-8",
    )


def _directory(layout: Layout, name: str, owner: str) -> Path:
    directory = layout.state / name
    directory.mkdir(exist_ok=True)
    directory.chmod(0o2770)
    give(directory, account(owner, layout.state))
    return directory


def _render(module: str, directory: Path, environment: dict[str, str]) -> None:
    directory.mkdir(exist_ok=True)
    _run([sys.executable, "-m", module, str(directory / "named.conf")], environment=environment)


def _give_all(directory: Path, owner: str | None) -> None:
    give(directory, owner)
    directory.chmod(0o2770)
    for path in directory.rglob("*"):
        give(path, owner)


def _own_name() -> str:
    return _run(["id", "-un"]).strip()


def _run(command: list[str], text: str | None = None, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, env=environment, check=False, timeout=120
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\nfailed:\n{done.stdout}{done.stderr}")
    return done.stdout
