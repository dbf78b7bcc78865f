"""Second factors of users: authenticator apps and codes that are written down."""
