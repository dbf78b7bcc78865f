"""What keys may be limited to, and every decision that follows from it; nothing here asks a database or a clock."""
