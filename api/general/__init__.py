"""Ping, version, and who one is."""
