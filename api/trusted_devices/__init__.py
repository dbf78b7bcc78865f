"""Devices that need no second factor for a while."""
