"""A client of the API that costs little: one connection kept open, no library between."""

import http.client
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REQUEST_SECONDS = 600


@dataclass(frozen=True)
class BenchZone:
    """A zone made for measuring, and the ids of the TXT records that are changed in it, by owner."""

    name: str
    record_ids: Mapping[str, int]


class Client:
    """One connection to the API; not thread-safe.

    Args:
        url: of the API.
        headers: that sign in.
    """

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection(url.partition("//")[2], timeout=REQUEST_SECONDS)
        self._headers = {**headers, "Content-Type": "application/json"}

    def request(self, verb: str, path: str, data: object = None) -> Any:
        """Make a request and return its payload.

        Raises:
            RuntimeError: it was refused.
            OSError: the API is away; the next request opens another connection.
        """
        body = None if data is None else json.dumps({"data": data}).encode()
        try:
            self._connection.request(verb, f"/1.0/{path}", body, self._headers)
            answer = self._connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise OSError(f"{verb} {path}: {error!r}") from error
        if answer.status != http.client.OK:
            raise RuntimeError(f"{verb} {path}: {answer.status} {text[:500]!r}")
        return json.loads(text).get("response")

    def set_text(self, zone: BenchZone, owner: str, text: str) -> None:
        """Change the one TXT record of an owner."""
        change = {"id": zone.record_ids[owner], "content": text}
        self.request("POST", f"domains/{zone.name}/records", {"records": [change]})

    def new_zone(self, policy: str = "default") -> str:
        """Create a zone that is signed by this policy, and return its name."""
        name = new_name()
        self.request("POST", "domains", {"domain": name, "dnssecpolicy": policy})
        return name

    def new_zone_of_records(self, owners: Sequence[str] = ("probe",), size: int = 25) -> BenchZone:
        """Create a zone of this many records: its NS, a TXT for each owner, addresses for the rest."""
        name = self.new_zone()
        known = self.request("GET", f"domains/{name}/records")["records"]
        texts = [{"name": owner, "type": "TXT", "content": "first", "ttl": 60} for owner in owners]
        addresses = [
            {"name": f"host{number}", "type": "A", "content": f"192.0.2.{number % 250 + 1}", "ttl": 300}
            for number in range(size - len(known) - len(texts))
        ]
        changed = self.request("POST", f"domains/{name}/records?wait=30", {"records": [*texts, *addresses]})["changed"]
        return BenchZone(name, {record["name"]: record["id"] for record in changed if record["type"] == "TXT"})


def new_name() -> str:
    """Return a zone name nobody else uses."""
    return f"b{uuid.uuid4().hex[:14]}.org"
