"""Renders named.conf of a public server from the settings: `python3 -m publicdns.render_config FILE`."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

from core.errors import Invalid
from publicdns.bind_driver import PRIMARY_LIST
from publicdns.settings import LOCAL_KEY_NAME, ServerSettings, server_settings

TEMPLATE = Path(__file__).with_name("named.conf.template")


def render_config(settings: ServerSettings) -> str:
    """Give the text of named.conf; it holds secrets.

    Args:
        settings: checked when they were read, so that none can break out of its place.
    """
    return Template(TEMPLATE.read_text()).substitute(
        catalog=settings.catalog.to_text(omit_final_dot=True),
        primary_list=PRIMARY_LIST,
        primary_address=settings.primary_address,
        primary_port=settings.primary_port,
        tsig_name=settings.tsig_name,
        tsig_secret=settings.tsig_secret,
        local_key=LOCAL_KEY_NAME,
        local_address=settings.local_address,
        rndc_port=settings.rndc_port,
        rndc_secret=settings.rndc_secret,
        statistics_port=settings.statistics_port,
        notify_port=settings.notify_port,
        server_directory=settings.server_directory,
        max_refresh_seconds=settings.max_refresh_seconds,
        listen=_listen(settings),
        rate_limit=_rate_limit(settings.responses_per_second),
    )


def make_zone_directories(server_directory: Path) -> None:
    """Make the 256 directories zone files are spread over.

    Args:
        server_directory: named's working directory.
    """
    for number in range(256):
        (server_directory / "zones" / f"{number:02x}").mkdir(parents=True, exist_ok=True)


def write_config(settings: ServerSettings, path: Path) -> None:
    """Write named.conf beside and rename it, readable for owner and group only."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "w") as file:  # noqa: PTH123 - for the mode
        file.write(render_config(settings))
    beside.replace(path)


def _listen(settings: ServerSettings) -> str:
    """Give the listen-on statements; the address the service asks on is always among them."""
    if not settings.listen_addresses:
        statements = [f"listen-on port {settings.listen_port} {{ any; }};"]
        statements.append(f"listen-on-v6 port {settings.listen_port} {{ any; }};")
        if settings.dns_port != settings.listen_port:
            statements.append(f"listen-on port {settings.dns_port} {{ {settings.local_address}; }};")
    else:
        pairs = {(address, settings.listen_port): None for address in settings.listen_addresses}
        pairs[(settings.local_address, settings.dns_port)] = None
        statements = [
            f"listen-on{'-v6' if ':' in address else ''} port {port} {{ {address}; }};" for address, port in pairs
        ]
        if not any(":" in address for address, _ in pairs):
            statements.append("listen-on-v6 { none; };")
    return "\n".join(f"  {statement}" for statement in statements)


def _rate_limit(responses_per_second: int) -> str:
    if not responses_per_second:
        return "  // No response rate limit is set (PUBLICDNS_RESPONSES_PER_SECOND)."
    return f"  rate-limit {{ responses-per-second {responses_per_second}; slip 2; window 5; }};"


def main(arguments: Sequence[str]) -> int:
    """Write the named.conf the environment asks for, and the zone directories.

    Args:
        arguments: the path of named.conf; after it the server directory as it is reached now, when an image is
            made for another root.

    Returns:
        the exit status: 0 done, 2 wrong use or wrong settings.
    """
    if len(arguments) not in {1, 2}:
        sys.stderr.write("usage: python3 -m publicdns.render_config FILE [SERVER_DIRECTORY]\n")
        return 2
    try:
        settings = server_settings(os.environ)
    except Invalid as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return 2
    write_config(settings, Path(arguments[0]))
    make_zone_directories(Path(arguments[1]) if len(arguments) == 2 else settings.server_directory)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
