"""Where everything of a local stack is: its directories, its ports and its secrets."""

import base64
import json
import os
import secrets
import socket
import uuid
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"

PUBLIC_SERVERS = ("ns1", "ns2")

# what is tried first; a port that is taken gives way to any free one
DEFAULT_PORTS = {
    "api": 8480,
    "web": 8481,
    "mariadb": 15306,
    "redis": 15379,
    "memcached": 15211,
    "gearmand": 15730,
    "mail": 15025,
    "primary": 15053,
    "primary_control": 15953,
    "primary_statistics": 15853,
    "ns1": 15153,
    "ns1_control": 15954,
    "ns1_statistics": 15854,
    "ns1_notify": 15154,
    "ns2": 15253,
    "ns2_control": 15955,
    "ns2_statistics": 15855,
    "ns2_notify": 15254,
}


class Layout:
    """The places of one stack.

    Args:
        state: the directory all of its state is in.
    """

    def __init__(self, state: Path) -> None:
        self.state = state.resolve()
        self.logs = self.state / "logs"
        self.mails = self.state / "mail"
        self.supervisor_socket = self.state / "supervisor.sock"
        self.supervisor_config = self.state / "supervisord.conf"
        self.stack_file = self.state / "stack.json"
        self._ports_file = self.state / "ports.json"
        self._secrets = self.state / "secrets"
        self.ports: dict[str, int] = {}

    def prepare(self) -> None:
        """Make the directories; others may pass through the topmost one, so that daemons reach their own below it."""
        self.state.mkdir(parents=True, exist_ok=True)
        self.state.chmod(0o711)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self._secrets.mkdir(mode=0o700, exist_ok=True)

    def load_ports(self) -> None:
        """Take the ports chosen before."""
        if self._ports_file.exists():
            self.ports = json.loads(self._ports_file.read_text(encoding="utf-8"))

    def choose_ports(self) -> None:
        """Settle on ports that are free now: those of the last time, else the usual ones, else any.

        `ZONEHOST_PORT_<NAME>` in the environment names a port that has to be had.

        Raises:
            SystemExit: a port asked for by name is taken.
        """
        self.load_ports()
        chosen: dict[str, int] = {}
        for name, default in DEFAULT_PORTS.items():
            demanded = os.environ.get(f"ZONEHOST_PORT_{name.upper()}")
            if demanded:
                if not _is_free(int(demanded)):
                    raise SystemExit(f"Port {demanded} for {name} is taken.")
                chosen[name] = int(demanded)
                continue
            candidates = [self.ports.get(name, default), default]
            free = [port for port in candidates if port not in chosen.values() and _is_free(port)]
            chosen[name] = free[0] if free else _any_free_port(set(chosen.values()))
        self.ports = chosen
        self._ports_file.write_text(json.dumps(chosen, indent=2), encoding="utf-8")

    def address(self, name: str) -> str:
        """Return host:port of something."""
        return f"{HOST}:{self.ports[name]}"

    @property
    def web_url(self) -> str:
        """Return where the dashboard is; by name, because passkeys belong to names."""
        return f"http://localhost:{self.ports['web']}"

    def secret(self, name: str) -> str:
        """Return 32 random octets in base64, made at first use and kept."""
        return self._kept(name, lambda: base64.b64encode(secrets.token_bytes(32)).decode())

    def password(self, name: str) -> str:
        """Return a password, made at first use and kept."""
        return self._kept(name, lambda: secrets.token_urlsafe(15))

    def api_key(self, name: str) -> str:
        """Return an API key, made at first use and kept."""
        return self._kept(name, lambda: str(uuid.uuid4()).upper())

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        file = self._secrets / name
        if not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                out.write(make())
        return file.read_text(encoding="utf-8")


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                # as daemons do, so that connections of a stack just stopped do not count
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                return False
    return True


def _any_free_port(taken: set[int]) -> int:
    while True:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port: int = probe.getsockname()[1]
        if port not in taken and _is_free(port):
            return port
