"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "domains",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255, collation="ascii_bin"), nullable=False),
        sa.Column("live_name", sa.String(length=255, collation="ascii_bin"), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("default_ttl", sa.Integer(), nullable=False),
        sa.Column("dnssec_policy", sa.String(length=20), nullable=False),
        sa.Column("soa_primary", sa.String(length=255, collation="ascii_bin"), nullable=False),
        sa.Column("soa_admin", sa.String(length=255, collation="ascii_bin"), nullable=False),
        sa.Column("soa_refresh", sa.Integer(), nullable=False),
        sa.Column("soa_retry", sa.Integer(), nullable=False),
        sa.Column("soa_expire", sa.Integer(), nullable=False),
        sa.Column("soa_minimum", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("loaded_serial", sa.BigInteger(), nullable=True),
        sa.Column("published_serial", sa.BigInteger(), nullable=True),
        sa.Column("signed_serial", sa.BigInteger(), nullable=True),
        sa.Column("visible_serial", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("visible_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("failed_attempts", sa.SmallInteger(), nullable=False),
        sa.Column("next_attempt_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "is_late",
            sa.Boolean(),
            sa.Computed(
                "CASE WHEN deleted_at IS NULL AND NOT disabled THEN published_serial IS NULL OR published_serial <> serial ELSE retired_at IS NULL END",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "is_unseen",
            sa.Boolean(),
            sa.Computed(
                "deleted_at IS NULL AND NOT disabled AND published_serial IS NOT NULL AND (visible_serial IS NULL OR visible_serial <> published_serial)",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domains")),
        sa.UniqueConstraint("live_name", name=op.f("uq_domains_live_name")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index("ix_domains_is_late", "domains", ["is_late", "next_attempt_at"], unique=False)
    op.create_index("ix_domains_is_unseen", "domains", ["is_unseen", "published_at"], unique=False)
    op.create_index(op.f("ix_domains_name"), "domains", ["name"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=True),
        sa.Column("serial", sa.BigInteger(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("worker", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("result", sa.String(length=1024), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=False),
        sa.Column("log_lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index("ix_jobs_domain_id_finished_at", "jobs", ["domain_id", "finished_at"], unique=False)
    op.create_index("ix_jobs_finished_at", "jobs", ["finished_at"], unique=False)
    op.create_table(
        "public_name_servers",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_public_name_servers")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "scheduled_tasks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=1024), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scheduled_tasks")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "serial_floors",
        sa.Column("name", sa.String(length=255, collation="ascii_bin"), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_serial_floors")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=250), nullable=False),
        sa.Column("real_name", sa.String(length=250), nullable=False),
        sa.Column("password_hash", sa.String(length=250), nullable=False),
        sa.Column("avatar", sa.String(length=20), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", sa.String(length=250), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.BINARY(length=32), nullable=False),
        sa.Column("masked_key", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=250), nullable=False),
        sa.Column("domains_read", sa.Boolean(), nullable=False),
        sa.Column("domains_write", sa.Boolean(), nullable=False),
        sa.Column("user_read", sa.Boolean(), nullable=False),
        sa.Column("user_write", sa.Boolean(), nullable=False),
        sa.Column("admin_features", sa.Boolean(), nullable=False),
        sa.Column("record_regex", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_keys_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_keys_key_hash")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_api_keys_user_id"), "api_keys", ["user_id"], unique=False)
    op.create_table(
        "domain_access",
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domains.id"], name=op.f("fk_domain_access_domain_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_domain_access_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("domain_id", "user_id", name=op.f("pk_domain_access")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_domain_access_user_id"), "domain_access", ["user_id"], unique=False)
    op.create_table(
        "domain_hooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=250), nullable=False),
        sa.Column("secret", sa.String(length=250), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domains.id"], name=op.f("fk_domain_hooks_domain_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_hooks")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_domain_hooks_domain_id"), "domain_hooks", ["domain_id"], unique=False)
    op.create_table(
        "domain_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.BINARY(length=32), nullable=False),
        sa.Column("masked_key", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=250), nullable=False),
        sa.Column("domains_write", sa.Boolean(), nullable=False),
        sa.Column("record_regex", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domains.id"], name=op.f("fk_domain_keys_domain_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_domain_keys_key_hash")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_domain_keys_domain_id"), "domain_keys", ["domain_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255, collation="ascii_bin"), nullable=False),
        sa.Column("type", sa.String(length=10, collation="ascii_bin"), nullable=False),
        sa.Column("content", mysql.MEDIUMTEXT(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("ttl", sa.Integer(), nullable=False),
        sa.Column("rdata", mysql.MEDIUMTEXT(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("remote_domain_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["domain_id"], ["domains.id"], name=op.f("fk_records_domain_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index("ix_records_domain_id_name_type", "records", ["domain_id", "name", "type"], unique=False)
    op.create_index("ix_records_domain_id_type", "records", ["domain_id", "type"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("server", sa.String(length=100), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["domain_id"], ["domains.id"], name=op.f("fk_sightings_domain_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("domain_id", "server", name=op.f("pk_sightings")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "user_permissions",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("permission", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_permissions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "permission", name=op.f("pk_user_permissions")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "zone_changes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=250), nullable=False),
        sa.Column("through", sa.String(length=20), nullable=False),
        sa.Column("key_description", sa.String(length=250), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("difference", mysql.LONGBLOB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domains.id"], name=op.f("fk_zone_changes_domain_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_changes")),
        sa.UniqueConstraint("domain_id", "serial", name=op.f("uq_zone_changes_domain_id_serial")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )


def downgrade() -> None:
    op.drop_table("zone_changes")
    op.drop_table("user_permissions")
    op.drop_table("sightings")
    op.drop_table("records")
    op.drop_table("domain_keys")
    op.drop_table("domain_hooks")
    op.drop_table("domain_access")
    op.drop_table("api_keys")
    op.drop_table("users")
    op.drop_table("serial_floors")
    op.drop_table("scheduled_tasks")
    op.drop_table("public_name_servers")
    op.drop_table("jobs")
    op.drop_table("domains")
