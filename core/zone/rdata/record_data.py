"""The value every reader of record data gives."""

from dataclasses import dataclass

PRIORITY_TYPES = frozenset({"MX", "SRV", "SVCB", "HTTPS"})


@dataclass(frozen=True, slots=True)
class RecordData:
    """One record's data, known to be well-formed.

    Attributes:
        type: mnemonic in upper case, or `TYPE` and a number.
        content: the canonical form of API 1.0. Names in it are lower-case A-labels without final dot (`.` is
            the root); TXT is the text as meant, or quoted strings where plain text could not say it.
        priority: 0..65535 for the types in `PRIORITY_TYPES`, else None.
        rdata: presentation form for a master file, the priority included, names with final dot, one
            line of printable ASCII.
    """

    type: str
    content: str
    priority: int | None
    rdata: str
