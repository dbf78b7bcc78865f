"""What requests about records carry."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from api.body import Body, Flag, ShownAs, shown_by


class RecordChange(Body):
    """The members of a record to set; those that are absent stay as they are, or have their default."""

    model_config = shown_by({"content": "192.0.2.2"}, {"ttl": "5m", "comment": "moves on Monday"})

    # what `api.records.edits` reads, for the OpenAPI document

    name: str = Field("", description="Relative to the zone; empty or `@` for the apex, absolute with a final dot.")
    type: str = Field("", description="Such as `A`, in any case. A new record needs one.", examples=["A"])
    content: str = Field("", description="As zone files have it, but for the priority.", examples=["192.0.2.1"])
    ttl: int | str = Field(
        86400, description="Seconds, or a number with a unit (`5m`); empty for the domain's default."
    )
    priority: int | str | None = Field(None, description="For MX, SRV, SVCB and HTTPS.")
    comment: str | None = None
    disabled: bool = False


class RecordEntry(RecordChange):
    """An entry of a batch: without `id` it adds a record, with it it changes one, with `delete` it deletes it."""

    model_config = shown_by({"name": "www", "type": "A", "content": "192.0.2.1"})

    id: int | None = None
    delete: bool = False


class RecordValue(Body):
    """A value to remove; without a priority it is removed whatever its priority is."""

    name: str = Field("", description="Relative to the zone; empty or `@` for the apex, absolute with a final dot.")
    type: str
    content: str
    priority: int | str | None = None


class ChangeRecords(Body):
    """A batch. Its entries are checked one by one, so that each error can be told with its index.

    `records` are entries of API 1.0. `remove` and `add` are values (name, type, content, and priority where the type
    has one), taken away and put there after them: without ids, and without touching what stands beside them.
    """

    model_config = shown_by(
        {
            "records": [
                {"name": "www", "type": "A", "content": "192.0.2.1", "ttl": 300},
                {"name": "", "type": "MX", "content": "mail.first.org", "priority": 10},
                {"id": 159, "disabled": True},
                {"id": 157, "delete": True},
            ]
        },
        {
            "add": [{"name": "_acme-challenge", "type": "TXT", "content": "one value", "ttl": 60}],
            "remove": [{"name": "_acme-challenge", "type": "TXT", "content": "another"}],
        },
    )

    records: Annotated[list[Any] | None, ShownAs(list[RecordEntry] | None)] = None
    remove: Annotated[list[Any] | None, ShownAs(list[RecordValue] | None)] = None
    add: Annotated[list[Any] | None, ShownAs(list[RecordChange] | None)] = None


class ChangeRecord(Body):
    """The members of one record to change; read like an entry of a batch."""

    model_config = ConfigDict(extra="allow", frozen=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return what may be sent, which is read by `api.records.edits`."""
        return handler(TypeAdapter(RecordChange).core_schema)

    def members(self) -> dict[str, Any]:
        """Return what was sent."""
        return dict(self.model_extra or {})


class DeleteInstead(Body):
    """Has a record deleted instead of changed."""

    delete: Flag = False
