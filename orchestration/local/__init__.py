"""The whole platform on one machine without containers: every daemon real, on loopback, with its state in one place."""
