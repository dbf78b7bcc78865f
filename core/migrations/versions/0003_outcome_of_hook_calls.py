"""Whether a call of a webhook was delivered, and how many in a row were not."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("domain_hooks", sa.Column("failed_calls", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("hook_calls", sa.Column("was_delivered", sa.Boolean(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("hook_calls", "was_delivered")
    op.drop_column("domain_hooks", "failed_calls")
