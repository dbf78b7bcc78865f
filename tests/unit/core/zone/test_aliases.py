"""Alias domains: names are replaced by label, in owners and targets, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.aliases import TARGET_WORDS, Renaming
from core.zone.entry import ZoneRow
from core.zone.published import renamed_rows

RENAMING = Renaming("top.org", "alias.net")


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        ("top.org.", "alias.net."),
        ("www.top.org.", "www.alias.net."),
        ("a.b.TOP.org.", "a.b.alias.net."),
        ("desktop.org.", "desktop.org."),
        ("top.org.example.com.", "top.org.example.com."),
        ("org.", "org."),
        (".", "."),
        (r"one\.top.org.", r"one\.top.org."),
        (r"one\\.top.org.", r"one\\.alias.net."),
        (r"Our\032Printer._ipp._tcp.top.org.", r"Our\032Printer._ipp._tcp.alias.net."),
    ],
)
def test_names_are_renamed_by_label(name: str, renamed: str) -> None:
    assert RENAMING.name(name) == renamed


@pytest.mark.parametrize(
    ("rtype", "rdata", "renamed"),
    [
        ("CNAME", "www.top.org.", "www.alias.net."),
        ("DNAME", "sub.top.org.", "sub.alias.net."),
        ("NS", "ns1.top.org.", "ns1.alias.net."),
        ("PTR", "a.top.org.", "a.alias.net."),
        ("MX", "10 mail.top.org.", "10 mail.alias.net."),
        ("MX", "0 .", "0 ."),
        ("SRV", "1 2 443 top.org.", "1 2 443 alias.net."),
        ("HTTPS", '1 www.top.org. alpn="h2" key667="www.top.org."', '1 www.alias.net. alpn="h2" key667="www.top.org."'),
        ("SVCB", "0 top.org.", "0 alias.net."),
        ("TXT", '"top.org."', '"top.org."'),
        ("A", "192.0.2.1", "192.0.2.1"),
        ("CAA", '0 issue "top.org"', '0 issue "top.org"'),
    ],
)
def test_targets_are_renamed_and_nothing_else(rtype: str, rdata: str, renamed: str) -> None:
    assert renamed_rows("top.org", "alias.net", [ZoneRow("w", 60, rtype, rdata)]) == [ZoneRow("w", 60, rtype, renamed)]


def test_a_name_that_gets_too_long_is_refused_with_the_name() -> None:
    long = ".".join(["l" * 49] * 4)
    renaming = Renaming("a.b", f"{'x' * 55}.net")
    with pytest.raises(Invalid, match="longer than 253"):
        renaming.owner(long)
    with pytest.raises(Invalid, match="longer than 253"):
        renaming.rdata("MX", f"10 {long}.a.b.")
    assert renaming.owner("w") == "w"


LABELS = st.lists(st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True), max_size=4).map(tuple)


@given(LABELS, LABELS.filter(bool), LABELS.filter(bool), st.sampled_from(sorted(TARGET_WORDS)))
def test_renaming_there_and_back_changes_nothing(
    above: tuple[str, ...], zone: tuple[str, ...], alias: tuple[str, ...], rtype: str
) -> None:
    there, back = Renaming(".".join(zone), ".".join(alias)), Renaming(".".join(alias), ".".join(zone))
    name = ".".join([*above, *zone]) + "."
    rdata = " ".join([*["1"] * TARGET_WORDS[rtype], name])
    renamed = there.rdata(rtype, rdata)
    assert renamed.endswith(".".join([*above, *alias]) + ".")
    assert back.rdata(rtype, renamed) == rdata
