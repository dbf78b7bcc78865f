"""The versions of a zone: listed, looked at, and brought back."""
