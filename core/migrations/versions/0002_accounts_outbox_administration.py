"""Accounts with everything they sign in with, the outbox, and what administrators keep."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_full", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("visible_from_at", sa.BigInteger(), nullable=False),
        sa.Column("visible_until_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("actor", sa.String(length=250), nullable=False),
        sa.Column("through", sa.String(length=20), nullable=False),
        sa.Column("key_description", sa.String(length=250), nullable=True),
        sa.Column("impersonator", sa.String(length=250), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("domain_id", sa.Integer(), nullable=True),
        sa.Column("args", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index("ix_audit_entries_domain_id", "audit_entries", ["domain_id", "id"], unique=False)
    op.create_index("ix_audit_entries_happened_at", "audit_entries", ["happened_at"], unique=False)
    op.create_index("ix_audit_entries_type", "audit_entries", ["type", "id"], unique=False)
    op.create_index("ix_audit_entries_user_id", "audit_entries", ["user_id", "id"], unique=False)
    op.create_table(
        "block_patterns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(length=250), nullable=False),
        sa.Column("regex", sa.String(length=250), nullable=False),
        sa.Column("signup_name", sa.Boolean(), nullable=False),
        sa.Column("signup_email", sa.Boolean(), nullable=False),
        sa.Column("domain_name", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_patterns")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "domain_values",
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=250, collation="utf8mb4_bin"), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domains.id"], name=op.f("fk_domain_values_domain_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_domain_values_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("domain_id", "user_id", "key", name=op.f("pk_domain_values")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_domain_values_user_id"), "domain_values", ["user_id"], unique=False)
    op.create_table(
        "mails",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(length=250), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("text_body", mysql.MEDIUMTEXT(), nullable=True),
        sa.Column("html_body", mysql.MEDIUMTEXT(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("next_attempt_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=1024), nullable=True),
        sa.Column("is_owed", sa.Boolean(), sa.Computed("finished_at IS NULL", persisted=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_mails_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index("ix_mails_is_owed", "mails", ["is_owed", "next_attempt_at"], unique=False)
    op.create_index(op.f("ix_mails_user_id"), "mails", ["user_id"], unique=False)
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credential_hash", sa.BINARY(length=32), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(length=250), nullable=False),
        sa.Column("description", sa.String(length=250), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_passkeys_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_hash", name=op.f("uq_passkeys_credential_hash")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_passkeys_user_id"), "passkeys", ["user_id"], unique=False)
    op.create_table(
        "second_factors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("description", sa.String(length=250), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("is_one_time", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_second_factors_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factors")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_second_factors_user_id"), "second_factors", ["user_id"], unique=False)
    op.create_table(
        "trusted_devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_hash", sa.BINARY(length=32), nullable=False),
        sa.Column("description", sa.String(length=250), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_trusted_devices_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_devices")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_trusted_devices_device_hash"), "trusted_devices", ["device_hash"], unique=False)
    op.create_index(op.f("ix_trusted_devices_user_id"), "trusted_devices", ["user_id"], unique=False)
    op.create_table(
        "user_codes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.BINARY(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_codes_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "purpose", name=op.f("pk_user_codes")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "user_values",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=250, collation="utf8mb4_bin"), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_values_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_user_values")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "hook_calls",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("hook_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("next_attempt_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=1024), nullable=True),
        sa.Column("is_owed", sa.Boolean(), sa.Computed("finished_at IS NULL", persisted=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hook_id"], ["domain_hooks.id"], name=op.f("fk_hook_calls_hook_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_calls")),
        mysql_charset="utf8mb4",
        mysql_engine="InnoDB",
    )
    op.create_index(op.f("ix_hook_calls_hook_id"), "hook_calls", ["hook_id"], unique=False)
    op.create_index("ix_hook_calls_is_owed", "hook_calls", ["is_owed", "next_attempt_at"], unique=False)
    op.add_column("api_keys", sa.Column("scope", sa.Text(), nullable=True))
    op.add_column("api_keys", sa.Column("expires_at", sa.BigInteger(), nullable=True))
    op.add_column("api_keys", sa.Column("unused_days", sa.Integer(), nullable=True))
    op.add_column("domain_keys", sa.Column("scope", sa.Text(), nullable=True))
    op.add_column("domain_keys", sa.Column("expires_at", sa.BigInteger(), nullable=True))
    op.add_column("domain_keys", sa.Column("unused_days", sa.Integer(), nullable=True))
    op.add_column("domains", sa.Column("alias_of_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_domains_alias_of_id"), "domains", ["alias_of_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_domains_alias_of_id"), "domains", "domains", ["alias_of_id"], ["id"], ondelete="SET NULL"
    )
    op.add_column("jobs", sa.Column("payload", sa.Text(), nullable=True))
    op.add_column("jobs", sa.Column("reason", sa.String(length=255), nullable=True))
    op.add_column("jobs", sa.Column("depends_on_id", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("repeats_id", sa.BigInteger(), nullable=True))
    op.alter_column("jobs", "started_at", existing_type=mysql.BIGINT(display_width=20), nullable=True)
    op.alter_column("jobs", "finished_at", existing_type=mysql.BIGINT(display_width=20), nullable=True)
    op.create_index("ix_jobs_depends_on_id", "jobs", ["depends_on_id"], unique=False)
    op.create_index("ix_jobs_state", "jobs", ["state", "id"], unique=False)
    op.create_index("ix_records_remote_domain_id", "records", ["remote_domain_id"], unique=False)
    op.add_column("users", sa.Column("is_unverified", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("users", sa.Column("accepted_terms_at", sa.BigInteger(), nullable=True))
    op.add_column("users", sa.Column("sign_in_epoch", sa.Integer(), server_default="0", nullable=False))
    op.add_column("zone_changes", sa.Column("impersonator", sa.String(length=250), nullable=True))


def downgrade() -> None:
    op.drop_column("zone_changes", "impersonator")
    op.drop_column("users", "sign_in_epoch")
    op.drop_column("users", "accepted_terms_at")
    op.drop_column("users", "is_unverified")
    op.drop_index("ix_records_remote_domain_id", table_name="records")
    op.drop_index("ix_jobs_state", table_name="jobs")
    op.drop_index("ix_jobs_depends_on_id", table_name="jobs")
    op.alter_column("jobs", "finished_at", existing_type=mysql.BIGINT(display_width=20), nullable=False)
    op.alter_column("jobs", "started_at", existing_type=mysql.BIGINT(display_width=20), nullable=False)
    op.drop_column("jobs", "repeats_id")
    op.drop_column("jobs", "depends_on_id")
    op.drop_column("jobs", "reason")
    op.drop_column("jobs", "payload")
    op.drop_constraint(op.f("fk_domains_alias_of_id"), "domains", type_="foreignkey")
    op.drop_index(op.f("ix_domains_alias_of_id"), table_name="domains")
    op.drop_column("domains", "alias_of_id")
    op.drop_column("domain_keys", "unused_days")
    op.drop_column("domain_keys", "expires_at")
    op.drop_column("domain_keys", "scope")
    op.drop_column("api_keys", "unused_days")
    op.drop_column("api_keys", "expires_at")
    op.drop_column("api_keys", "scope")
    op.drop_table("hook_calls")
    op.drop_table("user_values")
    op.drop_table("user_codes")
    op.drop_table("trusted_devices")
    op.drop_table("second_factors")
    op.drop_table("passkeys")
    op.drop_table("mails")
    op.drop_table("domain_values")
    op.drop_table("block_patterns")
    op.drop_table("audit_entries")
    op.drop_table("articles")
