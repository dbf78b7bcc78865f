"""Where the API looks at what runs: the logs of services, and measurements in InfluxDB."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from core.settings.reader import Reader


def parse_influxdb_url(text: str) -> str:
    """Read where InfluxDB is: empty, or `http://host:port`.

    Raises:
        ValueError: when it has another shape.
    """
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.port is None):
        raise ValueError("expected http://host:port or https://host:port")
    return text


@dataclass(frozen=True, slots=True)
class LogFileSettings:
    """The directory with the logs of services, None for none, and the service whose log tells of zones."""

    directory: Path | None
    primary: str

    @classmethod
    def read(cls, reader: Reader) -> "LogFileSettings":
        """Read SERVICE_LOGS and PRIMARY_SERVICE."""
        directory = reader.text("SERVICE_LOGS", "")
        return cls(Path(directory) if directory else None, reader.text("PRIMARY_SERVICE", "bind"))


@dataclass(frozen=True, slots=True)
class MetricsSettings:
    """How to reach InfluxDB 1.x; an empty `url` means that there is none."""

    url: str
    database: str
    user: str
    password: str

    @classmethod
    def read(cls, reader: Reader) -> "MetricsSettings":
        """Read the INFLUXDB_ variables."""
        return cls(
            url=reader.parsed("INFLUXDB_URL", parse_influxdb_url, "") or "",
            database=reader.text("INFLUXDB_DATABASE", "zonehost"),
            user=reader.text("INFLUXDB_USER", ""),
            password=reader.text("INFLUXDB_PASSWORD", ""),
        )
