"""Block patterns are taken out of their delimiters, and their flags said inside (MariaDB has no delimiters)."""

import pytest

from api.block_patterns import inner_pattern
from core.errors import Invalid


@pytest.mark.parametrize(
    ("pattern", "inner"),
    [
        ("/spam/", "(?-i)spam"),
        ("/spam/i", "(?i)spam"),
        ("#a/b#xi", "(?i)(?x)a/b"),
        ("/a\\/b/", "(?-i)a/b"),
        ("|a\\|b|", "(?-i)a\\|b"),
        ("{a{2}}i", "(?i)a{2}"),
        ("(a|b)", "(?-i)a|b"),
        ("/a/uD", "(?-i)a"),
        ("/a+/U", "(?-i)(?U)a+"),
        ("/a|b/A", "(?-i)\\G(?:a|b)"),
        ("//", "(?-i)"),
    ],
)
def test_a_pattern_keeps_its_meaning(pattern: str, inner: str) -> None:
    assert inner_pattern(pattern) == inner


@pytest.mark.parametrize("pattern", ["", "spam", "/spam", "/", "/a/e", "/a/q", "\\a\\", " a ", "{a}}q", "aspama"])
def test_what_has_no_delimiters_or_unknown_flags_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid, match="not a regular expression"):
        inner_pattern(pattern)
