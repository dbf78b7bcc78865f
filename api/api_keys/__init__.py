"""API keys: what a user gives to programs instead of a password."""
