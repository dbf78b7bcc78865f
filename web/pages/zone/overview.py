"""The overview of a zone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, render_template

from core.errors import Invalid, NotAllowed, Refusal, TryLater
from web.api_client import Api
from web.levels import reaches
from web.pages.zone.way import shown_status
from web.visit import api

LAST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form of the page and refused.

    Attributes:
        form: which one.
        refusal: why; None for nothing.
        values: what stood in its fields.
    """

    form: str = ""
    refusal: Refusal | None = None
    values: Mapping[str, str] = field(default_factory=dict)


NOTHING = Typed()


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.get("/zones/<zone>")
    def show(zone: str) -> str:
        return overview(zone)

    @blueprint.get("/zones/<zone>/status")
    def show_status(zone: str) -> str:
        found = _or_refusal(lambda: api().zones.status(zone))
        return render_template("zone/status.html", zone={"domain": zone}, **shown_status(found))

    @blueprint.get("/zones/<zone>/registrar")
    def show_registrar(zone: str) -> str | tuple[str, int]:
        asked = api()
        try:
            domain, servers = asked.together(lambda: asked.zones.get(zone).response, lambda: _name_servers(asked, zone))
            servers = _servers_of_alias(asked, domain) if domain["aliasof"] else servers
        except TryLater:
            # what is shown stays, and the page asks again
            return "", 204
        return render_template("zone/registrar.html", zone=domain, name_servers=servers)


def overview(zone: str, typed: Typed = NOTHING) -> str:
    """Return the page, with what was typed into one of its forms and why that was refused.

    Args:
        zone: its name.
        typed: what was refused.
    """
    asked = api()
    answer, status, servers, count, changes = asked.together(
        lambda: asked.zones.get(zone),
        lambda: _or_refusal(lambda: asked.zones.status(zone)),
        lambda: _name_servers(asked, zone),
        lambda: _or_refusal(lambda: asked.records.page(zone, {"per_page": 1}).response["pagination"]["total"]),
        lambda: _or_refusal(lambda: asked.history.page(zone, per_page=LAST_CHANGES).response["history"]),
    )
    return render_template(
        "zone/show.html",
        zone=answer.response,
        tag=answer.tag,
        may=lambda level: reaches(answer.response["access"], level),
        name_servers=_servers_of_alias(asked, answer.response) if answer.response["aliasof"] else servers,
        record_count=count,
        changes=changes,
        typed=typed,
        **shown_status(status),
    )


def _name_servers(asked: Api, zone: str) -> Any:
    """Return the names of the servers of a zone, or why they cannot be told: an alias has none of its own."""
    query = {"name": "@", "type": "NS", "per_page": 100}
    return _or_refusal(lambda: [record["content"] for record in asked.records.page(zone, query).response["records"]])


def _servers_of_alias(asked: Api, alias: Mapping[str, Any]) -> Any:
    """Return the names of the servers an alias is published with, or why they cannot be told.

    They are those of the zone at the top, whose own name is replaced in them as in everything else.
    """
    top: str = alias.get("superalias", alias["aliasof"])
    servers = _name_servers(asked, top)
    if isinstance(servers, Refusal):
        return servers
    own: str = alias["domain"]
    return [f"{name.removesuffix(top)}{own}" if f".{name}".endswith(f".{top}") else name for name in servers]


def _or_refusal(call: Callable[[], Any]) -> Any:
    """Return what a call does, or why it cannot; an alias refuses what is about records."""
    try:
        return call()
    except (TryLater, NotAllowed, Invalid) as refusal:
        return refusal
