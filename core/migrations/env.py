"""How alembic reaches the database: by DATABASE_URL, like every service."""

import os

from alembic import context
from sqlalchemy import create_engine

from core.models import Base

url = os.environ.get("DATABASE_URL")
if not url:
    raise SystemExit("DATABASE_URL: is missing")

with create_engine(url).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
