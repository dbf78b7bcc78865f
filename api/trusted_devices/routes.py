"""The paths of trusted devices (API 1.0 §10.4)."""

from flask import Blueprint, Response, request

from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.sign_in.devices import TrustedDevices
from api.transaction import Transactions
from api.trusted_devices import actions
from api.trusted_devices.answers import DeviceDeleted, DeviceObject

CURRENT = Parameter(
    "X-2FA-Device-ID", "The id of the device that asks; it is then marked as `current`.", place="header"
)


def routes(transactions: Transactions, devices: TrustedDevices) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("trusted_devices", __name__)

    @blueprint.get("/users/<user>/2fadevices")
    @Endpoint(
        "List the devices that need no second factor",
        ("user_read",),
        parameters=(CURRENT,),
        answer=dict[str, DeviceObject],
    )
    def list_all(user: str) -> Response:
        with transactions.read() as transaction:
            current_id = request.headers.get(CURRENT.name)
            return answer(actions.list_devices(transaction, user, devices, current_id))

    @blueprint.delete("/users/<user>/2fadevices/<int:device_id>")
    @Endpoint("Trust a device no more", ("user_write",), answer=DeviceDeleted)
    def delete(user: str, device_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.delete_device(transaction, user, device_id)
        return answer({"deleted": True})

    return blueprint
