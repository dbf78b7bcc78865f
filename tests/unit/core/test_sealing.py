"""What has to be read again is stored so that only who has the secret reads it, and only for what it was sealed for."""

import pytest

from core.sealing import Sealer, Unreadable, open_text, seal_text


def test_a_text_is_read_again_and_looks_different_each_time() -> None:
    sealer = Sealer("a secret")
    sealed = {seal_text(sealer, "schlüssel", "hook") for _ in range(5)}
    assert len(sealed) == 5
    assert {open_text(Sealer("a secret"), text, "hook") for text in sealed} == {"schlüssel"}


def test_nobody_else_reads_it_and_it_cannot_be_put_elsewhere() -> None:
    sealed = seal_text(Sealer("a secret"), "schlüssel", "hook of 1")
    for secret, purpose in (("another", "hook of 1"), ("a secret", "hook of 2")):
        with pytest.raises(Unreadable):
            open_text(Sealer(secret), sealed, purpose)


def test_what_was_changed_is_not_read() -> None:
    sealer = Sealer("a secret")
    sealed = sealer.seal(b"text", "hook")
    with pytest.raises(Unreadable):
        sealer.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "hook")
    with pytest.raises(Unreadable):
        sealer.open(b"", "hook")


@pytest.mark.parametrize("text", ["", "in clear", "c2hvcnQ="])
def test_what_was_never_sealed_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        open_text(Sealer("a secret"), text, "hook")
