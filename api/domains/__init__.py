"""Domains: list, create, look at, change, delete, share."""
