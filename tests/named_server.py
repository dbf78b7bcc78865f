"""A real named for tests: a child process on free loopback ports, its files in a directory of the test."""

import base64
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from pathlib import Path

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype

from core.rndc import Rndc, RndcError
from tests.waiting import until

NAMED = "/usr/sbin/named"
START_SECONDS = 20.0


def free_port(kind: int = socket.SOCK_STREAM) -> int:
    """Give a loopback port that was free for both TCP and UDP a moment ago."""
    while True:
        with socket.socket(socket.AF_INET, kind) as first:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            other = socket.SOCK_DGRAM if kind == socket.SOCK_STREAM else socket.SOCK_STREAM
            with socket.socket(socket.AF_INET, other) as second:
                try:
                    second.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return port


def new_secret() -> str:
    """Give a fresh 256-bit secret in base64, as named.conf wants it."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


class NamedServer:
    """One named with an rndc key, authoritative only, on one loopback port for DNS and one for commands.

    Args:
        directory: an empty directory of this server; named gets to own it.
        options: text put inside the `options` statement.
        config: text put after it: keys, zones.
        port: the DNS port, or one that is free.
    """

    def __init__(self, directory: Path, options: str = "", config: str = "", port: int | None = None) -> None:
        self.directory = directory
        self.options = options
        self.config = config
        self.address = "127.0.0.1"
        self.port = port or free_port()
        self.rndc_port = free_port()
        self.rndc_secret = new_secret()
        self.process: subprocess.Popen[bytes] | None = None
        self._rndc: Rndc | None = None

    @property
    def log(self) -> Path:
        """Where named's messages go."""
        return self.directory / "named.log"

    @property
    def rndc(self) -> Rndc:
        """A connection to the control channel, opened on first use."""
        if self._rndc is None:
            self._rndc = Rndc(self.address, self.rndc_port, self.rndc_secret, timeout=20)
        return self._rndc

    def write(self, name: str, text: str) -> Path:
        """Put a file, such as a zone, into the server's directory."""
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def start(self, config_file: Path | None = None) -> "NamedServer":
        """Write the configuration (or take a finished one), start named, wait until it answers."""
        self.directory.mkdir(parents=True, exist_ok=True)
        if config_file is None:
            config_file = self.write("named.conf", self._config_text())
        command = [NAMED, "-f", "-n", "2", "-L", str(self.log), "-c", str(config_file)]
        user = _unprivileged_user(self.directory)
        if user is not None:
            _give(self.directory, user)
            command += ["-u", user.pw_name]
        self.process = subprocess.Popen(command, cwd=self.directory)
        until(self._is_ready, f"named answers on port {self.rndc_port}", START_SECONDS)
        return self

    def ask(self, name: str, kind: str = "SOA", timeout: float = 2.0) -> dns.message.Message | None:
        """Ask over UDP; None when nothing answers in time."""
        query = dns.message.make_query(name, kind)
        try:
            return dns.query.udp(query, self.address, port=self.port, timeout=timeout)
        except (dns.exception.Timeout, OSError):
            return None

    def serial(self, zone: str) -> int | None:
        """Give the serial this server has for a zone, or None when it is not authoritative for it."""
        answer = self.ask(zone)
        if answer is None or answer.rcode() != dns.rcode.NOERROR:
            return None
        for rrset in answer.answer:
            if rrset.rdtype == dns.rdatatype.SOA:
                return int(rrset[0].serial)
        return None

    def zone_exists(self, zone: str) -> bool:
        """Tell whether named has the zone in its configuration, loaded or not."""
        # zonestatus refuses a zone that is not loaded yet just as one that does not exist.
        return self.rndc.call(f"showzone {zone}").result == 0

    def kill(self) -> None:
        """End named at once, as a crash would."""
        self._end(hard=True)

    def stop(self) -> None:
        """End named the orderly way."""
        self._end(hard=False)

    def restart(self) -> None:
        """Stop and start with the configuration file already written."""
        self.stop()
        self.start(self.directory / "named.conf")

    def _end(self, *, hard: bool) -> None:
        if self._rndc is not None:
            self._rndc.close()
        if self.process is None:
            return
        if hard:
            self.process.kill()
        else:
            self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _is_ready(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError(f"named ended: {self.log.read_text() if self.log.exists() else 'no log'}")
        try:
            self.rndc.call("null")
        except RndcError:
            return False
        return self.ask(".") is not None

    def _config_text(self) -> str:
        return f"""
key "rndc" {{ algorithm hmac-sha256; secret "{self.rndc_secret}"; }};
controls {{ inet {self.address} port {self.rndc_port} allow {{ 127.0.0.1; }} keys {{ "rndc"; }}; }};
options {{
  directory "{self.directory}";
  pid-file none;
  session-keyfile none;
  listen-on port {self.port} {{ {self.address}; }};
  listen-on-v6 {{ none; }};
  recursion no;
  dnssec-validation no;
  {self.options}
}};
{self.config}
"""


def _unprivileged_user(directory: Path) -> pwd.struct_passwd | None:
    """Give the user `bind` when we are root and that user can reach the directory, otherwise None."""
    if os.geteuid() != 0:
        return None
    try:
        user = pwd.getpwnam("bind")
    except KeyError:
        return None
    reachable = subprocess.run(
        ["setpriv", "--reuid", str(user.pw_uid), "--clear-groups", "ls", str(directory)],
        capture_output=True,
        check=False,
    )
    return user if reachable.returncode == 0 else None


def _give(directory: Path, user: pwd.struct_passwd) -> None:
    for path in [directory, *directory.rglob("*")]:
        shutil.chown(path, user.pw_uid, user.pw_gid)
