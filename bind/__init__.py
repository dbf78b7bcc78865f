"""The hidden primary: a named that holds every zone and every DNSSEC key."""
