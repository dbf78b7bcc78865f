"""Webhooks: who is told of the changes of a domain, and what became of each call."""
