"""Zone files (API 1.0 §10.5, §11)."""

from web.api_client.wire import Answer, Wire, path_of


class ZoneFiles:
    """Whole zones as text."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def export(self, zone: str, form: str = "bind") -> str:
        """Return a zone as a master file.

        Args:
            zone: its name.
            form: `bind` as it is published, `raw` with clones and templates as they are stored.
        """
        return str(self._wire.get(path_of("domains", zone, "export", form)).response["zone"])

    def take(self, zone: str, text: str, *, form: str, mode: str, tag: str = "", dry_run: bool = False) -> Answer:
        """Take a file into a zone, whole or not at all.

        Args:
            zone: its name.
            text: the file.
            form: `bind` or `tinydns`.
            mode: `replace` or `merge`.
            tag: of the version this was decided on; anything else in force is a Conflict.
            dry_run: whether only to tell what would change.

        Raises:
            Invalid: something is wrong with the file; the sentence has its line.
            Conflict: the zone has changed meanwhile.
        """
        wishes = {"mode": mode, **({"dry_run": 1} if dry_run else {})}
        return self._wire.post(path_of("domains", zone, "import", form), {"zone": text}, wishes, tag)
