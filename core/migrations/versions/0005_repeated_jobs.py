"""Find the jobs that repeat a job."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_jobs_repeats_id", "jobs", ["repeats_id"])


def downgrade() -> None:
    op.drop_index("ix_jobs_repeats_id", "jobs")
