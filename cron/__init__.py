"""Cron: asks for what is late and measures; it does no work of its own."""
