"""Dynamic DNS by one request (API 1.0 §10.12): the domain's key stands in the path, so that a router can call it."""
