"""Labels as people type them: with commas between."""

import re


def read_labels(text: str) -> list[str]:
    """Return the labels in a text, without those that are empty."""
    return [label.strip() for label in re.split(r"[,\n]", text) if label.strip()]
