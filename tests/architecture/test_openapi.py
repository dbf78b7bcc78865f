"""The OpenAPI document says exactly what the application has, and says it completely."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.app import create_app
from api.openapi.document import build_document
from api.permissions import OF_EVERY_SIGN_IN, PERMISSIONS
from core.settings import ApiSettings, Reader
from orchestration.local import environments
from orchestration.local.layout import DEFAULT_PORTS, Layout
from tests.architecture.sources import REPOSITORY

Document = dict[str, Any]

ERROR = {"$ref": "#/components/schemas/Error"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give the application as the local stack configures it; nothing is connected to."""
    layout = Layout(tmp_path_factory.mktemp("layout"))
    layout.prepare()
    layout.ports = dict(DEFAULT_PORTS)
    return create_app(ApiSettings.read(Reader(environments.of_api(layout))))


@pytest.fixture(scope="module")
def document(app: Flask) -> Document:
    """Give its document, as it is sent."""
    made: Document = json.loads(json.dumps(build_document(app)))
    return made


def described(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every path and verb with what is said of it."""
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            yield path, verb, operation


def resolved(document: Document, thing: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference refers to."""
    while "$ref" in thing:
        found: Any = document
        for part in thing["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        thing = found
    return thing


def nodes(thing: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a document."""
    if isinstance(thing, dict):
        yield thing
    for value in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from nodes(value)


def test_the_document_is_valid(document: Document) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_the_document_has_exactly_the_routes_of_the_application(app: Flask, document: Document) -> None:
    routes = {
        (re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"{\1}", rule.rule), verb.lower())
        for rule in app.url_map.iter_rules()
        for verb in rule.methods or ()
        if verb not in {"HEAD", "OPTIONS"}
    }
    assert {(path, verb) for path, verb, _operation in described(document)} == routes


def test_no_two_paths_differ_only_in_the_names_of_their_parameters(document: Document) -> None:
    shapes = [re.sub(r"\{\w+\}", "{}", path) for path in document["paths"]]
    assert sorted(shapes) == sorted(set(shapes))


def test_every_operation_says_what_it_is(document: Document) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for path, verb, operation in described(document):
        where = f"{verb} {path}"
        assert re.fullmatch(r"[A-Z].*[^.]", operation["summary"]), where
        assert re.fullmatch(r"[a-z0-9_]+", operation["operationId"]), where
        assert set(operation["tags"]) <= tags, where
        assert set(operation["x-permissions"]) <= {*PERMISSIONS, *OF_EVERY_SIGN_IN}, where
        # but for what refuses always, which says so
        assert any(status.startswith(("2", "3")) or status == "405" for status in operation["responses"]), where
        assert "security" in operation, where


def test_names_of_operations_are_unique(document: Document) -> None:
    names = [operation["operationId"] for _path, _verb, operation in described(document)]
    assert len(names) == len(set(names))


def test_who_must_sign_in_is_told_how_and_what_happens_otherwise(document: Document) -> None:
    for path, verb, operation in described(document):
        where = f"{verb} {path}"
        assert bool(operation["security"]) == ("401" in operation["responses"]), where
        assert bool(operation["security"]) == ("403" in operation["responses"]), where
        if operation["x-permissions"]:
            assert operation["security"], where


def test_parameters_of_paths_are_typed_and_described(document: Document) -> None:
    for path, verb, operation in described(document):
        parameters = {parameter["name"]: parameter for parameter in operation["parameters"]}
        for name in re.findall(r"\{(\w+)\}", path):
            assert parameters[name]["in"] == "path", f"{verb} {path} {name}"
            assert parameters[name]["schema"], f"{verb} {path} {name}"
        for name, parameter in parameters.items():
            assert parameter.get("description"), f"{verb} {path} {name} is not described"


def test_every_refusal_stands_in_the_envelope(document: Document) -> None:
    for path, verb, operation in described(document):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                schema = resolved(document, response)["content"]["application/json"]["schema"]
                # what has no envelope at other times may say something of its own besides
                assert ERROR in (schema, *schema.get("anyOf", ())), f"{verb} {path} {status}"


def test_components_have_names_that_generators_can_use(document: Document) -> None:
    names = document["components"]["schemas"]
    assert [name for name in names if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)] == []


def test_no_schema_takes_everything(document: Document) -> None:
    """Members that may be anything are those a client names itself, and details of refusals."""
    vague = {
        (name, member)
        for name, schema in document["components"]["schemas"].items()
        for member, said in schema.get("properties", {}).items()
        if not {"type", "$ref", "anyOf", "allOf", "oneOf", "enum", "const"} & said.keys()
    }
    assert vague <= {("Envelope", "reqid"), ("Error", "reqid")}


def test_examples_fit_their_schemas(document: Document) -> None:
    found = 0
    for node in nodes(document):
        # a member may be called `examples` too; an example is a list there
        if isinstance(node.get("examples"), list):
            schema = {key: value for key, value in node.items() if key != "examples"}
            validator = Draft202012Validator(schema | {"components": document["components"]})
            for example in node["examples"]:
                found += 1
                assert [error.message for error in validator.iter_errors(example)] == [], example
    assert found > 5


def test_the_lock_file_of_the_page_names_no_place_to_fetch_from() -> None:
    folder = REPOSITORY / "api/openapi"
    assert "://" not in (folder / "package-lock.json").read_text(encoding="utf-8")
    assert "ignore-scripts=true" in (folder / ".npmrc").read_text(encoding="utf-8").splitlines()
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for name, package in locked.items() if name)
