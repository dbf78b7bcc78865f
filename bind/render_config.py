"""Renders named.conf of the hidden primary and its first catalog: `python -m bind.render_config FILE`."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from core.settings import Address, Reader, SettingsError, parse_address, parse_list
from core.zone.catalog import initial_catalog

TEMPLATE = Path(__file__).with_name("named.conf.template")


@dataclass(frozen=True, slots=True)
class BindSettings:
    """What named.conf is rendered from.

    `clients` are the addresses that may use the control and statistics channels; `notified` the public servers.
    """

    directory: Path
    dns: Address
    control: Address
    statistics: Address
    clients: tuple[str, ...]
    notified: tuple[Address, ...]
    rndc_secret: str
    transfer_key: str
    transfer_secret: str
    catalog: str
    catalog_key: str
    catalog_secret: str

    @classmethod
    def read(cls, reader: Reader) -> "BindSettings":
        """Read the BIND_, TRANSFER_ and CATALOG_ variables."""

        def parse_addresses(text: str) -> tuple[Address, ...]:
            return tuple(parse_address(part) for part in parse_list(text))

        return cls(
            directory=reader.parsed("BIND_DIRECTORY", Path),
            dns=reader.parsed("BIND_DNS", parse_address, "0.0.0.0:53"),
            control=reader.parsed("BIND_CONTROL", parse_address, "127.0.0.1:953"),
            statistics=reader.parsed("BIND_STATISTICS", parse_address, "127.0.0.1:8053"),
            clients=reader.parsed("BIND_CLIENTS", parse_list, "127.0.0.1"),
            notified=reader.parsed("BIND_NOTIFIED", parse_addresses),
            rndc_secret=reader.text("PRIMARY_RNDC_SECRET"),
            transfer_key=reader.text("TRANSFER_TSIG_NAME", "transfer"),
            transfer_secret=reader.text("TRANSFER_TSIG_SECRET"),
            catalog=reader.text("CATALOG_ZONE", "catalog.invalid"),
            catalog_key=reader.text("CATALOG_TSIG_NAME", "catalog-update"),
            catalog_secret=reader.text("CATALOG_TSIG_SECRET"),
        )


def render_config(settings: BindSettings) -> str:
    """Return the text of named.conf; it holds secrets."""
    notified = " ".join(
        f'{server.host} port {server.port} key "{settings.transfer_key}";' for server in settings.notified
    )
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        directory=settings.directory,
        dns_address="any" if settings.dns.host == "0.0.0.0" else settings.dns.host,  # noqa: S104 - compared only
        dns_port=settings.dns.port,
        control_address=settings.control.host,
        control_port=settings.control.port,
        statistics_address=settings.statistics.host,
        statistics_port=settings.statistics.port,
        clients_allowed="; ".join(settings.clients),
        notified_servers=notified,
        rndc_secret=settings.rndc_secret,
        transfer_key=settings.transfer_key,
        transfer_secret=settings.transfer_secret,
        catalog=settings.catalog,
        catalog_key=settings.catalog_key,
        catalog_secret=settings.catalog_secret,
    )


def write_config(settings: BindSettings, path: Path) -> None:
    """Write named.conf, for owner and group only, and an empty catalog if there is none yet."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "w", encoding="utf-8") as out:
        out.write(render_config(settings))
    beside.replace(path)
    for name in ("zones", "keys"):
        for shard in range(256):
            directory = settings.directory / name / f"{shard:02x}"
            directory.mkdir(parents=True, exist_ok=True)
            directory.chmod(0o2770)
    catalog = settings.directory / "catalog.db"
    if not catalog.exists():
        catalog.write_text(initial_catalog(settings.catalog), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the named.conf the environment asks for; returns 2 for wrong use or wrong settings."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bind.render_config FILE\n")
        return 2
    reader = Reader(os.environ)
    try:
        settings = BindSettings.read(reader)
        reader.finish()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    write_config(settings, Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
