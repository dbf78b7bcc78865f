"""The supervisor of a local stack: supervisord with a socket of its own."""

import os
import subprocess
import sys
import time
import xmlrpc.client
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from orchestration.local.layout import Layout
from orchestration.local.programs import Program

START_SECONDS = 15.0


class Supervisor:
    """Starts, stops and looks at the programs of a stack.

    Args:
        layout: of the stack.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def is_running(self) -> bool:
        """Tell whether the supervisor answers."""
        try:
            self._rpc().supervisor.getState()
        except (OSError, xmlrpc.client.Error):
            return False
        return True

    def start(self, programs: list[Program]) -> None:
        """Write the configuration and start the supervisor, with none of its programs yet.

        Raises:
            SystemExit: it does not come up.
        """
        config = self._layout.supervisor_config
        with os.fdopen(os.open(config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(_configuration(self._layout, programs))
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)]
        quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
        subprocess.run(command, env=quiet, check=True, cwd="/")
        deadline = time.monotonic() + START_SECONDS
        while not self.is_running():
            if time.monotonic() > deadline:
                raise SystemExit(f"The supervisor did not start; see {self._layout.logs}/supervisord.log")
            time.sleep(0.1)

    def start_program(self, name: str) -> None:
        """Start one program, if it does not run yet."""
        if self.programs()[name]["statename"] not in {"RUNNING", "STARTING"}:
            self._rpc().supervisor.startProcess(name, False)

    def stop_program(self, name: str) -> None:
        """Stop one program, and leave it stopped."""
        self._rpc().supervisor.stopProcess(name)

    def programs(self) -> dict[str, dict[str, Any]]:
        """Return what the supervisor knows of each program, by name."""
        return {str(entry["name"]): entry for entry in self._rpc().supervisor.getAllProcessInfo()}

    def check_running(self, name: str) -> None:
        """Make sure a program has been running for a moment.

        Raises:
            ConnectionError: it is only just starting, or keeps ending.
        """
        state = self.programs()[name]["statename"]
        if state != "RUNNING":
            raise ConnectionError(f"it is {state}")

    def pid(self) -> int:
        """Return the process of the supervisor itself."""
        return int(self._rpc().supervisor.getPID())

    def stop(self) -> None:
        """Stop the programs, last started first, and then the supervisor."""
        pid = self.pid()
        rpc = self._rpc().supervisor
        order = list(self.programs().values())
        for entry in sorted(order, key=lambda entry: int(entry["start"]), reverse=True):
            if entry["statename"] in {"RUNNING", "STARTING", "BACKOFF"}:
                rpc.stopProcess(entry["name"])
        rpc.shutdown()
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.05)

    def _rpc(self) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._layout.supervisor_socket}")
        return xmlrpc.client.ServerProxy("http://localhost", transport=transport)


def _configuration(layout: Layout, programs: list[Program]) -> str:
    sections = [
        f"""[supervisord]
nodaemon=false
logfile={layout.logs}/supervisord.log
logfile_maxbytes=5MB
pidfile={layout.state}/supervisord.pid
childlogdir={layout.logs}
minfds=8192

[unix_http_server]
file={layout.supervisor_socket}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
    ]
    sections += [_section(layout, program) for program in programs]
    return "\n".join(sections)


def _section(layout: Layout, program: Program) -> str:
    lines = [
        f"[program:{program.name}]",
        f"command={_escaped(' '.join(program.command))}",
        "directory=/",
        "autostart=false",
        "autorestart=true",
        "startsecs=1",
        # never give up: what it needs may be away for long
        "startretries=1000000",
        f"stopwaitsecs={program.stop_seconds}",
        "killasgroup=true",
        f"stdout_logfile={layout.logs}/{program.name}.log",
        "stdout_logfile_maxbytes=20MB",
        "stdout_logfile_backups=2",
        "redirect_stderr=true",
    ]
    if program.user:
        lines.append(f"user={program.user}")
    if program.environment:
        pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in program.environment.items())
        lines.append(f"environment={pairs}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%%").replace('"', '\\"')
