"""Which zones and which owners a key may touch, compared by label (RFC 9499); a pattern is kept in A-labels."""

from dataclasses import dataclass
from typing import Literal

from core.errors import Invalid
from core.zone.names import absolute, parse_owner, parse_zone_name

Form = Literal["exact", "below", "before"]

# labels are checked as those of an owner in a zone of this name
SOME_ZONE = "org"

OWNER_FORMS = (
    '"www" and "www.first.org." are one owner (without final dot: of every zone), "@" is the apex, "*.dyn" and '
    '"*.dyn.first.org." are all below it, "_acme-challenge.*" are all that begin with it'
)


@dataclass(frozen=True, slots=True)
class ZonePattern:
    """One zone, or all zones below a name (`*.first.org`)."""

    name: str
    is_below: bool

    @classmethod
    def parse(cls, text: str) -> "ZonePattern":
        """Read a pattern in Unicode or A-labels, any case.

        Raises:
            Invalid: it is no zone's name, nor one behind `*.`.
        """
        name = text[:-1] if text.endswith(".") else text
        if name.startswith("*."):
            return cls(parse_zone_name(name[2:]), is_below=True)
        return cls(parse_zone_name(name), is_below=False)

    def __str__(self) -> str:
        return f"*.{self.name}" if self.is_below else self.name

    def matches(self, zone: str) -> bool:
        """Tell whether a stored zone name is meant."""
        return zone.endswith(f".{self.name}") if self.is_below else zone == self.name

    def covers(self, other: "ZonePattern") -> bool:
        """Tell whether every zone the other one means is meant."""
        return self == other or (self.is_below and self.matches(other.name))


@dataclass(frozen=True, slots=True)
class OwnerPattern:
    """One owner, all owners below a name, or all that begin with some labels; see `OWNER_FORMS`."""

    name: str
    form: Form
    is_absolute: bool

    @classmethod
    def parse(cls, text: str) -> "OwnerPattern":
        """Read a pattern in Unicode or A-labels, any case.

        Raises:
            Invalid: it has none of the forms.
        """
        form: Form = "exact"
        is_absolute = text.endswith(".") and text != "."
        name = text[:-1] if is_absolute else text
        if name.startswith("*.") or (name == "*" and not is_absolute):
            form, name = "below", name[2:]
        elif name.endswith(".*") and not is_absolute:
            form, name = "before", name[:-2]
        try:
            read = parse_owner(name, SOME_ZONE)
        except Invalid as refusal:
            raise Invalid(f"{refusal.message}; {OWNER_FORMS}.") from refusal
        is_whole = read or (form == "exact" and not is_absolute) or text == "*"
        if not is_whole or "*" in read or (is_absolute and form == "exact" and "." not in read):
            raise Invalid(f'Invalid name: "{text}"; {OWNER_FORMS}.')
        return cls(read, form, is_absolute)

    def __str__(self) -> str:
        stem = self.name + "." * self.is_absolute
        if self.form == "below":
            return f"*.{stem}" if stem else "*"
        return f"{stem}.*" if self.form == "before" else stem or "@"

    def matches(self, owner: str, zone: str) -> bool:
        """Tell whether an owner, relative to its zone, is meant."""
        subject = absolute(owner, zone) if self.is_absolute else owner
        if self.form == "exact":
            return subject == self.name
        if self.form == "before":
            return subject.startswith(f"{self.name}.")
        return subject.endswith(f".{self.name}") if self.name else bool(subject)

    def covers(self, other: "OwnerPattern") -> bool:
        """Tell whether every owner the other one means is meant, in whatever zone."""
        if self == other:
            return True
        if self.is_absolute != other.is_absolute or self.form == "exact":
            return False
        if self.form == "before":
            return other.form != "below" and other.name.startswith(f"{self.name}.")
        if not self.name:
            return other.form != "exact" or bool(other.name)
        return other.form != "before" and other.name.endswith(f".{self.name}")
