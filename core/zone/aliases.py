"""Alias domains (API 1.0 §12): the records of one zone under the name of another, renamed by label."""

from core.errors import Invalid
from core.zone.names import LONGEST_NAME, to_unicode

# steps from an alias to the zone whose records it is published with
LONGEST_CHAIN = 6

# where the target stands among the words of the presentation form
TARGET_WORDS = {"CNAME": 0, "DNAME": 0, "NS": 0, "PTR": 0, "MX": 1, "SVCB": 1, "HTTPS": 1, "SRV": 3}


class Renaming:
    """Brings records of a zone under the name of its alias.

    Args:
        zone: stored name of the zone the records are in.
        alias: stored name they are published under.
    """

    def __init__(self, zone: str, alias: str) -> None:
        self._zone = f"{zone}."
        self._alias = f"{alias}."

    def name(self, name: str) -> str:
        """Return an absolute name with its final dot, renamed if it is the zone or below it.

        Raises:
            Invalid: it would be too long below the alias.
        """
        folded = name.lower()
        if folded == self._zone:
            return self._alias
        above = name[: -len(self._zone)]
        # a dot that is escaped is part of a label (RFC 1035 §5.1)
        backslashes = len(above[:-1]) - len(above[:-1].rstrip("\\"))
        if not folded.endswith(f".{self._zone}") or backslashes % 2:
            return name
        return self._checked(above + self._alias)

    def owner(self, owner: str) -> str:
        """Return a relative owner, which stays the same under another name.

        Raises:
            Invalid: it would be too long below the alias.
        """
        self._checked(f"{owner}.{self._alias}")
        return owner

    def rdata(self, rtype: str, rdata: str) -> str:
        """Return rdata in presentation form with its target renamed."""
        position = TARGET_WORDS.get(rtype)
        if position is None:
            return rdata
        words = rdata.split(" ", position + 1)
        words[position] = self.name(words[position])
        return " ".join(words)

    def _checked(self, name: str) -> str:
        if len(name) > LONGEST_NAME + 1:
            raise Invalid(f"Under its alias a name would be longer than {LONGEST_NAME} characters: {to_unicode(name)}")
        return name
