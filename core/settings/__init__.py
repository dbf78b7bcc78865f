"""Every environment variable the services read, in small frozen groups; all bad ones are reported at once."""

from core.settings.accounts import AccountSettings, MailSettings, SiteSettings
from core.settings.hooks import HookSettings
from core.settings.observation import LogFileSettings, MetricsSettings
from core.settings.passkeys import PasskeySettings, parse_origins
from core.settings.rates import Network, RateSettings
from core.settings.reader import Address, Reader, SettingsError, load, parse_address, parse_list, read_level
from core.settings.services import (
    ELEVATIONS,
    ApiSettings,
    CronSettings,
    DatabaseSettings,
    Elevation,
    LockSettings,
    PrimarySettings,
    PublicServer,
    QueueSettings,
    SessionSettings,
    WorkerSettings,
    parse_addresses,
    parse_elevation,
    parse_public_servers,
)
from core.settings.web import WebSettings, parse_url

__all__ = [
    "ELEVATIONS",
    "AccountSettings",
    "Address",
    "ApiSettings",
    "CronSettings",
    "DatabaseSettings",
    "Elevation",
    "HookSettings",
    "LockSettings",
    "LogFileSettings",
    "MailSettings",
    "MetricsSettings",
    "Network",
    "PasskeySettings",
    "PrimarySettings",
    "PublicServer",
    "QueueSettings",
    "RateSettings",
    "Reader",
    "SessionSettings",
    "SettingsError",
    "SiteSettings",
    "WebSettings",
    "WorkerSettings",
    "load",
    "parse_address",
    "parse_addresses",
    "parse_elevation",
    "parse_list",
    "parse_origins",
    "parse_public_servers",
    "parse_url",
    "read_level",
]
