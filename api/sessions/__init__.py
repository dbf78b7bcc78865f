"""Sessions and tokens: signing in once for many requests."""
