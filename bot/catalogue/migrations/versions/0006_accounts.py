"""The console: accounts, their sites, recovery codes, sessions, failed logins and the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.catalogue.models.append_only import POSTGRESQL, POSTGRESQL_REMOVED, SQLITE

revision = "0006_accounts"
down_revision = "0005_messaging"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _account(index: bool = True, primary: bool = False) -> sa.Column[int]:
    return sa.Column(
        "account_id",
        sa.Integer,
        sa.ForeignKey("account.id", ondelete="CASCADE"),
        nullable=False,
        index=index,
        primary_key=primary,
    )


def upgrade() -> None:
    """Make the tables, and have the database itself keep the audit log."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("totp_secret", sa.String(64), nullable=False),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "account_site",
        _account(index=False, primary=True),
        sa.Column(
            "site_key",
            sa.String(64),
            sa.ForeignKey("site.key", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer, primary_key=True),
        _account(),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("used_at", _MOMENT),
    )
    op.create_table(
        "console_session",
        sa.Column("digest", sa.String(64), primary_key=True),
        _account(),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "login_failure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_digest", sa.String(64), nullable=False, index=True),
        sa.Column("address_digest", sa.String(64), nullable=False, index=True),
        sa.Column("at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False, index=True),
        sa.Column("account_id", sa.Integer, index=True),
        sa.Column("action", sa.String(60), nullable=False, index=True),
        sa.Column("object", sa.String(200)),
        sa.Column("site_key", sa.String(64), index=True),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Drop them, children first."""
    for table in (
        "audit_head",
        "audit_entry",
        "login_failure",
        "console_session",
        "recovery_code",
        "account_site",
        "account",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for statement in POSTGRESQL_REMOVED:
            op.execute(statement)
