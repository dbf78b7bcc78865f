"""The jobs of a zone, the newest first."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index("ix_jobs_domain_id", "jobs", ["domain_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_jobs_domain_id", "jobs")
