"""Requests made as the administrator of a running platform, who signs in by password."""

from tests.people import basic, request_as
from tests.stack import Answer, Stack


def as_admin(stack: Stack, verb: str, path: str, data: object = None) -> Answer:
    """Make a request as the administrator; see `Stack.api`."""
    admin = stack.info["admin"]
    return request_as(stack, basic(admin["email"], admin["password"]), verb, path, data)
