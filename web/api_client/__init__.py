"""What the dashboard asks of the API: the only place that knows its paths, a file for each kind of thing."""

from web.api_client.api import Api
from web.api_client.refusals import ElevationRequired, SignedOut, TooMany, Unsure
from web.api_client.sign_in import Started
from web.api_client.wire import Answer, Credentials, Wire

__all__ = ["Answer", "Api", "Credentials", "ElevationRequired", "SignedOut", "Started", "TooMany", "Unsure", "Wire"]
