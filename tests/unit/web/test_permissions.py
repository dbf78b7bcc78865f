"""Permissions as they are explained."""

from api.permissions import PERMISSIONS, RESTRICTING
from web import permissions


def test_every_permission_there_is_is_explained_once() -> None:
    assert sorted(permissions.NAMES) == sorted(PERMISSIONS)
    assert {permissions.RESTRICTING} == RESTRICTING
