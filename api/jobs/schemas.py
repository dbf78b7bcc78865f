"""What requests about jobs carry."""

from typing import Annotated, Any

from pydantic import Field

from api.body import Body


class CreateJob(Body):
    """A job to run: what it is called, what it carries as an object or as JSON, and the job it waits for."""

    name: str | None = None
    data: dict[str, Any] | str | None = None
    dependsOn: int | None = None  # noqa: N815 - the wire's name
    reason: Annotated[str, Field(max_length=255)] | None = None
