"""The command line client: what scripts do with zones, by the API alone; it needs nothing else of the platform."""
