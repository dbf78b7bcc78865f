"""The zone check: what keeps a zone from being published, and what its owner is warned about."""

from collections.abc import Sequence

import pytest

from core.zone.rules import Entry, ZoneCheck, check_zone

ZONE = "x.org"
NS = "@ NS ns1.other.net"


def zone_of(lines: str) -> dict[str, list[Entry]]:
    """Read `owner type [priority] content` parted by `;`, all with a TTL of 300 unless it stands first as 60:."""
    records: dict[str, list[Entry]] = {}
    for line in filter(None, map(str.strip, lines.split(";"))):
        ttl, words = 300, line.split()
        if words[0] == "60:":
            ttl, words = 60, words[1:]
        owner = "" if words[0] == "@" else words[0]
        priority = int(words.pop(2)) if words[1] in ("MX", "SRV") else None
        records.setdefault(owner, []).append(Entry(owner, words[1], ttl, " ".join(words[2:]), priority))
    return records


def checked(lines: str, *touched: str) -> ZoneCheck:
    records = zone_of(lines)
    return check_zone(ZONE, touched or records, lambda owner: records.get(owner, []))


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("www A 1.2.3.4", "zone x.org/IN: has no NS records"),
        ("", "zone x.org/IN: has no NS records"),
        ("a NS ns1.other.net", "zone x.org/IN: has no NS records"),
        ("@ NS ns.x.org", "zone x.org/IN: NS 'ns.x.org' has no address records (A or AAAA)"),
        ("@ NS ns.x.org; ns TXT a", "zone x.org/IN: NS 'ns.x.org' has no address records (A or AAAA)"),
        ("@ NS ns.x.org; * A 1.2.3.4", "zone x.org/IN: NS 'ns.x.org' has no address records (A or AAAA)"),
        ("@ NS ns.x.org; ns CNAME a.b", "zone x.org/IN: NS 'ns.x.org' is a CNAME (illegal)"),
        ("@ NS x.org", "zone x.org/IN: NS 'x.org' has no address records (A or AAAA)"),
        ("@ NS ns.d.x.org; d DNAME e.net", "zone x.org/IN: NS 'ns.d.x.org' is below a DNAME 'd.x.org' (illegal)"),
        (f"{NS}; a MX 10 b.x.org", "zone x.org/IN: a.x.org/MX 'b.x.org' has no address records (A or AAAA)"),
        (f"{NS}; @ MX 10 x.org", "zone x.org/IN: x.org/MX 'x.org' has no address records (A or AAAA)"),
        (f"{NS}; a MX 10 b.c.x.org; c A 1.2.3.4; * A 1.2.3.4", "a.x.org/MX 'b.c.x.org' has no address records"),
        (f"{NS}; a DS 1 13 2 00", "a.x.org/DS has no NS records beside it"),
        (f"{NS}; d DNAME e.net; a.d A 1.2.3.4", "a.d.x.org is below the DNAME d.x.org (illegal)"),
        (f"{NS}; @ DNAME e.net; www A 1.2.3.4", "www.x.org is below the DNAME x.org (illegal)"),
    ],
)
def test_what_breaks_a_zone_is_an_error(lines: str, error: str) -> None:
    errors = checked(lines).errors
    assert any(error in line for line in errors), errors


@pytest.mark.parametrize(
    ("lines", "warning"),
    [
        (f"{NS}; a SRV 1 1 1 b.x.org", "zone x.org/IN: a.x.org/SRV 'b.x.org' has no address records (A or AAAA)"),
        (f"{NS}; a SRV 1 1 1 b.x.org; b CNAME c.d", "a.x.org/SRV 'b.x.org' is a CNAME (illegal)"),
        (f"{NS}; a MX 1 b.x.org; b CNAME c.d", "a.x.org/MX 'b.x.org' is a CNAME (illegal)"),
        (f"{NS}; a NS b.x.org", "zone x.org/IN: a.x.org/NS 'b.x.org' has no address records (A or AAAA)"),
        (f"{NS}; a NS b.a.x.org", "a.x.org/NS 'b.a.x.org' has no REQUIRED GLUE address records (A or AAAA)"),
        (f"{NS}; a NS b.x.org; b CNAME c.d", "a.x.org/NS 'b.x.org' is a CNAME (illegal)"),
        (f"{NS}; a A 1.2.3.4; 60: a A 1.2.3.5", "a.x.org/A: TTL set to the smallest of the set (60)"),
        (f"{NS}; a NS c.d; b.a TXT t", "b.a.x.org is below the delegation a.x.org and is not served"),
        (f"{NS}; a NS c.d; a TXT t", "a.x.org/TXT stands at a delegation and is not served"),
        (f"{NS}; a NS c.d; b.a NS c.d", "b.a.x.org is below the delegation a.x.org and is not served"),
        (f"{NS}; _a A 1.2.3.4", "_a.x.org: bad owner name (check-names)"),
    ],
)
def test_what_is_only_doubtful_is_a_warning(lines: str, warning: str) -> None:
    check = checked(lines)
    assert check.errors == []
    assert any(warning in line for line in check.warnings), check.warnings


@pytest.mark.parametrize(
    "lines",
    [
        NS,
        "@ NS ns.x.org; ns A 1.2.3.4",
        "@ NS ns.x.org; ns AAAA ::1",
        "@ NS ns.d.x.org; d NS ns1.other.net",
        "@ NS x.org; @ A 1.2.3.4",
        f"{NS}; a MX 10 b.x.org; b A 1.2.3.4",
        f"{NS}; a MX 10 b.x.org; * A 1.2.3.4",
        f"{NS}; a MX 10 b.c.x.org; *.c AAAA ::1",
        f"{NS}; a MX 10 foox.org; b MX 0 .; c SRV 0 0 0 .",
        f"{NS}; a MX 10 b.d.x.org; d NS ns1.other.net",
        f"{NS}; a NS b.a.x.org; b.a A 1.2.3.4; a DS 1 13 2 00",
        f"{NS}; a NS b.c.x.org; c NS d.e",
        f"{NS}; d DNAME e.net; d A 1.2.3.4; ad A 1.2.3.4",
        f"{NS}; @ DNAME e.net; @ A 1.2.3.4",
        f"{NS}; a A 1.2.3.4; 60: a AAAA ::1",
        f"{NS}; $pool MX 10 nowhere.x.org; $d DS 1 13 2 00",
        f"{NS}; _a TXT t; _b._tcp SRV 0 0 1 c.x.org; c A 1.2.3.4",
    ],
)
def test_a_sound_zone_passes_in_silence(lines: str) -> None:
    assert checked(lines) == ZoneCheck([], [])


def test_the_apex_is_checked_whatever_was_touched() -> None:
    assert checked("@ NS ns.x.org; www A 1.2.3.4", "www").errors
    assert not checked(f"{NS}; www A 1.2.3.4; a MX 10 gone.x.org", "www").errors


def test_every_owner_is_looked_up_once() -> None:
    records = zone_of(f"{NS}; a MX 10 b.x.org; a MX 20 c.x.org; b A 1.2.3.4; c A 1.2.3.4")
    asked: list[str] = []

    def lookup(owner: str) -> Sequence[Entry]:
        asked.append(owner)
        return records.get(owner, [])

    assert check_zone(ZONE, ["a", "b", "a"], lookup).errors == []
    assert len(asked) == len(set(asked))


def test_a_dname_put_above_existing_names_is_noticed_when_they_can_be_listed() -> None:
    records = zone_of(f"{NS}; d DNAME e.net; a.d A 1.2.3.4")

    def below(owner: str) -> list[str]:
        return [name for name in records if name.endswith("." + owner)]

    check = check_zone(ZONE, ["d"], lambda owner: records.get(owner, []), below=below)
    assert check.errors == ["a.d.x.org is below the DNAME d.x.org (illegal)"]


def test_a_target_that_lost_its_address_is_noticed_when_its_users_can_be_listed() -> None:
    records = zone_of(f"{NS}; a MX 10 b.x.org")

    def pointing_at(name: str) -> list[Entry]:
        return [entry for entries in records.values() for entry in entries if entry.content == name]

    check = check_zone(ZONE, ["b"], lambda owner: records.get(owner, []), pointing_at=pointing_at)
    assert check.errors == ["zone x.org/IN: a.x.org/MX 'b.x.org' has no address records (A or AAAA)"]
