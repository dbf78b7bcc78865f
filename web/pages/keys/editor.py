"""The pages of keys: the same for those of the visitor and those of a zone."""

import shlex
import time
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client.keys import MadeKey
from web.keys.form import TypedKey, has_ended, listed, typed_for, typed_in, wish_of
from web.keys.sentences import sentence
from web.notices import notice
from web.once import once
from web.pages.keys.acme import add_acme, clients_of
from web.pages.keys.places import Place
from web.visit import api, visitor

Page = Response | str | tuple[str, int]

# what most keys begin with
BEGINNING = TypedKey(rights=frozenset({"domains_read", "domains_write"}))


def pages_of_profile(api_url: str) -> Blueprint:
    """Return the pages of the visitor's own keys.

    Args:
        api_url: where programs reach the API.
    """
    blueprint = _pages("own_keys", "/profile/keys", api_url)
    add_acme(blueprint, api_url)
    return blueprint


def pages_of_zones(api_url: str) -> Blueprint:
    """Return the pages of keys of a zone; see `pages_of_profile`."""
    return _pages("zone_keys", "/zones/<zone>/keys", api_url)


def _pages(name: str, prefix: str, api_url: str) -> Blueprint:
    blueprint = Blueprint(name, __name__, url_prefix=prefix)
    _add_list(blueprint, api_url)
    _add_making(blueprint, api_url)
    _add_changing(blueprint, api_url)
    _add_deleting(blueprint)
    return blueprint


def _add_list(blueprint: Blueprint, api_url: str) -> None:
    @blueprint.get("")
    def show(zone: str = "") -> Page:
        place, asked = Place(zone), api()
        try:
            keys, denials = asked.together(lambda: place.keys(asked).list(), lambda: place.denials(asked))
        except Invalid as refusal:
            # an alias has no keys, and who may only read sees none
            return render_template("zone/refused.html", refusal=refusal, title="Keys", **place.values()), 403
        sentences = {number: sentence(typed_for(key), zone) for number, key in keys.items()}
        ended = {number for number, key in keys.items() if has_ended(key, time.time())}
        line = ddns_line(api_url, zone, "KEY", "home") if zone else ""
        return render_template(
            "keys/list.html",
            keys=keys,
            sentences=sentences,
            ended=ended,
            denials=denials,
            ddns=line,
            **place.values(),
        )


def _add_making(blueprint: Blueprint, api_url: str) -> None:
    @blueprint.get("/sentence")
    def show_sentence(zone: str = "") -> str:
        typed = typed_in(request.args, "acme" if request.args.get("kind") == "acme" else "custom")
        return render_template("keys/sentence.html", sentence=sentence(typed, zone))

    @blueprint.get("/new")
    def show_new(zone: str = "") -> Page:
        return _editor(Place(zone), BEGINNING)

    @blueprint.post("/new")
    @once
    def create(zone: str = "") -> Page:
        place, typed = Place(zone), typed_in(request.form)
        try:
            made = place.keys(api()).create(wish_of(typed, rights=place.rights))
        except Invalid as refusal:
            return _editor(place, typed, refusal), 422
        # in the answer itself, because a key is kept nowhere, not in a session either
        return render_template(
            "keys/made.html",
            made=made,
            sentence=sentence(typed_for(made.key), zone),
            curl=_line_to_try(api_url, zone, made),
            ddns=ddns_line(api_url, zone, made.secret, _name_of(made)) if zone else "",
            **place.values(),
        )


def _add_changing(blueprint: Blueprint, api_url: str) -> None:
    @blueprint.get("/<int:key>")
    def show_one(key: int, zone: str = "") -> Page:
        place, asked = Place(zone), api()
        found, denials = asked.together(lambda: place.keys(asked).get(key), lambda: place.denials(asked))
        return _editor(
            place,
            typed_for(found),
            key=found,
            denials=denials.get(found["maskedkey"], []),
            clients=clients_of(api_url, found),
        )

    @blueprint.post("/<int:key>")
    def change(key: int, zone: str = "") -> Page:
        place = Place(zone)
        keys = place.keys(api())
        found = keys.get(key)
        before = typed_for(found)
        typed = typed_in(request.form, before.kind)
        try:
            keys.change(key, wish_of(typed, before, rights=place.rights))
        except Invalid as refusal:
            return _editor(place, typed, refusal, key=found), 422
        notice(f"The key “{typed.texts['description']}” is changed. It holds from the next request on.")
        return redirect(url_for(".show", **place.here))


def _add_deleting(blueprint: Blueprint) -> None:
    @blueprint.get("/<int:key>/delete")
    def show_delete(key: int, zone: str = "") -> Page:
        place = Place(zone)
        found = place.keys(api()).get(key)
        return render_template(
            "keys/delete.html", key=found, sentence=sentence(typed_for(found), zone), **place.values()
        )

    @blueprint.post("/<int:key>/delete")
    def delete(key: int, zone: str = "") -> Page:
        place = Place(zone)
        place.keys(api()).delete(key)
        notice("The key is deleted. Whatever still uses it is refused from now on.")
        return redirect(url_for(".show", **place.here))


def ddns_line(api_url: str, zone: str, key: str, name: str) -> str:
    """Return the line that keeps a record at the address it is sent from."""
    path = "/".join(quote(part, safe="") for part in (zone, key, name))
    return f"curl {shlex.quote(f'{api_url}/experimental/ddns/setrecord/{path}/A?dynamiccontent=myip4')}"


def _editor(
    place: Place,
    typed: TypedKey,
    refusal: Refusal | None = None,
    *,
    key: dict[str, object] | None = None,
    denials: object = (),
    clients: object = (),
) -> str:
    values = {"typed": typed, "refusal": refusal, "key": key, "denials": denials, "clients": clients}
    return render_template("keys/editor.html", sentence=sentence(typed, place.zone), **values, **place.values())


def _line_to_try(api_url: str, zone: str, made: MadeKey) -> str:
    known = visitor()
    who = zone or (known.email if known else "")
    path = f"domains/{quote(zone, safe='')}" if zone else "userdata"
    return f"curl -u {shlex.quote(f'{who}:{made.secret}')} {shlex.quote(f'{api_url}/1.0/{path}')}"


def _name_of(made: MadeKey) -> str:
    """Return a name the key may change, for an example."""
    names = listed("\n".join((made.key["scope"] or {}).get("names", ())))
    plain = [name for name in names if "*" not in name and not name.endswith(".")]
    return plain[0] if plain else "home"
