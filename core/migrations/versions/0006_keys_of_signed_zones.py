"""The keys of signed zones, as the hidden primary shows them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "zone_keys",
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("dnskeys", sa.Text(), nullable=False),
        sa.Column("cds", sa.Text(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("domain_id", name="pk_zone_keys"),
        sa.ForeignKeyConstraint(["domain_id"], ["domains.id"], name="fk_zone_keys_domain_id", ondelete="CASCADE"),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
    )
    op.create_index("ix_zone_keys_read_at", "zone_keys", ["read_at"])


def downgrade() -> None:
    op.drop_table("zone_keys")
