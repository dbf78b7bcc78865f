"""The records of a domain."""
