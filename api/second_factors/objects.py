"""A second factor as API 1.0 shows it (§10.4)."""

from api.second_factors.answers import FactorObject
from api.sign_in.codes import totp_address
from api.sign_in.second_factors import TOTP
from core.models import SecondFactor


def factor_object(factor: SecondFactor, secret: str | None, email: str, issuer: str) -> FactorObject:
    """Return a factor.

    Args:
        factor: the row.
        secret: the one shared with an app, or the code; None if it is not to be shown.
        email: of its user, for the app.
        issuer: what an app calls us.
    """
    shown: FactorObject = {
        "id": factor.id,
        "description": factor.description,
        "created": factor.created_at // 1000,
        "lastused": (factor.last_used_at or 0) // 1000,
        "expires": (factor.expires_at or 0) // 1000,
        "active": factor.active,
        "code": True,
        "push": False,
        "type": factor.type,
        "onetime": factor.is_one_time,
    }
    if secret is not None:
        shown["key"] = secret
        if factor.type == TOTP:
            shown["uri"] = totp_address(secret, email, issuer)
    return shown
