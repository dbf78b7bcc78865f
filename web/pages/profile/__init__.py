"""One's own account: who one is, how one signs in, what happened, and its end."""

from collections.abc import Sequence

from flask import Blueprint

from web.pages.profile import activity, appearance, deletion, details, devices, factors, own_passkeys, security
from web.sealed import SealedSteps


def pages(steps_of_sign_in: SealedSteps) -> Sequence[Blueprint]:
    """Return the pages, a blueprint for each tab.

    Args:
        steps_of_sign_in: seal what the first step of a sign-in leaves to the second one.
    """
    of_security = security.pages(steps_of_sign_in)
    factors.add_pages(of_security)
    own_passkeys.add_pages(of_security)
    devices.add_pages(of_security)
    return (activity.pages(), appearance.pages(), deletion.pages(), details.pages(), of_security)
