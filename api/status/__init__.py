"""Where a change is on its way to the public servers."""
