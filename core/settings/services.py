"""What the services need, group by group, and what each of them takes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.settings.accounts import AccountSettings, MailSettings, SiteSettings
from core.settings.hooks import HookSettings
from core.settings.observation import LogFileSettings, MetricsSettings
from core.settings.passkeys import PasskeySettings
from core.settings.rates import Network, RateSettings, parse_networks
from core.settings.reader import Address, Reader, parse_address, parse_list, parse_records

Elevation = Literal["off", "2fa", "password"]
ELEVATIONS: tuple[Elevation, ...] = ("off", "2fa", "password")


# loopback, RFC 1918, RFC 4193
PRIVATE_NETWORKS = "127.0.0.0/8, ::1/128, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7"


@dataclass(frozen=True, slots=True)
class PublicServer:
    """A public name server as the platform asks it."""

    name: str
    address: Address


def parse_public_servers(text: str) -> tuple[PublicServer, ...]:
    """Read `name=host:port` pairs separated by commas.

    Raises:
        ValueError: when a pair has another shape or a name comes twice.
    """
    servers = []
    for pair in parse_list(text):
        name, separator, address = pair.partition("=")
        if not separator or not name:
            raise ValueError("expected name=host:port, separated by commas")
        servers.append(PublicServer(name, parse_address(address)))
    if len({server.name for server in servers}) != len(servers):
        raise ValueError("each name may stand only once")
    return tuple(servers)


def parse_addresses(text: str) -> tuple[Address, ...]:
    """Read `host:port` words separated by commas.

    Raises:
        ValueError: when one has another shape, or there is none.
    """
    addresses = tuple(map(parse_address, parse_list(text)))
    if not addresses:
        raise ValueError("expected host:port, separated by commas")
    return addresses


def parse_elevation(text: str) -> Elevation:
    """Read what administrators prove anew before they change something.

    Raises:
        ValueError: when it is something else.
    """
    for known in ELEVATIONS:
        if text == known:
            return known
    raise ValueError("expected off, 2fa or password")


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """How to reach MariaDB.

    `recycle_seconds` has to stay below the server's `wait_timeout`, so that the pool hands out no connection the
    server has given up.
    """

    url: str
    pool_size: int
    recycle_seconds: int

    @classmethod
    def read(cls, reader: Reader) -> "DatabaseSettings":
        """Read the DATABASE_ variables."""
        return cls(
            url=reader.text("DATABASE_URL"),
            pool_size=reader.whole_number("DATABASE_POOL_SIZE", 10, 1, 200),
            recycle_seconds=reader.whole_number("DATABASE_RECYCLE_SECONDS", 300, 1, 86400),
        )


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """How to reach gearmand, and how long a submission may take before it counts as not made."""

    gearmand: Address
    submit_timeout_seconds: float

    @classmethod
    def read(cls, reader: Reader) -> "QueueSettings":
        """Read the GEARMAN variables."""
        return cls(
            gearmand=reader.parsed("GEARMAND", parse_address),
            submit_timeout_seconds=reader.whole_number("GEARMAN_SUBMIT_TIMEOUT_MILLISECONDS", 250, 10, 10000) / 1000,
        )


@dataclass(frozen=True, slots=True)
class LockSettings:
    """The Redis that holds zone locks, and the life of a lock whose owner is gone."""

    redis_url: str
    expiry_seconds: int

    @classmethod
    def read(cls, reader: Reader) -> "LockSettings":
        """Read the variables of the locks."""
        return cls(
            redis_url=reader.text("REDIS_URL"),
            expiry_seconds=reader.whole_number("LOCK_EXPIRY_SECONDS", 15, 2, 600),
        )


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """Where sessions are kept, and how long they live: without being used, and at most."""

    memcached: tuple[Address, ...]
    idle_seconds: int
    longest_seconds: int

    @classmethod
    def read(cls, reader: Reader) -> "SessionSettings":
        """Read MEMCACHED and the SESSION_ variables."""
        return cls(
            memcached=reader.parsed("MEMCACHED", parse_addresses),
            idle_seconds=reader.whole_number("SESSION_IDLE_SECONDS", 1440, 60, 2_592_000),
            longest_seconds=reader.whole_number("SESSION_LONGEST_SECONDS", 86400, 60, 31_536_000),
        )


def read_deleted_zone_days(reader: Reader) -> int:
    """Read how many days a deleted zone is kept."""
    return reader.whole_number("DELETED_ZONE_DAYS", 30, 1, 3650)


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """What the API needs; `zone_primary_ns` and `zone_name_servers` are what a new zone starts with.

    `deleted_zone_days` is how long a deleted zone can be brought back.
    """

    database: DatabaseSettings
    queue: QueueSettings
    sessions: SessionSettings
    site: SiteSettings
    accounts: AccountSettings
    rates: RateSettings
    metrics_networks: tuple[Network, ...]
    hooks: HookSettings
    log_files: LogFileSettings
    metrics: MetricsSettings
    key_pepper: str
    token_secret: str
    admin_elevation: Elevation
    acme_wait_seconds: int
    passkeys: PasskeySettings
    trusted_proxies: int
    trusted_networks: tuple[Network, ...]
    zone_primary_ns: str
    zone_name_servers: tuple[str, ...]
    zone_default_records: tuple[Mapping[str, Any], ...]
    deleted_zone_days: int

    @classmethod
    def read(cls, reader: Reader) -> "ApiSettings":
        """Read everything the API needs."""
        return cls(
            database=DatabaseSettings.read(reader),
            queue=QueueSettings.read(reader),
            sessions=SessionSettings.read(reader),
            site=SiteSettings.read(reader),
            accounts=AccountSettings.read(reader),
            rates=RateSettings.read(reader),
            metrics_networks=reader.parsed("API_METRICS_NETWORKS", parse_networks, "127.0.0.0/8, ::1/128"),
            hooks=HookSettings.read(reader),
            log_files=LogFileSettings.read(reader),
            metrics=MetricsSettings.read(reader),
            key_pepper=reader.text("API_KEY_PEPPER"),
            token_secret=reader.text("API_TOKEN_SECRET"),
            acme_wait_seconds=reader.whole_number("ACME_WAIT_SECONDS", 10, 0, 30),
            admin_elevation=reader.parsed("API_ADMIN_ELEVATION", parse_elevation, "off"),
            passkeys=PasskeySettings.read(reader),
            trusted_proxies=reader.whole_number("API_TRUSTED_PROXIES", 0, 0, 10),
            trusted_networks=reader.parsed("API_TRUSTED_NETWORKS", parse_networks, PRIVATE_NETWORKS),
            zone_primary_ns=reader.text("ZONE_PRIMARY_NS", "ns1.example.com."),
            zone_name_servers=reader.parsed(
                "ZONE_NAME_SERVERS", parse_list, "ns1.example.com, ns2.example.com, ns3.example.com"
            ),
            zone_default_records=reader.parsed("ZONE_DEFAULT_RECORDS", parse_records, "[]"),
            deleted_zone_days=read_deleted_zone_days(reader),
        )


@dataclass(frozen=True, slots=True)
class PrimarySettings:
    """The hidden primary as the worker drives it.

    `directory` is the working directory of the name server as the worker sees it: zone files are written below it.
    """

    dns: Address
    control: Address
    rndc_secret: str
    catalog: str
    catalog_tsig_name: str
    catalog_tsig_secret: str
    directory: Path

    @classmethod
    def read(cls, reader: Reader) -> "PrimarySettings":
        """Read the PRIMARY_ and CATALOG_ variables."""
        return cls(
            dns=reader.parsed("PRIMARY_DNS", parse_address),
            control=reader.parsed("PRIMARY_CONTROL", parse_address),
            rndc_secret=reader.text("PRIMARY_RNDC_SECRET"),
            catalog=reader.text("CATALOG_ZONE", "catalog.invalid"),
            catalog_tsig_name=reader.text("CATALOG_TSIG_NAME", "catalog-update"),
            catalog_tsig_secret=reader.text("CATALOG_TSIG_SECRET"),
            directory=reader.parsed("PRIMARY_DIRECTORY", Path),
        )


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """What a worker needs; `publishers` is how many processes publish zones side by side."""

    database: DatabaseSettings
    queue: QueueSettings
    locks: LockSettings
    mail: MailSettings
    primary: PrimarySettings
    public_servers: tuple[PublicServer, ...]
    hooks: HookSettings
    publishers: int

    @classmethod
    def read(cls, reader: Reader) -> "WorkerSettings":
        """Read everything a worker needs."""
        return cls(
            database=DatabaseSettings.read(reader),
            queue=QueueSettings.read(reader),
            locks=LockSettings.read(reader),
            mail=MailSettings.read(reader),
            primary=PrimarySettings.read(reader),
            public_servers=reader.parsed("PUBLIC_SERVERS", parse_public_servers),
            hooks=HookSettings.read(reader),
            publishers=reader.whole_number("WORKER_PUBLISHERS", 6, 1, 64),
        )


@dataclass(frozen=True, slots=True)
class CronSettings:
    """What cron needs; `job_retention_days` is how long what became of a job can be read."""

    database: DatabaseSettings
    queue: QueueSettings
    public_servers: tuple[PublicServer, ...]
    sweep_seconds: int
    job_retention_days: int
    audit_retention_days: int
    deleted_zone_days: int
    unconfirmed_user_days: int

    @classmethod
    def read(cls, reader: Reader) -> "CronSettings":
        """Read everything cron needs."""
        return cls(
            database=DatabaseSettings.read(reader),
            queue=QueueSettings.read(reader),
            public_servers=reader.parsed("PUBLIC_SERVERS", parse_public_servers),
            sweep_seconds=reader.whole_number("SWEEP_SECONDS", 3, 1, 300),
            job_retention_days=reader.whole_number("JOB_RETENTION_DAYS", 30, 1, 3650),
            audit_retention_days=reader.whole_number("AUDIT_RETENTION_DAYS", 365, 1, 36500),
            deleted_zone_days=read_deleted_zone_days(reader),
            unconfirmed_user_days=reader.whole_number("UNCONFIRMED_USER_DAYS", 7, 1, 3650),
        )
