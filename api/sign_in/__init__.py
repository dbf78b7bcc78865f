"""Who makes a request: every way to sign in that API 1.0 has (§6), and what it gives a right to."""
