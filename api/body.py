"""What a request carries: the JSON body of API 1.0 (§2), wherever the client put it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from flask import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, GetJsonSchemaHandler, TypeAdapter, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from core.errors import Invalid

# a zone file of the largest size an import accepts, with room for the escapes of JSON
MOST_OCTETS = 48 * 1024 * 1024
# what is read of somebody who has not signed in yet: parsed, JSON can take twenty times its size
MOST_OCTETS_OF_STRANGERS = 1024 * 1024

# where a body that was read stays with its request, so that it is parsed once
KEPT = "zonehost.body"


class Body(BaseModel):
    """The base of every schema: unknown members are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


Schema = TypeVar("Schema", bound=Body)


def shown_by(*examples: Mapping[str, Any]) -> ConfigDict:
    """Return the configuration of a schema that the OpenAPI document shows these examples of."""
    return ConfigDict(json_schema_extra={"examples": [dict(example) for example in examples]})


@dataclass(frozen=True, slots=True)
class ShownAs:
    """Says what a member that is read leniently looks like in the OpenAPI document.

    Attributes:
        shown: a type, such as `bool` where `is_true` reads the value.
    """

    shown: Any

    def __get_pydantic_json_schema__(self, _core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of the type that is shown."""
        return handler(TypeAdapter(self.shown).core_schema)


def _check_characters(text: str) -> str:
    # JSON can say half of a character (RFC 8259 §8.2), which no table takes
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("this holds half of a character (a lone surrogate)")
    return text


# text that can be stored
Text = Annotated[str, AfterValidator(_check_characters)]

# what `is_true` reads
Flag = Annotated[Any, ShownAs(bool)]


def is_small(request: Request) -> bool:
    """Tell whether a body may be read before it is known who sends it; one that does not tell its size may not."""
    if request.content_length is None:
        return "Transfer-Encoding" not in request.headers
    return request.content_length <= MOST_OCTETS_OF_STRANGERS


def read_json(request: Request) -> Mapping[str, Any]:
    """Return the whole body, or the `data` parameter wrapped the same way.

    Raises:
        Invalid: what was sent is not a JSON object, or an empty one.
    """
    if KEPT in request.environ:
        return request.environ[KEPT]  # type: ignore[no-any-return]
    raw = request.get_data(cache=True)
    if request.mimetype in {"multipart/form-data", "application/x-www-form-urlencoded"} and "data" in request.form:
        wrapped: object = {"data": _parse(request.form["data"])}
    elif raw:
        wrapped = _parse(raw)
    elif "data" in request.args:
        wrapped = {"data": _parse(request.args["data"])}
    else:
        wrapped = None
    if not isinstance(wrapped, dict) or not wrapped:
        raise Invalid("Error with input.", ['The body must be a JSON object, such as {"data": {…}}.'])
    request.environ[KEPT] = wrapped
    return wrapped


def read_data(request: Request, schema: type[Schema]) -> Schema:
    """Return the `data` member of the body, checked against a schema.

    Raises:
        Invalid: there is none, or it does not fit; the detail names each member that does not.
    """
    data = read_json(request).get("data")
    if data is None:
        raise Invalid("No data provided.", ['The body must have a member "data".'])
    if data == []:
        # what PHP makes of an empty object
        data = {}
    if not isinstance(data, dict):
        raise Invalid("Error with input.", ['The member "data" must be an object.'])
    return _checked(data, schema)


def read_flat(request: Request, schema: type[Schema]) -> Schema:
    """Return a body that is not wrapped in `data`, checked against a schema; one that is wrapped is taken, too.

    Raises:
        Invalid: it does not fit; the detail names each member that does not.
    """
    body = read_json(request)
    wrapped = body.get("data")
    return _checked(wrapped if isinstance(wrapped, dict) else body, schema)


def _checked(members: Mapping[str, Any], schema: type[Schema]) -> Schema:
    try:
        return schema.model_validate(members)
    except ValidationError as error:
        raise Invalid("Error with input.", [_sentence(problem) for problem in error.errors()]) from error


def is_true(value: object) -> bool:
    """Tell whether a value means yes in API 1.0: true, 1, on or yes, in any case and as text too."""
    return value is True or (not isinstance(value, bool) and str(value).lower() in {"true", "1", "on", "yes"})


def _parse(text: str | bytes) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Invalid("Error with input.", [f"This is not JSON: {error}"]) from error


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON value")  # RFC 8259 §6, which Python's parser does not keep to


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:30]} is too large")  # and would be answered as what is no JSON
    return number


def _sentence(problem: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}: {problem['msg']}" if place else str(problem["msg"])
