"""The driver for BIND: zones come and go by addzone and delzone over one connection to the control channel.

Which zones were added by us is written in named's own record of them: only ours keep their file under `zones/`
at the path computed here. So no list of our own has to survive a crash.
"""

import hashlib
import http.client
import json
import re
from typing import Any

from core.errors import Invalid, NotAllowed, TryLater
from core.rndc import Rndc, RndcAnswer, RndcError, checked_zone_name, quoted_zone_name

PRIMARY_LIST = "zonehost-primary"
"""The `primaries` list in named.conf: address, port and key of the hidden primary stand only there, so that a
changed address reaches ten thousand zones by one `rndc reconfig`."""

_LONGEST_FILE_NAME = 200
_FILE = re.compile(r'\bfile "([^"]*)"')


def zone_file(zone: str) -> str:
    """Give the path of a zone's file, relative to named's directory.

    The directories are sharded by hash: named slows down with thousands of files in one. A name that cannot be
    a file name (RFC 2317 zones hold a slash) or is too long for one with its journal's suffix goes by its hash.

    Args:
        zone: the zone name, already checked for the control channel.
    """
    digest = hashlib.sha256(zone.encode()).hexdigest()
    is_usable = "/" not in zone and "*" not in zone and len(zone) <= _LONGEST_FILE_NAME
    return f"zones/{digest[:2]}/{zone if is_usable else digest}"


class BindDriver:
    """BIND's named beside the service; see `publicdns.driver.Driver` for what each call promises.

    Args:
        rndc: its control channel.
        statistics_address: where its statistics channel listens.
        statistics_port: the TCP port of it.
        timeout: seconds to wait for the statistics channel.
    """

    def __init__(self, rndc: Rndc, statistics_address: str, statistics_port: int, timeout: float = 30) -> None:
        self._rndc = rndc
        self._statistics = (statistics_address, statistics_port)
        self._timeout = timeout

    def add_zone(self, zone: str) -> None:
        """Add a secondary zone; named starts its transfer at once."""
        config = f'{{ type secondary; primaries {{ "{PRIMARY_LIST}"; }}; file "{zone_file(zone)}"; }}'
        answer = self._call(f"addzone {quoted_zone_name(zone)} {config};")
        if answer.result != 0 and "already exists" not in f"{answer.error} {answer.text}":
            raise _refused(f"add {zone}", answer)

    def remove_zone(self, zone: str) -> None:
        """Delete a zone added here, with its file and journal."""
        config = self._config(zone)
        if config is None:
            return
        if not _is_ours(zone, config):
            raise NotAllowed(f"{zone} was not added by this service and stays")
        answer = self._call(f"delzone -clean {checked_zone_name(zone)}")
        if answer.result != 0 and not _is_absent(answer):
            raise _refused(f"remove {zone}", answer)

    def list_zones(self) -> frozenset[str]:
        """Ask the statistics channel: 10 000 zones in about 60 ms, where `showzone` for each takes 3 s."""
        try:
            statistics = json.loads(self._get("/json/v1/zones"))
            zones = [zone for view in statistics["views"].values() for zone in view.get("zones", [])]
            return frozenset(_plain(zone["name"]) for zone in zones if zone["type"] != "builtin")
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError, AttributeError) as error:
            raise TryLater(f"named's statistics channel gave no list of zones: {error!r}") from error

    def added_here(self, zone: str) -> bool:
        """Read the zone's configuration back from named."""
        config = self._config(zone)
        return config is not None and _is_ours(zone, config)

    def _config(self, zone: str) -> str | None:
        # zonestatus would not do: it refuses a zone that is not loaded yet as well.
        answer = self._call(f"showzone {checked_zone_name(zone)}")
        if answer.result == 0:
            return answer.text
        if _is_absent(answer):
            return None
        raise _refused(f"show {zone}", answer)

    def _call(self, command: str) -> RndcAnswer:
        try:
            return self._rndc.call(command)
        except RndcError as error:
            raise TryLater(f"named cannot be told: {error}") from error

    def _get(self, path: str) -> Any:
        connection = http.client.HTTPConnection(*self._statistics, timeout=self._timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            if answer.status != http.client.OK:
                raise TryLater(f"named's statistics channel answered {answer.status}")
            return answer.read()
        finally:
            connection.close()


def _is_ours(zone: str, config: str) -> bool:
    found = _FILE.search(config)
    return found is not None and found.group(1) == zone_file(zone)


def _is_absent(answer: RndcAnswer) -> bool:
    return "not found" in answer.error or "no matching zone" in answer.text


def _refused(what: str, answer: RndcAnswer) -> Invalid:
    return Invalid(f"named refused to {what}: {answer.error} {answer.text}".strip(), {"result": answer.result})


def _plain(name: str) -> str:
    return name.lower().rstrip(".")
