"""One's own passkeys."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotAllowed, Refusal
from web.forms import status_of
from web.notices import notice
from web.passkeys import options_or_reason, sent_credential
from web.trusted_device import device_name
from web.visit import api


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.get("/profile/security/passkeys/new")
    def show_new_passkey() -> tuple[str, int]:
        return _form(device_name())

    @blueprint.post("/profile/security/passkeys/new")
    def create_passkey() -> Response | tuple[str, int]:
        name = request.form.get("name", "").strip()
        try:
            api().passkeys.create(sent_credential(), name)
        except (Invalid, NotAllowed) as refusal:
            return _form(name, refusal)
        notice(f"{name} is ready: you can sign in with it, with or without your password.")
        return redirect(url_for("security.show"))

    @blueprint.post("/profile/security/passkeys/options")
    def give_new_passkey_options() -> Response:
        return options_or_reason(api().passkeys.options)

    @blueprint.post("/profile/security/passkeys/<number>/name")
    def rename_passkey(number: str) -> Response:
        api().passkeys.rename(number, request.form.get("name", ""))
        notice("Renamed.")
        return redirect(url_for("security.show"))

    @blueprint.post("/profile/security/passkeys/<number>/delete")
    def delete_passkey(number: str) -> Response:
        api().passkeys.delete(number)
        notice("Deleted: the passkey opens your account no more. You can delete it from the device, too.")
        return redirect(url_for("security.show"))


def _form(name: str, refusal: Refusal | None = None) -> tuple[str, int]:
    return render_template("profile/new_passkey.html", name=name, refusal=refusal), status_of(refusal)
