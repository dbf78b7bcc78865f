"""A whole platform for tests: every service a process, its state in a directory of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.resolver
import dns.zone
import requests

from orchestration.local.health import checks
from orchestration.local.layout import REPOSITORY, Layout
from orchestration.local.state_of_daemons import database_client
from orchestration.local.supervisor import Supervisor
from tests.waiting import until


@dataclass(frozen=True)
class Answer:
    """What the API said."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]
    seconds: float

    @property
    def response(self) -> Any:
        """The payload of a success; a failure fails the test with what the API said."""
        assert self.status == 200, f"{self.status}: {self.body}"
        return self.body.get("response")


class Stack:
    """One running platform.

    Args:
        state: the directory its state is in.
    """

    def __init__(self, state: Path) -> None:
        self.layout = Layout(state)
        self.session = requests.Session()

    def up(self) -> None:
        """Bring everything up; what runs already is left alone."""
        self._command("up")
        self.layout.load_ports()
        self.info: dict[str, Any] = json.loads(self.layout.stack_file.read_text())
        user = self.info["user"]
        self.session.headers.update({"X-API-User": user["email"], "X-API-Key": user["api_key"]})

    def beside(self) -> "Stack":
        """Return the same platform with a session of its own, for another thread."""
        other = Stack(self.layout.state)
        other.layout.load_ports()
        other.info = self.info
        other.session.headers.update(self.session.headers)
        return other

    def down(self) -> None:
        """Stop everything."""
        self._command("down")

    def api(self, verb: str, path: str, data: object = None, *, body: object = None, **options: Any) -> Answer:
        """Make a request as the demo user.

        Args:
            verb: of HTTP.
            path: behind `/1.0/`.
            data: what stands in the body's `data` member.
            body: a whole body instead.
            options: for requests.
        """
        if data is not None:
            body = {"data": data}
        started = time.monotonic()
        answer = self.session.request(
            verb, f"{self.info['api']['url']}/1.0/{path}", json=body, timeout=options.pop("timeout", 60), **options
        )
        try:
            content = answer.json()
        except ValueError:
            content = {"text": answer.text}
        return Answer(answer.status_code, content, dict(answer.headers), time.monotonic() - started)

    def new_zone(self, **options: Any) -> str:
        """Create a zone of a name nobody else uses, wait until it is live, and return its name."""
        zone = f"t{uuid.uuid4().hex[:12]}.org"
        created = self.api("POST", "domains?wait=30", {"domain": zone, **options}).response
        assert created["status"]["state"] == "live", created
        return zone

    def create_zone(self, **options: Any) -> str:
        """Create a zone of a name nobody else uses, and return its name without waiting for it."""
        zone = f"t{uuid.uuid4().hex[:12]}.org"
        self.api("POST", "domains", {"domain": zone, **options}).response  # noqa: B018 - a failure fails the test
        return zone

    def add(self, zone: str, *records: dict[str, Any], wait: float | None = None) -> Any:
        """Add records to a zone and return the payload."""
        wish = f"?wait={wait}" if wait is not None else ""
        return self.api("POST", f"domains/{zone}/records{wish}", {"records": list(records)}).response

    def wait_until_live(self, zone: str, seconds: float = 60.0) -> dict[str, Any]:
        """Wait until every public server serves what is saved, and return the status."""

        def live() -> dict[str, Any] | None:
            answer = self.api("GET", f"domains/{zone}/status")
            if answer.status != 200:
                return None
            status: dict[str, Any] = answer.response
            return status if status["state"] == "live" else None

        return until(live, f"{zone} is live: {self.api('GET', f'domains/{zone}/status').body}", seconds)

    @property
    def public_ports(self) -> dict[str, int]:
        """The DNS ports of the public servers, by name."""
        return {server["name"]: server["port"] for server in self.info["public"]}

    def ask(self, port: int, name: str, rdtype: str, dnssec: bool = False) -> dns.message.Message | None:
        """Ask a name server; None when it does not answer."""
        query = dns.message.make_query(name, rdtype, want_dnssec=dnssec)
        try:
            return dns.query.udp_with_fallback(query, "127.0.0.1", port=port, timeout=2)[0]
        except (dns.exception.DNSException, OSError):
            return None

    def values(self, port: int, name: str, rdtype: str) -> set[str]:
        """Return the rdata a name server answers with."""
        message = self.ask(port, name, rdtype)
        wanted = dns.rdatatype.from_text(rdtype)
        if message is None:
            return set()
        return {rdata.to_text() for rrset in message.answer if rrset.rdtype == wanted for rdata in rrset}

    def serial(self, port: int, zone: str) -> int | None:
        """Return the serial a name server answers with, None when it does not serve the zone."""
        message = self.ask(port, zone, "SOA")
        if message is None or message.rcode() != dns.rcode.NOERROR or not message.answer:
            return None
        serial: int = message.answer[0][0].serial
        return serial

    def transfer(self, port: int, zone: str) -> dns.zone.Zone:
        """Return a zone by AXFR, which public servers allow on loopback."""
        transferred = dns.zone.Zone(zone, relativize=False)
        dns.query.inbound_xfr("127.0.0.1", transferred, port=port, timeout=10, lifetime=60)
        return transferred

    def pid(self, service: str) -> int:
        """Return the process of a service."""
        return int(Supervisor(self.layout).programs()[service]["pid"])

    def kill(self, service: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to a service; the supervisor starts it again if that ends it."""
        os.kill(self.pid(service), number)

    def kill_all_of(self, service: str) -> None:
        """Kill a service with all of its child processes (signal 9); the supervisor starts it again."""
        os.killpg(self.pid(service), signal.SIGKILL)

    def children(self, service: str) -> list[int]:
        """Return the child processes of a service."""
        pid = self.pid(service)
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def wait_until_all_answer(self, seconds: float = 60.0) -> None:
        """Wait until every service runs and answers."""

        def no_complaints() -> bool:
            running = Supervisor(self.layout).programs().values()
            try:
                for check in checks(self.layout).values():
                    check()
            except OSError:
                return False
            return all(entry["statename"] == "RUNNING" for entry in running)

        until(no_complaints, "every service answers", seconds)

    def stop(self, service: str) -> None:
        """Stop a service until `start`."""
        Supervisor(self.layout).stop_program(service)

    def start(self, service: str) -> None:
        """Start a service that was stopped."""
        Supervisor(self.layout).start_program(service)

    def sql(self, statement: str) -> list[list[str]]:
        """Run SQL as root and return the rows."""
        done = subprocess.run(
            [*database_client(self.layout), "zonehost"], input=statement, capture_output=True, text=True, check=True
        )
        return [line.split("\t") for line in done.stdout.splitlines()]

    def log(self, service: str) -> str:
        """Return the log of a service."""
        return (self.layout.logs / f"{service}.log").read_text(errors="replace")

    def _command(self, command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "orchestration.local", command, "--state", str(self.layout.state)],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def running_stack(name: str) -> Iterator[Stack]:
    """Give a running platform; one named by ZONEHOST_TEST_STATE is left running, so that a test can be tried again.

    Args:
        name: of the directory its state is in, below `var/`.
    """
    kept = os.environ.get("ZONEHOST_TEST_STATE")
    running = Stack(Path(kept) if kept else REPOSITORY / "var" / name)
    running.up()
    try:
        yield running
    finally:
        if not kept:
            running.down()
