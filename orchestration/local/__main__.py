"""The commands of a local stack: up, down, status, logs, reset. `make run` and its siblings call them."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from orchestration.local import demo
from orchestration.local.health import Check, checks, late_zones, wait_for
from orchestration.local.layout import REPOSITORY, Layout
from orchestration.local.programs import programs
from orchestration.local.stack_file import write_stack_file
from orchestration.local.state_of_daemons import create_database, migrate, prepare_daemons
from orchestration.local.supervisor import Supervisor

ANSWER_SECONDS = 60.0


def up(layout: Layout) -> int:
    """Start what does not run, in the order of who needs whom, and return when everything answers."""
    layout.prepare()
    supervisor = Supervisor(layout)
    if supervisor.is_running():
        layout.load_ports()
    else:
        layout.choose_ports()
        with progress("configuration"):
            prepare_daemons(layout)
            supervisor.start(programs(layout))
    ask = checks(layout)
    for program in programs(layout):
        with progress(program.name):
            _start(layout, supervisor, program.name, ask.get(program.name))
    with progress("administrator and demo user"):
        demo.create_users(layout)
    with progress("demo zone"):
        demo.create_zone(layout)
    write_stack_file(layout, supervisor)
    _welcome(layout)
    return 0


def down(layout: Layout) -> int:
    """Stop everything."""
    supervisor = Supervisor(layout)
    if not supervisor.is_running():
        print("Nothing is running.")
        return 0
    with progress("stopping"):
        supervisor.stop()
    layout.stack_file.unlink(missing_ok=True)
    return 0


def status(layout: Layout) -> int:
    """Show every service, whether it answers, and what is late; returns 1 if anything is wrong."""
    supervisor = Supervisor(layout)
    if not supervisor.is_running():
        print("Nothing is running; `make run` starts the platform.")
        return 1
    layout.load_ports()
    ask = checks(layout)
    is_well = True
    for name, entry in supervisor.programs().items():
        health = _health(ask.get(name)) if entry["statename"] == "RUNNING" else "-"
        is_well &= entry["statename"] == "RUNNING" and health in {"answers", ""}
        print(f"{name:<12} {entry['statename']:<9} pid {entry['pid']:<8} {health}")
    try:
        late, unseen = late_zones(layout)
        print(f"zones behind on the primary: {late}; not yet seen on every public server: {unseen}")
    except subprocess.CalledProcessError:
        print("zones: the database does not answer")
        is_well = False
    write_stack_file(layout, supervisor)
    return 0 if is_well else 1


def logs(layout: Layout) -> int:
    """Follow the logs of all services until interrupted."""
    files = sorted(str(file) for file in layout.logs.glob("*.log"))
    if not files:
        print("There are no logs yet.")
        return 1
    try:
        return subprocess.run(["tail", "-n", "20", "-F", *files], check=False).returncode
    except KeyboardInterrupt:
        return 0


def reset(layout: Layout) -> int:
    """Stop everything and delete all state of the stack."""
    for config in layout.state.glob("*/supervisord.conf"):
        if Supervisor(Layout(config.parent)).is_running():
            raise SystemExit(f"Another stack runs in {config.parent}; stop it first.")
    down(layout)
    if layout.state.exists() and not layout.supervisor_config.exists() and any(layout.state.iterdir()):
        raise SystemExit(f"{layout.state} does not look like the state of a stack; it is left alone.")
    if layout.state.exists():
        shutil.rmtree(layout.state)
    print(f"{layout.state} is gone.")
    return 0


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Print a line when something begins, and how long it took when it is done."""
    started = time.monotonic()
    print(f"  {what:<28}", end="", flush=True)
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:6.1f} s", flush=True)


def _start(layout: Layout, supervisor: Supervisor, name: str, check: Check | None) -> None:
    supervisor.start_program(name)
    wait_for(check or partial(supervisor.check_running, name), ANSWER_SECONDS, name)
    if name == "mariadb":
        create_database(layout)
        migrate(layout)


def _health(check: Check | None) -> str:
    if check is None:
        return ""
    try:
        check()
    except OSError as error:
        return f"does not answer: {error}"
    return "answers"


def _welcome(layout: Layout) -> None:
    known = demo.credentials(layout)
    command, answer = demo.dig(layout)
    print(
        f"""
dashboard       {layout.web_url}
API             http://{layout.address("api")}/1.0
to read and try http://{layout.address("api")}/1.0/docs/
administrator   {demo.ADMIN_EMAIL}  {known.admin_password}
demo user       {demo.USER_EMAIL}  {known.user_password}
API key         {known.user_api_key}
mails           {layout.mails}
everything      {layout.stack_file}

$ {command}
{answer}

`make status` shows how it is doing, `make stop` stops it."""
    )


COMMANDS: dict[str, Callable[[Layout], int]] = {
    "up": up,
    "down": down,
    "status": status,
    "logs": logs,
    "reset": reset,
}


def main() -> int:
    """Run the command that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.local", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument(
        "--state",
        type=Path,
        default=Path(os.environ.get("ZONEHOST_STATE", REPOSITORY / "var")),
        help="the directory all state of the stack is in",
    )
    arguments = parser.parse_args()
    return COMMANDS[arguments.command](Layout(arguments.state))


if __name__ == "__main__":
    sys.exit(main())
