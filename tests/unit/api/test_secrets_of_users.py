"""Passwords and keys: hashed, compared without regard to what must not matter, and never shown whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.secrets_of_users import KEY_SHAPE, hash_key, hash_password, mask_key, new_key, password_matches

PASSWORD_HASH = hash_password("correct horse")


def test_a_password_matches_its_own_hash_only() -> None:
    assert password_matches("correct horse", PASSWORD_HASH)
    for wrong in ("", "Correct horse", "correct horse ", "correct\x00horse", "ü" * 1000):
        assert not password_matches(wrong, PASSWORD_HASH)


def test_passwords_are_hashed_with_argon2id_and_a_salt() -> None:
    assert PASSWORD_HASH.startswith("$argon2id$")
    assert hash_password("correct horse") != PASSWORD_HASH
    assert "correct" not in PASSWORD_HASH


@pytest.mark.parametrize("stored", [None, "", "plain text", "$argon2id$broken", "x" * 250])
def test_nothing_matches_what_is_no_hash(stored: str | None) -> None:
    for password in ("", "plain text", "correct horse"):
        assert not password_matches(password, stored)


def test_a_user_who_does_not_exist_takes_a_hash_to_refuse_too() -> None:
    # the hash compared with is of a random text, so this is the same work and cannot be guessed
    assert not password_matches("", None)


def test_keys_are_new_each_time_and_of_the_shape_clients_expect() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    for key in keys:
        assert re.fullmatch(r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}", key)
        assert KEY_SHAPE.fullmatch(key)
        assert KEY_SHAPE.fullmatch(key.lower())


@pytest.mark.parametrize("text", ["", "a password", "2B1CF2BF", "2B1CF2BF-9B7D-4A79-A514-C531D4B4B4FG", "2B1CF2BF9B7D"])
def test_other_texts_do_not_have_the_shape_of_a_key(text: str) -> None:
    assert KEY_SHAPE.fullmatch(text) is None


@given(st.uuids(), st.text(min_size=1, max_size=20))
def test_the_case_of_a_key_does_not_matter_and_the_pepper_does(key: object, pepper: str) -> None:
    text = str(key)
    assert hash_key(text, pepper) == hash_key(text.upper(), pepper)
    assert len(hash_key(text, pepper)) == 32
    assert hash_key(text, pepper) != hash_key(text, pepper + "x")
    assert text.encode() not in hash_key(text, pepper)


def test_different_keys_have_different_hashes() -> None:
    assert len({hash_key(new_key(), "pepper") for _ in range(1000)}) == 1000


def test_of_a_key_only_its_ends_are_shown() -> None:
    assert mask_key("2b1cf2bf-9b7d-4a79-a514-c531d4b4b4f3") == "2B1CF2BF-****-****-****-*******4B4F3"
    assert len(mask_key(new_key())) == 36
