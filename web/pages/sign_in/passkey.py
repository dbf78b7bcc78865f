"""Signing in by passkey alone, without a password."""

from flask import Blueprint
from werkzeug.wrappers import Response

from core.errors import Invalid
from web.api_client import TooMany
from web.pages.sign_in.arriving import arrive, sign_in_form
from web.passkeys import options_or_reason, sent_credential
from web.visit import public, stranger


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.post("/sign-in/passkey")
    @public
    def save_passkey() -> Response | tuple[str, int]:
        try:
            return arrive(stranger().sign_in.by_passkey(sent_credential()))
        except (Invalid, TooMany) as refusal:
            return sign_in_form(refusal)

    @blueprint.post("/sign-in/passkey/options")
    @public
    def give_passkey_options() -> Response:
        return options_or_reason(stranger().sign_in.passkey_options)
