"""The OpenAPI 3.1 document, assembled from the routes of the application and what their functions say of themselves."""

from typing import Any

from apispec import APISpec
from flask import Flask

from api.endpoint import Parameter
from api.openapi.operations import Operation, operations
from api.openapi.refusals import (
    COMMON_HEADERS,
    HEADERS,
    REFUSALS,
    header_references,
    refusal_responses,
    refusals_of,
)
from api.openapi.schemas import ENVELOPE, ERROR, HEAD, REFERENCE, Schema, Schemas
from api.openapi.signing_in import SCHEMES, ways_to_sign_in

JSON = "application/json"

ALL_DOMAINS = "all domains"

ABOUT = """
Zonehost's REST API speaks the dialect of MyDNSHost API 1.0.

* Paths and names of headers may be written in any case. `PUT` is the same as `POST`, and the header
  `X-Request-Method` replaces the verb. `HEAD` and `PATCH` are unknown.
* A body is a JSON object `{"data": {…}}`; unknown members are ignored. It may be sent in the query parameter `data`, or
  the field `data` of a form, without the object around it. A flag is true if it is `true`, `1`, `on` or `yes`, also as
  text; a number may be sent as text.
* An answer is an envelope; the payload stands under `response`, and a refusal says in `error` what was wrong. What is
  not there, or not visible to who asks, is refused with 400; 404 is for paths that do not exist.
* `X-Request-ID` names a request: it is echoed, and found in the logs of every part of the platform.
* `X-Impersonate` (an e-mail address) or `X-Impersonate-ID`, or `"impersonate": ["email", "…"]` beside `data`, has an
  administrator act in the name of a user.
"""

# what parameters of paths are called in every feature
PATH_PARAMETERS = {
    "domain": "Name of the domain, in Unicode or in ASCII (punycode).",
    "record_id": "The id of the record.",
    "name": "Owner of the records, relative to the domain; `@` for the apex.",
    "record_type": "Type of the records, in any case.",
    "form": "The kind of zone file.",
    "code": "The code.",
    "device_id": "The id of the device.",
    "factor_id": "The id of the second factor.",
    "passkey_id": "The id of the passkey.",
    "path_key": "A key of the domain.",
    "hook_id": "The id of the webhook.",
    "article_id": "The id of the article.",
    "pattern_id": "The id of the pattern.",
    "job_id": "The id of the job.",
    "entry_id": "The id of the entry.",
    "service": "The name of the service, as in the list of services.",
    "key": "The key, or its id.",
    "user": "`self`, or the id of a user.",
    "number": "The number of the account, as the mail says.",
    "confirm_code": "What was answered when it was asked for.",
    "second_factor": "A code of a second factor.",
    "value_key": "What the value is kept under; it may hold slashes.",
    "text": "Any word.",
    "version": "What the page names in the addresses of its files.",
    "file": "Name of the file.",
}
CONVERTERS: dict[str, Schema] = {
    "default": {"type": "string", "minLength": 1},
    "int": {"type": "integer", "minimum": 0},
    "path": {"type": "string", "minLength": 1},
}


def build_document(app: Flask) -> Schema:
    """Return the document of an application.

    Args:
        app: after its last path is registered.
    """
    found = list(operations(app))
    schemas = _schemas(found)
    spec = APISpec(
        title="Zonehost API",
        version="1.0",
        openapi_version="3.1.0",
        info={"description": ABOUT.strip(), "license": {"name": "MIT", "identifier": "MIT"}},
        servers=[{"url": "/"}],
    )
    for name, schema in sorted({**schemas.components, "Envelope": ENVELOPE, "Error": ERROR}.items()):
        spec.components.schema(name, schema)
    for name, scheme in SCHEMES.items():
        spec.components.security_scheme(name, scheme)
    for name, header in HEADERS.items():
        spec.components.header(name, header)
    for name, response in refusal_responses().items():
        spec.components.response(name, response)
    tags = {(operation.acts_on_all_domains, _tag(operation)): _about_tag(operation) for operation in found}
    for (_is_last, name), description in sorted(tags.items()):
        spec.tag({"name": name, "description": description})
    for operation in found:
        spec.path(operation.path, operations={operation.verb: _described(operation, schemas)})
    return dict(spec.to_dict())


def _schemas(found: list[Operation]) -> Schemas:
    endpoints = [operation.endpoint for operation in found]
    answers = [shown for endpoint in endpoints for shown in (endpoint.answer, endpoint.members)]
    inputs = [shown for endpoint in endpoints for shown in (endpoint.body, endpoint.beside)]
    inputs += [parameter.schema for endpoint in endpoints for parameter in endpoint.parameters]
    return Schemas(filter(None, answers), filter(None, inputs))


def _tag(operation: Operation) -> str:
    return ALL_DOMAINS if operation.acts_on_all_domains else operation.feature[0]


def _about_tag(operation: Operation) -> str:
    if operation.acts_on_all_domains:
        return "Every path of a domain once more, for administrators: they are treated as owners of all domains."
    return operation.feature[1]


def _described(operation: Operation, schemas: Schemas) -> Schema:
    endpoint = operation.endpoint
    described: Schema = {
        "operationId": operation.id,
        "tags": [_tag(operation)],
        "summary": endpoint.summary,
        "description": _description(operation),
        "parameters": _parameters(operation, schemas),
        "security": ways_to_sign_in(operation),
        "responses": _responses(operation, schemas),
        "x-permissions": list(operation.permissions),
        "x-level": None if operation.acts_on_all_domains else endpoint.level,
        "x-administrative": operation.is_administrative,
    }
    if endpoint.body is not None and operation.verb != "get":
        schema = schemas.of_input(endpoint.body) if endpoint.is_flat else _wrapped(operation, schemas)
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return described


def _description(operation: Operation) -> str:
    endpoint = operation.endpoint
    sentences = [endpoint.description] if endpoint.description else []
    if endpoint.is_public:
        sentences.append("Works without signing in.")
    else:
        words = " and ".join(f"`{permission}`" for permission in operation.permissions)
        sentences.append(f"Needs {words}." if words else "Needs a sign-in.")
    if operation.is_administrative:
        sentences.append("An API key needs `admin_features`.")
    elif endpoint.level is not None:
        sentences.append(f"Needs the level `{endpoint.level}` on the domain.")
    return "\n\n".join(sentences)


def _parameters(operation: Operation, schemas: Schemas) -> list[Schema]:
    said = {parameter.name: parameter for parameter in operation.endpoint.parameters if parameter.place == "path"}
    parameters = [
        _path_parameter(name, converter, said.get(name), schemas)
        for name, converter in operation.path_parameters.items()
    ]
    parameters += [
        {
            "name": parameter.name,
            "in": parameter.place,
            "description": parameter.description,
            "required": parameter.is_required,
            "schema": schemas.of_input(parameter.schema),
        }
        for parameter in operation.endpoint.parameters
        if parameter.place != "path"
    ]
    return parameters


def _path_parameter(name: str, converter: str, said: Parameter | None, schemas: Schemas) -> Schema:
    parameter: Schema = {
        "name": name,
        "in": "path",
        "required": True,
        "schema": CONVERTERS[converter] if said is None else schemas.of_input(said.schema),
    }
    description = PATH_PARAMETERS.get(name) if said is None else said.description
    return parameter if description is None else parameter | {"description": description}


def _wrapped(operation: Operation, schemas: Schemas) -> Schema:
    """Return the schema of a body, with what stands under `data` and what may stand beside it."""
    endpoint = operation.endpoint
    wrapper: Schema = {
        "type": "object",
        "properties": {"data": schemas.of_input(endpoint.body), "reqid": HEAD["reqid"]},
        "required": ["data"],
    }
    return wrapper if endpoint.beside is None else {"allOf": [wrapper, schemas.of_input(endpoint.beside)]}


def _responses(operation: Operation, schemas: Schemas) -> dict[str, Schema]:
    endpoint = operation.endpoint
    responses: dict[str, Schema] = {}
    # what has no answer of its own and leads elsewhere, or refuses always (API 1.0 §1), has no success
    has_success = endpoint.answer is not None or endpoint.media_type
    if has_success or not any(status < 400 or status == 405 for status in endpoint.statuses):
        responses["200"] = _success(operation, schemas)
    for status in refusals_of(operation):
        responses[str(status)] = {"$ref": f"#/components/responses/{REFUSALS[status][0]}"}
    for status, meaning in endpoint.statuses.items():
        responses[str(status)] = {"description": meaning, "headers": header_references(COMMON_HEADERS)}
        if status >= 400:
            schema: Schema = {"$ref": f"{REFERENCE}Error"}
            if endpoint.media_type == JSON:
                # where there is no envelope it may say the same things as with a success
                schema = {"anyOf": [schemas.of_answer(endpoint.answer), schema]}
            responses[str(status)]["content"] = {JSON: {"schema": schema}}
    return dict(sorted(responses.items()))


def _success(operation: Operation, schemas: Schemas) -> Schema:
    endpoint = operation.endpoint
    if endpoint.media_type:
        schema = {"type": "string"} if endpoint.answer is None else schemas.of_answer(endpoint.answer)
    else:
        schema = _enveloped(endpoint.answer, endpoint.members, schemas)
    return {
        "description": "Success.",
        "headers": header_references(COMMON_HEADERS),
        "content": {endpoint.media_type or JSON: {"schema": schema}},
    }


def _enveloped(shown: Any, members: Any, schemas: Schemas) -> Schema:
    parts: list[Schema] = [{"$ref": f"{REFERENCE}Envelope"}]
    if shown is not None:
        parts.append({"type": "object", "properties": {"response": schemas.of_answer(shown)}, "required": ["response"]})
    if members is not None:
        parts.append(schemas.of_answer(members))
    return parts[0] if len(parts) == 1 else {"allOf": parts}
