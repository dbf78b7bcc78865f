"""Tables of record contents, by kind of type."""
