"""Whether the visitor knows their own password: asked before what would take an account over from an open session."""

from core.errors import Invalid
from web.api_client import SignedOut
from web.trusted_device import device_id
from web.visit import api_in_session, stranger, visitor


def check_own_password(password: str) -> None:
    """Make sure that a password is the present one of the visitor.

    An administrator who acts in the name of somebody cannot know it: the API decides what they may do.

    Raises:
        Invalid: it is not.
        TooMany: it was wrong too often.
    """
    known = visitor()
    if known is None or known.acting:
        return
    try:
        started = stranger().sign_in.by_password(known.email, password, device_id=device_id())
    except SignedOut as refusal:
        # the API asks for a second factor only after a right password
        if refusal.login_error == "2fa_required":
            return
        raise Invalid("This is not your present password.") from refusal
    api_in_session(started.session_id).sign_in.end()
