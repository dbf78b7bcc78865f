"""Users: who there is, what they may do, what clients keep with them, and how an account ends."""
