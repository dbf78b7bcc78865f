"""Measures the targets of the pipeline on a platform of its own; `make bench` runs it."""
