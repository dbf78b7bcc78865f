"""What clients keep with a user; API 1.0 calls it deprecated, and its clients use it."""
