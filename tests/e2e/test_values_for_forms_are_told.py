"""Data values: what clients build their forms from."""

import pytest

from tests.people import request_as
from tests.stack import Stack

PUBLIC = ["registerRequireTerms", "registerEnabled", "2faKeyTypes", "defaultRecords", "importTypes", "exportTypes"]
SIGNED_IN = ["validPermissions", "validRecordTypes", "selfDelete", "adminElevationEnabled", "adminElevationType"]


def value(stack: Stack, name: str) -> object:
    return stack.api("GET", f"system/datavalue/{name}").response[name]


@pytest.mark.parametrize("name", PUBLIC)
def test_some_are_told_to_everybody(stack: Stack, name: str) -> None:
    assert name in request_as(stack, {}, "GET", f"system/datavalue/{name}").response


@pytest.mark.parametrize("name", SIGNED_IN)
def test_some_are_told_to_who_signs_in(stack: Stack, name: str) -> None:
    assert name in stack.api("GET", f"system/datavalue/{name}").response
    assert request_as(stack, {}, "GET", f"system/datavalue/{name}").status == 401


def test_they_are_what_the_platform_is_set_to(stack: Stack) -> None:
    assert value(stack, "validPermissions")[:2] == ["system_stats", "domains_logs"]  # type: ignore[index]
    assert {"A", "HTTPS", "CAA"} <= set(value(stack, "validRecordTypes"))  # type: ignore[call-overload]
    assert value(stack, "defaultRecords") == [
        {"name": "", "type": "NS", "content": "ns1.zonehost.example"},
        {"name": "", "type": "NS", "content": "ns2.zonehost.example"},
    ]
    assert value(stack, "adminElevationEnabled") is False
    imports = stack.api("GET", "system/datavalue/importTypes").response
    assert set(imports["importTypes"]) == set(imports["descriptions"]) == {"bind", "tinydns"}


def test_a_name_in_any_case_is_understood_and_an_unknown_one_is_an_unknown_path(stack: Stack) -> None:
    assert "registerEnabled" in stack.api("GET", "system/datavalue/REGISTERENABLED").response
    assert stack.api("GET", "system/datavalue/nothing").status == 404
