"""What a list of versions shows of each, and indexes that lists of records and deleted zones are read along."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = (
    sa.Column("added", sa.Integer(), nullable=True),
    sa.Column("removed", sa.Integer(), nullable=True),
    sa.Column("changed", sa.Integer(), nullable=True),
    sa.Column("summary", sa.String(length=250), nullable=True),
)
SORTED = {
    "ix_records_domain_id_name_type_priority": ["domain_id", "name", "type", "priority"],
    "ix_records_domain_id_type_name_priority": ["domain_id", "type", "name", "priority"],
}
BEFORE = {
    "ix_records_domain_id_name_type": ["domain_id", "name", "type"],
    "ix_records_domain_id_type": ["domain_id", "type"],
}


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("zone_changes", column.copy())
    op.create_index("ix_zone_changes_domain_id_id", "zone_changes", ["domain_id", "id"])
    op.create_index("ix_domains_deleted_at", "domains", ["deleted_at"])
    for name, columns in SORTED.items():
        op.create_index(name, "records", columns)
    for name in BEFORE:
        op.drop_index(name, table_name="records")


def downgrade() -> None:
    for name, columns in BEFORE.items():
        op.create_index(name, "records", columns)
    for name in SORTED:
        op.drop_index(name, table_name="records")
    op.drop_index("ix_domains_deleted_at", table_name="domains")
    op.drop_index("ix_zone_changes_domain_id_id", table_name="zone_changes")
    for column in COLUMNS:
        op.drop_column("zone_changes", column.name)
