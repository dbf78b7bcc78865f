"""No zone name leaves the directory of the zone files or is too long for a file name."""

from pathlib import PurePosixPath

import pytest

from publicdns.bind_driver import zone_file


@pytest.mark.parametrize(
    "zone",
    ["example.com", "0/25.2.0.192.in-addr.arpa", "a/../../etc/passwd", "*.example", ".".join(["a" * 60] * 4), "/etc"],
)
def test_every_name_has_a_file_three_levels_down(zone: str) -> None:
    path = PurePosixPath(zone_file(zone))
    assert len(path.parts) == 3
    assert path.parts[0] == "zones"
    assert len(path.parts[1]) == 2
    assert ".." not in path.parts
    assert len(f"{path.name}.jnl") <= 255


def test_different_names_have_different_files() -> None:
    zones = ["a.example", "b.example", "a/b.example", "a/c.example", ".".join(["a" * 60] * 4)]
    assert len({zone_file(zone) for zone in zones}) == len(zones)
