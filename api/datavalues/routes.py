"""The paths of data values (API 1.0 §10.11)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from api.datavalues.values import DataValues, NamedRecord
from api.endpoint import Endpoint
from api.envelope import answer
from api.transaction import Transactions


@dataclass(frozen=True, slots=True)
class _Value:
    """A value: what it is for, what is answered, whether one must sign in for it, and what else stands beside it."""

    summary: str
    answer: Any
    is_public: bool
    read: Callable[[DataValues], Any]
    descriptions: Callable[[DataValues], dict[str, str]] | None = None


# a list, and what each of its words means
Types = dict[str, list[str] | dict[str, str]]

VALUES = {
    "validPermissions": _Value("permissions a user can have", dict[str, list[str]], False, lambda v: v.permissions),
    "validRecordTypes": _Value("types of records", dict[str, list[str]], False, lambda v: v.record_types),
    "selfDelete": _Value("whether users may delete themselves", dict[str, bool], False, lambda v: v.self_delete),
    "adminElevationEnabled": _Value(
        "whether administrators step up before a change", dict[str, bool], False, lambda v: v.admin_elevation_enabled
    ),
    "adminElevationType": _Value("what they step up with", dict[str, str], False, lambda v: v.admin_elevation_type),
    "registerRequireTerms": _Value(
        "whether the terms are to be accepted to register", dict[str, bool], True, lambda v: v.register_require_terms
    ),
    "registerEnabled": _Value("whether anybody may register", dict[str, bool], True, lambda v: v.register_enabled),
    "2faKeyTypes": _Value("types of second factors", dict[str, list[str]], True, lambda v: v.second_factor_types),
    "defaultRecords": _Value(
        "the records a new domain starts with", dict[str, list[NamedRecord]], True, lambda v: v.default_records
    ),
    "importTypes": _Value(
        "formats zones can be imported from", Types, True, lambda v: v.import_types, lambda v: v.import_descriptions
    ),
    "exportTypes": _Value(
        "formats zones can be exported to", Types, True, lambda v: v.export_types, lambda v: v.export_descriptions
    ),
}


def routes(transactions: Transactions, values: DataValues) -> Blueprint:
    """Return the paths of this feature: one for each value, so that each says who may have it."""
    blueprint = Blueprint("datavalues", __name__)
    for name, value in VALUES.items():
        # paths are compared in lower case
        blueprint.get(f"/system/datavalue/{name.lower()}", endpoint=name.lower())(
            _view(name, value, transactions, values)
        )
    return blueprint


def _view(name: str, value: _Value, transactions: Transactions, values: DataValues) -> Callable[[], Response]:
    @Endpoint(f"Tell {value.summary}", is_public=value.is_public, answer=value.answer)
    def view() -> Response:
        if not value.is_public:
            # to sign in is all it takes
            with transactions.read():
                pass
        response: dict[str, Any] = {name: value.read(values)}
        if value.descriptions is not None:
            response["descriptions"] = value.descriptions(values)
        return answer(response)

    return view
