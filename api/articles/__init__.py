"""Articles: news for users, shown for a time."""
