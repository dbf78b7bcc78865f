"""Devices that need no second factor for a while (API 1.0 §6.6)."""

import uuid

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from api.actor import SavedDevice
from api.secrets_of_users import KEY_SHAPE, hash_key
from api.sign_in.people import LAST_USED_MILLISECONDS
from core.errors import Invalid
from core.models import TrustedDevice

TRUSTED_MILLISECONDS = 30 * 86_400_000
LONGEST_NAME = 250
NO_NAME = "."

BY_HASH = select(TrustedDevice.id, TrustedDevice.created_at, TrustedDevice.last_used_at).where(
    TrustedDevice.user_id == bindparam("user_id"), TrustedDevice.device_hash == bindparam("device_hash")
)


class TrustedDevices:
    """Remembers devices; only a keyed hash of their ids is stored.

    Args:
        pepper: the secret ids are hashed with.
    """

    def __init__(self, pepper: str) -> None:
        self._pepper = pepper

    def trusts(self, session: Session, user_id: int, device_id: str, now: int) -> bool:
        """Tell whether a device of a user is trusted, and note its use; one whose time is over is forgotten.

        Args:
            session: of the database; to be committed by who asks.
            user_id: whose device it should be.
            device_id: as it was sent.
            now: Unix milliseconds.
        """
        is_trusted = False
        for row in session.execute(BY_HASH, {"user_id": user_id, "device_hash": self.hash(device_id)}).all():
            if row.created_at <= now - TRUSTED_MILLISECONDS:
                session.execute(delete(TrustedDevice).where(TrustedDevice.id == row.id))
                continue
            is_trusted = True
            if (row.last_used_at or 0) < now - LAST_USED_MILLISECONDS:
                session.execute(update(TrustedDevice).where(TrustedDevice.id == row.id).values(last_used_at=now))
        return is_trusted

    def save(self, session: Session, user_id: int, device_id: str | None, name: str | None, now: int) -> SavedDevice:
        """Trust a device from now on.

        Args:
            session: of the database; to be committed by who asks.
            user_id: whose device it is.
            device_id: what it calls itself; None for a new id.
            name: what its owner calls it; None or `.` for a name made of its id.
            now: Unix milliseconds.
        """
        known_by = device_id or str(uuid.uuid4())
        called = name if name and name != NO_NAME else f"Device ID: {known_by}"
        row = TrustedDevice(
            user_id=user_id, device_hash=self.hash(known_by), description=called, created_at=now, last_used_at=now
        )
        session.add(row)
        return SavedDevice(known_by, called)

    def hash(self, device_id: str) -> bytes:
        """Return what is stored of an id."""
        return hash_key(device_id, self._pepper)


def forget_devices(session: Session, user_id: int) -> None:
    """Trust no device of a user any more; committed by who asks."""
    session.execute(delete(TrustedDevice).where(TrustedDevice.user_id == user_id))


def check_device(device_id: str | None, name: str | None) -> None:
    """Make sure a device can be remembered under what it was sent with.

    Raises:
        Invalid: the id is no UUID and could be guessed, or the name is too long.
    """
    if device_id is not None and not KEY_SHAPE.fullmatch(device_id):
        raise Invalid("X-2FA-DEVICE-ID must be a UUID, such as the device_id in the answer that saved a device.")
    if name is not None and len(name) > LONGEST_NAME:
        raise Invalid(f"X-2FA-SAVE-DEVICE may have at most {LONGEST_NAME} characters.")
