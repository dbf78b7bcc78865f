"""A key for certificates by one click, and what is pasted into the clients."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.acme_clients import Account, Client, clients
from web.keys.form import typed_for
from web.keys.sentences import sentence
from web.once import once
from web.visit import api, visitor

WRITING = {"write", "admin", "owner"}
# more are too long for a description; the scope has them all
MOST_NAMED = 3
EXAMPLE = "example.org"


def add_acme(blueprint: Blueprint, api_url: str) -> None:
    """Add the pages to those of the visitor's own keys.

    Args:
        blueprint: theirs.
        api_url: where programs reach the API.
    """

    @blueprint.get("/acme")
    def show_acme() -> str:
        return _form(request.args.getlist("zone"))

    @blueprint.post("/acme")
    @once
    def create_acme() -> Response | str | tuple[str, int]:
        chosen, all_of_them = request.form.getlist("zone"), bool(request.form.get("all"))
        if not (chosen or all_of_them):
            return _form([], Invalid("Choose at least one zone, or all of them.")), 422
        scope: dict[str, Any] = {"kind": "acme"} if all_of_them else {"kind": "acme", "zones": chosen}
        description = request.form.get("description", "").strip() or _description([] if all_of_them else chosen)
        try:
            made = api().keys.create({"description": description, "scope": scope})
        except Invalid as refusal:
            return _form(chosen, refusal), 422
        zones = chosen or _zones()[:1] or [EXAMPLE]
        # in the answer itself, because a key is kept nowhere, not in a session either
        return render_template(
            "keys/acme_made.html",
            made=made,
            clients=_clients(api_url, made.secret, zones),
            sentence=sentence(typed_for(made.key)),
            is_example=all_of_them and len(zones) == 1,
        )


def clients_of(api_url: str, key: Mapping[str, Any]) -> Sequence[Client]:
    """Return what is pasted for a key there is, with a word in place of the key; nothing for one of another kind."""
    scope = key["scope"] or {}
    if scope.get("kind") != "acme":
        return ()
    zones = [zone for zone in scope.get("zones", ()) if not zone.startswith("*")]
    return _clients(api_url, "KEY", zones or [EXAMPLE])


def _clients(api_url: str, key: str, zones: Sequence[str]) -> Sequence[Client]:
    known = visitor()
    return clients(Account(api_url, known.email if known else "", key, zones))


def _form(chosen: list[str], refusal: Refusal | None = None) -> str:
    typed = {"all": bool(request.form.get("all")), "description": request.form.get("description", "")}
    return render_template("keys/acme.html", zones=_zones(), chosen=chosen, typed=typed, refusal=refusal)


def _zones() -> list[str]:
    """Return the zones the visitor may change."""
    return sorted(name for name, level in api().zones.levels().items() if level in WRITING)


def _description(zones: list[str]) -> str:
    if not zones:
        return "Certificates"
    named = ", ".join(zones[:MOST_NAMED])
    return f"Certificates for {named}" + (f" and {len(zones) - MOST_NAMED} more" if len(zones) > MOST_NAMED else "")
