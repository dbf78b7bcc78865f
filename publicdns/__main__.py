"""The front door: `python3 -m publicdns` runs the catalog sync service; `health` and `allow-removal` speak to it."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.errors import Invalid
from publicdns.guard import Guard
from publicdns.health import verdict
from publicdns.logs import log_to_stdout
from publicdns.service import build_service
from publicdns.settings import ServiceSettings, service_settings

USAGE = """usage: python3 -m publicdns                       run the catalog sync service
       python3 -m publicdns health                print its state; exit status 0 when all is well
       python3 -m publicdns allow-removal NUMBER  let one refused removal of at most NUMBER zones pass
"""


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Carry out one command.

    Args:
        arguments: the words after the module's name.
        environment: the environment variables.

    Returns:
        the exit status: 0 done, 1 not well or cannot start, 2 wrong use or wrong settings.
    """
    try:
        settings = service_settings(environment)
    except Invalid as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return 2
    match list(arguments):
        case []:
            return _run(settings)
        case ["health"]:
            is_well, text = verdict(settings.state_directory, 3 * settings.poll_seconds + 30)
            sys.stdout.write(f"{text}\n")
            return 0 if is_well else 1
        case ["allow-removal", number] if number.isdecimal():
            return _allow(settings.state_directory, int(number))
    sys.stderr.write(USAGE)
    return 2


def _run(settings: ServiceSettings) -> int:
    log_to_stdout()
    try:
        service = build_service(settings)
    except OSError as error:
        sys.stderr.write(f"the service cannot start: {error}\n")
        return 1
    service.run()
    return 0


def _allow(directory: Path, zones: int) -> int:
    Guard(max_vanish_percent=0, max_vanish_zones=0, directory=directory).allow(zones)
    sys.stdout.write(f"the next refused removal may take up to {zones} zones\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
