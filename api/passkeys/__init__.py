"""Passkeys: made, renamed and deleted by their users, signing in on their own or after a password."""
