"""Records found in all one's zones by a part of their name or content."""
