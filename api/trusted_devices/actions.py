"""What is decided about trusted devices (API 1.0 §6.6, §10.4)."""

from sqlalchemy import select

from api.sign_in.devices import TRUSTED_MILLISECONDS, TrustedDevices
from api.transaction import Transaction
from api.trusted_devices.answers import DeviceObject
from api.users.finding import find_user
from core.errors import NotFound
from core.models import TrustedDevice


def list_devices(
    transaction: Transaction, user_text: str, devices: TrustedDevices, current_id: str | None
) -> dict[str, DeviceObject]:
    """Return the devices of a user that are trusted now, by id.

    Args:
        transaction: the unit of work.
        user_text: whose, as it was sent.
        devices: knows what is stored of an id.
        current_id: what the device that asks calls itself.
    """
    user = find_user(transaction, user_text)
    query = (
        select(TrustedDevice)
        .where(TrustedDevice.user_id == user.id, TrustedDevice.created_at > transaction.now - TRUSTED_MILLISECONDS)
        .order_by(TrustedDevice.id)
    )
    current = devices.hash(current_id) if current_id else None
    shown: dict[str, DeviceObject] = {}
    for device in transaction.session.scalars(query).all():
        shown[str(device.id)] = {
            "description": device.description,
            "created": device.created_at // 1000,
            "lastused": (device.last_used_at or 0) // 1000,
        }
        if device.device_hash == current:
            shown[str(device.id)]["current"] = True
    return shown


def delete_device(transaction: Transaction, user_text: str, device_id: int) -> None:
    """Trust a device no more.

    Raises:
        NotFound: the user has no such device.
    """
    user = find_user(transaction, user_text)
    query = select(TrustedDevice).where(TrustedDevice.id == device_id, TrustedDevice.user_id == user.id)
    device = transaction.session.scalar(query)
    if device is None:
        raise NotFound(f"Unknown 2fadevice: {device_id}")
    transaction.session.delete(device)
    transaction.note("2fa.device.deleted", user.id, device.id, user_id=user.id)
