"""The API as one visitor sees it: what can be asked, by the kind of thing it is about."""

from collections.abc import Callable
from typing import TypeVar

from core.errors import NotAllowed, Refusal, TryLater
from web.api_client.account import Account
from web.api_client.all_zones import AllZones
from web.api_client.articles import Articles
from web.api_client.blocks import Blocks
from web.api_client.history import History
from web.api_client.hooks import Hooks
from web.api_client.jobs import Jobs
from web.api_client.keys import Keys
from web.api_client.passkeys import Passkeys
from web.api_client.platform import Platform
from web.api_client.records import Records
from web.api_client.registration import Registration
from web.api_client.second_factors import SecondFactors
from web.api_client.sign_in import SignIn
from web.api_client.site import Site
from web.api_client.statistics import Statistics
from web.api_client.trusted_devices import TrustedDevices
from web.api_client.users import Users
from web.api_client.wire import Credentials, Wire, path_of
from web.api_client.zone_files import ZoneFiles
from web.api_client.zone_log import ZoneLog
from web.api_client.zones import Zones

Result = TypeVar("Result")


class Api:
    """Everything that can be asked.

    Args:
        wire: signs in as the visitor.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.site = Site(wire)
        self.registration = Registration(wire)
        self.sign_in = SignIn(wire)
        self.account = Account(wire)
        self.second_factors = SecondFactors(wire)
        self.passkeys = Passkeys(wire)
        self.trusted_devices = TrustedDevices(wire)
        self.zones = Zones(wire)
        self.all_zones = AllZones(wire)
        self.articles = Articles(wire)
        self.blocks = Blocks(wire)
        self.jobs = Jobs(wire)
        self.platform = Platform(wire)
        self.users = Users(wire)
        self.zone_files = ZoneFiles(wire)
        self.records = Records(wire)
        self.history = History(wire)
        self.hooks = Hooks(wire)
        self.keys = Keys(wire, "users/self/keys")
        self.statistics = Statistics(wire)
        self.zone_log = ZoneLog(wire)

    def keys_of(self, zone: str) -> Keys:
        """Return the keys of a zone."""
        return Keys(self._wire, path_of("domains", zone, "keys"))

    def signed_in_with(self, credentials: Credentials) -> "Api":
        """Return the same for somebody else."""
        return Api(self._wire.signed_in_with(credentials))

    def acting_for(self, email: str) -> "Api":
        """Return the same for an administrator who acts for somebody; an empty address is for nobody but themselves."""
        return Api(self._wire.acting_for(email))

    def together(self, *calls: Callable[[], Result]) -> list[Result]:
        """Ask several things at once, so that a page waits for the slowest of them alone; see `Wire.together`."""
        return self._wire.together(*calls)


def if_available(call: Callable[[], Result]) -> Result | Refusal:
    """Return what a call does, or why it cannot: for a part of a page that is shown without it."""
    try:
        return call()
    except (TryLater, NotAllowed) as refusal:
        return refusal
