"""Requests made up from the OpenAPI document: no server error, and no answer the document does not tell of."""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.openapi.signing_in import SCHEMES
from tests.callers import Caller, administrator, domain_key, nobody, reader, user
from tests.stack import Stack, running_stack

pytestmark = pytest.mark.slow

# Left out of schemathesis's checks: those that want API 1.0 to refuse what it reads leniently (§2: unknown members,
# numbers as text), to answer an unknown verb with 405 (§1: 404), or to accept whatever has the right shape.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE

# how many requests of each operation, made as the document says and otherwise, and the operations of which one must
# succeed, in percent: fewer would mean that these requests try nothing
SHARES = {
    nobody: ({POSITIVE: 2, NEGATIVE: 1}, 5),
    user: ({POSITIVE: 8, NEGATIVE: 4}, 25),
    reader: ({POSITIVE: 3, NEGATIVE: 2}, 10),
    domain_key: ({POSITIVE: 3, NEGATIVE: 2}, 10),
    administrator: ({POSITIVE: 8, NEGATIVE: 4}, 40),
}

SIGN_IN_HEADERS = {"Authorization", *(scheme["name"] for scheme in SCHEMES.values() if scheme.get("in") == "header")}

# how long a request may wait for public servers, so that it does not hold up the next one
LONGEST_WAIT = 0.05


@pytest.fixture(scope="module")
def own_stack() -> Iterator[Stack]:
    """Give a platform of its own: an administrator who does anything is no neighbour for other tests."""
    with running_stack("document-stack") as running:
        yield running


@pytest.fixture(scope="module")
def document(own_stack: Stack) -> dict[str, Any]:
    """Give the document, in which answers have no members it does not tell of."""
    sent = requests.get(f"{own_stack.info['api']['url']}/1.0/openapi.json", timeout=60).json()
    return strict(sent)


def strict(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document that excludes members of answers it does not tell of."""
    changed = copy.deepcopy(document)
    operations = [operation for path in changed["paths"].values() for operation in path.values()]
    answers: set[str] = set()
    for response in (operation["responses"].get("200", {}) for operation in operations):
        for schema in (content["schema"] for content in response.get("content", {}).values()):
            if {"allOf", "$ref"} & schema.keys():
                schema["unevaluatedProperties"] = False
                answers.update(names_in([part.get("properties") for part in schema.get("allOf", ())]))
    components = changed["components"]["schemas"]
    for name in reachable(components, answers):
        if "properties" in components[name]:
            components[name]["additionalProperties"] = False
    return changed


def reachable(components: dict[str, Any], names: set[str]) -> set[str]:
    """Return the components that some of them are made of, with these."""
    found, pending = set(names), list(names)
    while pending:
        further = set(names_in(components[pending.pop()])) - found
        found |= further
        pending += further
    return found


def names_in(schema: Any) -> Iterator[str]:
    """Yield the names of the components a schema refers to."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from names_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from names_in(value)


@pytest.mark.parametrize("make_caller", SHARES, ids=lambda make: str(make.__name__))
def test_no_request_finds_a_server_error_or_an_answer_that_is_not_documented(
    own_stack: Stack, document: dict[str, Any], make_caller: Callable[[Stack], Caller]
) -> None:
    schema = schemathesis.openapi.from_dict(document)
    caller, (modes, least_percent) = make_caller(own_stack), SHARES[make_caller]
    failures: dict[str, str] = {}
    statuses: dict[str, set[int]] = {}
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        if not caller.is_still_there(own_stack):
            caller = make_caller(own_stack)
        name = f"{operation.method.upper()} {operation.path}"
        for mode, examples in modes.items():
            try:
                statuses.setdefault(name, set()).update(exercise(own_stack, operation, mode, caller, examples))
            except (FailureGroup, AssertionError) as failure:
                failures[f"{name} ({mode.value})"] = story(failure)
    assert failures == {}, "\n\n".join(f"{name}\n{text}" for name, text in failures.items())
    succeeded = [name for name, seen in statuses.items() if seen & {200, 303}]
    assert 100 * len(succeeded) >= least_percent * len(statuses), statuses


def story(failure: BaseException) -> str:
    """Return what is known of a failure, with the request that found it."""
    parts = failure.exceptions if isinstance(failure, FailureGroup) else [failure]
    notes = [note for part in (failure, *parts) for note in getattr(part, "__notes__", ())]
    return "\n".join([*(str(part) for part in parts), *notes])


def exercise(
    stack: Stack, operation: Any, mode: schemathesis.GenerationMode, caller: Caller, examples: int
) -> set[int]:
    """Make up requests of one operation, and return the statuses they were answered with."""
    names = re.findall(r"\{(\w+)\}", operation.path)
    there = caller.values(operation.path, names)
    statuses: set[int] = set()

    @seed(20260101)
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), kept=st.integers(0, 3))
    def run(case: schemathesis.Case[Any], kept: int) -> None:
        # mostly what is there; else a last part that is made up, or all of them, but for somebody else's account
        may_be_made_up = not operation.path.startswith("/1.0/admin/") and "user" not in there
        real = [] if kept == 0 and may_be_made_up else names[:-1] if kept == 1 and len(names) > 1 else names
        case.path_parameters.update({name: there[name] for name in real if name in there})
        if isinstance(case.query.get("wait"), int | float):
            case.query["wait"] = min(case.query["wait"], LONGEST_WAIT)
        if caller.headers:
            # what signs in comes from the caller alone
            for name in SIGN_IN_HEADERS & set(map(str, case.headers)):
                del case.headers[name]
        answer = case.call(base_url=stack.info["api"]["url"], headers=caller.headers, timeout=60)
        statuses.add(answer.status_code)
        # this platform has no InfluxDB, and the paths that want one say so, as the document tells
        has_no_influxdb = answer.status_code == 503 and "INFLUXDB_URL is not set" in answer.text
        checks = [check for check in CHECKS if not (has_no_influxdb and check is not_a_server_error)]
        try:
            case.validate_response(answer, checks=checks)
        except FailureGroup as failure:
            failure.add_note(f"{case.as_curl_command()}\n{answer.text[:1000]}")
            raise

    try:
        run()
    except Exception as error:
        # what schemathesis cannot make a wrong request of: an operation without parameters
        if "Unsatisfiable" in type(error).__name__:
            return statuses
        raise
    return statuses
