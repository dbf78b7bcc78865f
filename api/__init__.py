"""The API: all decisions of the platform, and the only door to its data."""
