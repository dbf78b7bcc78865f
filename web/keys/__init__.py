"""Keys as people set and read them: the form, and in words what a key may do."""
