"""How an account begins, and how a forgotten password is replaced: by codes that are sent by mail."""
