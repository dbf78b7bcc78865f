"""What one user may do, and by what they sign in."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid
from web.notices import notice
from web.pages.administration.one_user import page_of
from web.permissions import NAMES, RESTRICTING
from web.visit import api, remember, visitor


def add_to(blueprint: Blueprint) -> None:
    """Add the pages."""
    _permissions(blueprint)
    _sign_ins(blueprint)


def _permissions(blueprint: Blueprint) -> None:
    @blueprint.post("/admin/users/<int:user_id>/permissions")
    def save_permissions(user_id: int) -> Response | tuple[str, int]:
        wish = request.form.get("all", "")
        chosen = set(request.form.getlist("permission"))
        if wish:
            chosen = set(NAMES) - {RESTRICTING} if wish == "give" else set()
        try:
            changed = api().users.change(user_id, {"permissions": {name: name in chosen for name in NAMES}})
        except Invalid as refusal:
            return page_of(user_id, refusal), 422
        known = visitor()
        if known is not None and known.email == changed["email"]:
            remember(api().account.who())
        notice(f"The permissions of {changed['email']} are saved. Pages show it from their next sign-in on.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))


def _sign_ins(blueprint: Blueprint) -> None:
    @blueprint.post("/admin/users/<int:user_id>/welcome")
    def resend_welcome(user_id: int) -> Response | tuple[str, int]:
        try:
            api().users.resend_welcome(user_id)
        except Invalid as refusal:
            return page_of(user_id, refusal), 422
        notice("The welcome mail is on its way once more, with a new code.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))

    @blueprint.post("/admin/users/<int:user_id>/sign-out")
    def sign_out(user_id: int) -> Response:
        api().users.sign_out(user_id)
        notice("Every session of theirs has ended, and no device is trusted any more. Keys go on working.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))

    @blueprint.post("/admin/users/<int:user_id>/factors/delete")
    def delete_factors(user_id: int) -> Response:
        users = api().users
        for factor in users.factors(user_id):
            users.delete_factor(user_id, factor)
        for passkey in users.passkeys(user_id):
            users.delete_passkey(user_id, passkey)
        notice("The second factors are gone: the password alone signs in, until they set up new ones.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))

    @blueprint.post("/admin/users/<int:user_id>/keys/<key_id>/delete")
    def delete_key(user_id: int, key_id: str) -> Response:
        api().users.delete_key(user_id, key_id)
        notice("The key is deleted: whatever used it is refused from now on.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))
