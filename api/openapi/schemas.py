"""The schemas of the document: the envelope and its errors, and those made of the types the code is written in."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

Schema = dict[str, Any]

REFERENCE = "#/components/schemas/"

# what is in every envelope (API 1.0 §3)
HEAD: dict[str, Schema] = {
    "reqid": {"description": "What the client named its request, in `reqid` of the body or in `X-Request-ID`."},
    "respid": {"type": "string", "pattern": "^[0-9a-f]{13}$", "description": "The id of this answer."},
    "method": {"type": "string", "description": "The path behind `/1.0/`, as it was sent."},
    "impersonator": {"type": "string", "description": "Who acts in the name of `impersonating`."},
    "impersonating": {"type": "string", "description": "E-mail address of the user in whose name this was done."},
}

ENVELOPE: Schema = {
    "type": "object",
    "description": "What every success has; the payload stands under `response`.",
    "properties": HEAD
    | {
        "device_id": {"type": "string", "description": "The id of the device that was just saved as trusted."},
        "device_name": {"type": "string", "description": "What that device is called."},
    },
    "required": ["respid"],
}

ERROR: Schema = {
    "type": "object",
    "description": "What every refusal has.",
    "properties": HEAD
    | {
        "error": {"type": "string", "description": "What was wrong, for people; it may change."},
        "errorData": {
            "description": "More of it: reasons as a list, or by what they belong to.",
            "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "object"}],
        },
        "login_error": {
            "type": "string",
            "enum": ["2fa_required", "2fa_invalid", "2fa_notrequired"],
            "description": "What a sign-in lacks.",
        },
        "2fa_methods": {
            "type": "array",
            "items": {"type": "string", "enum": ["code", "passkey"]},
            "description": "What the second factor may be, when it is missing.",
        },
        "admin_elevation": {"type": "string", "const": "required", "description": "An administrator must step up."},
    },
    "required": ["respid", "error"],
}


class _Generator(GenerateJsonSchema):
    """Without a title for every member, which says its name again, and without null where it only means absence."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the base's signature
        """Tell that no member gets a title."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of a member with a default."""
        if "default" in schema and schema["default"] is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class Schemas:
    """The schemas of some types, and of all that these are made of.

    Args:
        answers: types of what is answered.
        inputs: types of what is sent.
    """

    def __init__(self, answers: Iterable[Any], inputs: Iterable[Any]) -> None:
        self._keys: dict[tuple[str, JsonSchemaMode], int] = {}
        wanted: list[tuple[int, JsonSchemaMode, TypeAdapter[Any]]] = []
        modes: tuple[tuple[JsonSchemaMode, Iterable[Any]], ...] = (("serialization", answers), ("validation", inputs))
        for mode, types in modes:
            for shown in types:
                # by its text, because not every form of a type can be hashed
                if (repr(shown), mode) not in self._keys:
                    self._keys[repr(shown), mode] = len(wanted)
                    wanted.append((len(wanted), mode, TypeAdapter(shown)))
        made, definitions = TypeAdapter.json_schemas(
            wanted, ref_template=f"{REFERENCE}{{model}}", schema_generator=_Generator
        )
        self._made = {key: _renamed(schema) for (key, _mode), schema in made.items()}
        self.components: dict[str, Schema] = {
            _short_name(name): _renamed(schema) for name, schema in definitions.get("$defs", {}).items()
        }

    def of_answer(self, shown: Any) -> Schema:
        """Return the schema of a type of the answers."""
        return dict(self._made[self._keys[repr(shown), "serialization"]])

    def of_input(self, shown: Any) -> Schema:
        """Return the schema of a type of what is sent."""
        return dict(self._made[self._keys[repr(shown), "validation"]])


def _short_name(name: str) -> str:
    """Return the name of a component; types of one name are told apart by their features, not their modules."""
    parts = name.split("__")
    return name if len(parts) == 1 else parts[1].title().replace("_", "") + parts[-1]


def _renamed(part: Any) -> Any:
    """Return a part of a schema with the names of components shortened."""
    if isinstance(part, dict):
        return {
            key: REFERENCE + _short_name(value.removeprefix(REFERENCE)) if key == "$ref" else _renamed(value)
            for key, value in part.items()
        }
    return [_renamed(item) for item in part] if isinstance(part, list) else part
