"""Deleted domains: kept for a while, listed, and brought back."""
