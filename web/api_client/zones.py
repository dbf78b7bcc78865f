"""Zones, which API 1.0 calls domains (§10.5)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Answer, Wire, path_of


class Zones:
    """The zones of a visitor."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def page(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return a page of the list: `domains`, `pagination`, and `counts` by state.

        Args:
            query: `page`, `per_page`, `search`, `sort`, `state`, `level`, `label`.

        Raises:
            Invalid: a filter or the sort is none.
        """
        found: dict[str, Any] = self._wire.get("domains", {"page": 1, "records": 1, **query}).response
        return found

    def labels(self) -> list[dict[str, Any]]:
        """Return the labels the visitor has given, each with the number of its `domains`."""
        found: list[dict[str, Any]] = self._wire.get("domains/labels").response["labels"]
        return found

    def levels(self) -> dict[str, str]:
        """Return the level the visitor has on each zone, by name."""
        found: dict[str, str] = self._wire.get("domains").response
        return found

    def get(self, zone: str) -> Answer:
        """Return a zone, with its tag."""
        return self._wire.get(path_of("domains", zone))

    def status(self, zone: str) -> dict[str, Any]:
        """Return where the last change of a zone is."""
        found: dict[str, Any] = self._wire.get(path_of("domains", zone, "status")).response
        return found

    def create(self, zone: str, policy: str = "default", copy_of: str = "", file: str = "") -> Answer:
        """Make a zone with the records every zone begins with, with those of another one, or those of a file.

        Args:
            zone: its name.
            policy: how it is signed: `default`, `nsec3` or `none`.
            copy_of: the zone to copy; empty for none.
            file: a master file (RFC 1035 §5); empty for none.

        Raises:
            Invalid: the name cannot be had, or something is wrong with the file.
        """
        wanted = {"domain": zone, "dnssecpolicy": policy, "copy_of": copy_of, "zone": file}
        return self._wire.post("domains", {name: value for name, value in wanted.items() if value})

    def change(self, zone: str, members: Mapping[str, Any], tag: str = "") -> Answer:
        """Change what is said of a zone beside its records.

        Args:
            zone: its name.
            members: `disabled`, `defaultttl`, `dnssecpolicy`, `labels`, `notes`, `aliasof`, `SOA`.
            tag: of the zone it was decided on; anything else in force is a Conflict.
        """
        return self._wire.post(path_of("domains", zone), dict(members), tag=tag)

    def publish_anew(self, zone: str) -> None:
        """Have a zone published under a new serial."""
        self._wire.post(path_of("domains", zone, "sync"))

    def delete(self, zone: str) -> None:
        """Delete a zone; it can be brought back for some time."""
        self._wire.delete(path_of("domains", zone))

    def access(self, zone: str) -> Answer:
        """Return a zone with the level of everybody who has one in `access`, by mail address, with its tag."""
        return self._wire.get(path_of("domains", zone, "access"))

    def change_access(self, zone: str, levels: Mapping[str, str]) -> Answer:
        """Give or take levels.

        Args:
            zone: its name.
            levels: by mail address; `none` takes it away.

        Raises:
            Invalid: there is no such user, or the visitor may not give or take this.
        """
        return self._wire.post(path_of("domains", zone, "access"), {"access": dict(levels)})

    def deleted(self, page: int) -> dict[str, Any]:
        """Return a page of the zones the visitor deleted: `domains` and `pagination`."""
        found: dict[str, Any] = self._wire.get("domains/deleted", {"page": page}).response
        return found

    def bring_back(self, zone_id: int) -> str:
        """Bring a deleted zone back, and return its name.

        Raises:
            Conflict: the name has been taken meanwhile.
        """
        name: str = self._wire.post(path_of("domains", "deleted", zone_id, "restore")).response["domain"]
        return name
