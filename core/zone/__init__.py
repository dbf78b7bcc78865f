"""Pure DNS knowledge on dnspython values: no clock, socket, database or settings."""
