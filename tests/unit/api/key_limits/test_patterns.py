"""Regular expressions of keys: they mean what they mean in Python, and no text makes one slow."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.key_limits.patterns import LONGEST, MOST_POSITIONS, Pattern
from core.errors import Invalid

CHARS = "aAbB1_ .-"

atoms = st.sampled_from(
    ["a", "B", "1", r"\.", ".", r"\d", r"\W", r"\S", "[ab]", "[^a]", "[a-b1-3]", r"[\d.-]", "[]a]", "[^A-Z_]", "_", " "]
)
repetitions = st.sampled_from(["", "", "*", "+", "?", "*?", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}?"])


def combined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sequences = st.lists(parts, max_size=4).map("".join)
    groups = st.lists(sequences, min_size=1, max_size=3).map("|".join)
    return st.builds("({}{}){}".format, st.sampled_from(["", "?:"]), groups, repetitions)


expressions = st.lists(
    st.recursive(st.builds(str.__add__, atoms, repetitions), combined, max_leaves=8), max_size=4
).map("".join)


@given(expressions, st.text(CHARS, max_size=8))
@example("(a|ab)(c|bcd)*", "abcd")
@example("(a*)*", "")
@example("((a?)+b)*", "aabab")
@example("()", "")
@example("a|", "")
@example("[.-a]", "-")
def test_an_expression_matches_what_it_matches_in_python(expression: str, text: str) -> None:
    assert Pattern(expression).matches(text) == bool(re.fullmatch(expression, text, re.IGNORECASE))


@given(st.text("ab(|)[]^$*+?{},1\\d.-:", max_size=12), st.text("ab1", max_size=5))
def test_what_is_taken_from_any_text_is_what_python_takes(expression: str, text: str) -> None:
    try:
        pattern = Pattern(expression)
    except Invalid:
        return
    assert pattern.matches(text) == bool(re.fullmatch(expression, text, re.IGNORECASE))


@pytest.mark.parametrize(
    "expression",
    ["(a+)+$", "(a|a)*", "(a|aa)+", "(.*a){20}", "(.*)*x", "((a*)*)*", "(a?){200}a{200}", "(.*.*.*.*.*.*)x"],
)
def test_no_text_makes_an_expression_slow(expression: str) -> None:
    # by going back and trying again, most of these take longer than there is time
    pattern = Pattern(expression.rstrip("$"))
    for _ in range(50):
        assert not pattern.matches("a" * 300 + "!")


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(a", "not closed"),
        ("a)", "without an opening one"),
        ("[a", "too early"),
        ("a\\", "too early"),
        ("*a", "nothing to repeat"),
        ("a|*", "nothing to repeat"),
        ("a**", "repetition of a repetition"),
        ("a*+", "give nothing back"),
        ("a{3,2}", "no repetition"),
        ("a{999}", "no repetition"),
        ("(?=a)", "(? are not supported"),
        ("(?P<x>a)", "(? are not supported"),
        (r"(a)\1", r"\1 is not supported"),
        (r"\bA", r"\b is not supported"),
        ("[[:alpha:]]", "not supported"),
        ("[z-a]", "ends before it begins"),
        (r"[a-\d]", "ends before it begins"),
        ("A a$|^TXT b", "inside"),
        ("(" * 60 + "a" + ")" * 60, "deep"),
        ("a" * (LONGEST + 1), f"at most {LONGEST}"),
        ("(a{250}){250}", f"more than {MOST_POSITIONS}"),
    ],
)
def test_what_is_no_expression_is_refused_with_its_reason(expression: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        Pattern(expression)
    assert reason in refused.value.message


def test_nothing_repeated_over_and_over_is_still_nothing() -> None:
    pattern = Pattern("((((){255}){255}){255}a{0}){255}")
    assert pattern.matches("")
    assert not pattern.matches("a")


def test_letters_beyond_ascii_match_in_either_case() -> None:
    assert Pattern("TXT Ö[ä-ü]+").matches("txt öÄÜ")
