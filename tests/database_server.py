"""A MariaDB for tests: a child process on a free loopback port, its data in a directory of the test."""

import os
import subprocess
from pathlib import Path

from tests.daemons import Daemon
from tests.named_server import free_port


def database_server(directory: Path) -> tuple[Daemon, str]:
    """Give a MariaDB with an empty database, not started, and the URL to reach it under once it is."""
    data, port = directory / "data", free_port()
    # directories of tests are closed to other accounts, and root has to say that it means to run as root
    temporary = directory / "tmp"
    temporary.mkdir()
    places = [f"--datadir={data}", f"--tmpdir={temporary}"]
    as_owner = ["--user=root"] if os.geteuid() == 0 else []
    install = ["mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]
    done = subprocess.run(
        [*install, *places, *as_owner],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    first = directory / "first.sql"
    first.write_text("CREATE DATABASE zonehost CHARACTER SET utf8mb4;\nGRANT ALL ON *.* TO t@'%' IDENTIFIED BY 't';\n")
    first.chmod(0o644)
    options = [
        f"--datadir={data}",
        f"--tmpdir={temporary}",
        f"--socket={directory}/s.sock",
        f"--pid-file={directory}/pid",
        f"--port={port}",
    ]
    options += ["--bind-address=127.0.0.1", "--skip-log-bin", "--skip-name-resolve", f"--init-file={first}"]
    server = Daemon(["/usr/sbin/mariadbd", "--no-defaults", *options, *as_owner], directory, port)
    return server, f"mariadb+pymysql://t:t@127.0.0.1:{port}/zonehost"
