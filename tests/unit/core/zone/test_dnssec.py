"""The keys a parent may point to, on the example of RFC 6605 §6.1 and on sets of keys of a rollover."""

from core.zone.dnssec import Digest, keys_of_zone

# RFC 6605 §6.1
EXAMPLE = "257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=="
EXAMPLE_DIGEST = "B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17"
OTHER = "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="


def test_a_key_has_the_digest_its_rfc_shows() -> None:
    (key,) = keys_of_zone("example.net", [EXAMPLE], [])
    assert (key.tag, key.flags, key.protocol, key.algorithm) == (55648, 257, 3, 13)
    assert key.digests[0] == Digest(2, EXAMPLE_DIGEST)
    assert (key.digests[1].type, len(key.digests[1].value)) == (4, 96)


def test_only_keys_that_sign_keys_are_shown() -> None:
    zone_signing, revoked = EXAMPLE.replace("257", "256", 1), EXAMPLE.replace("257", "385", 1)
    assert keys_of_zone("example.net", [zone_signing, revoked], []) == []


def test_in_a_rollover_the_zone_asks_for_the_keys_in_its_cds() -> None:
    old, new = keys_of_zone("example.net", [EXAMPLE, OTHER], [f"55648 13 2 {EXAMPLE_DIGEST}"])
    assert [(key.tag, key.is_asked_for) for key in (old, new)] == [(2371, False), (55648, True)]


def test_a_zone_that_asks_for_the_removal_of_its_ds_asks_for_none() -> None:
    # RFC 8078 §4
    (key,) = keys_of_zone("example.net", [EXAMPLE], ["0 0 0 00"])
    assert not key.is_asked_for
