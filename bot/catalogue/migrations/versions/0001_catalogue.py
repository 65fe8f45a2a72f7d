"""Events and trainings: the catalogue is whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001_catalogue"
down_revision = "0001b_references"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "organisation",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_insee"), "organisation", ["insee"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("last_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("registration_required", sa.Boolean(), nullable=True),
        sa.Column("registration_link", sa.Text(), nullable=True),
        sa.Column("registration_phone", sa.String(length=40), nullable=True),
        sa.Column("registration_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("accessibility", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("organisation_slug", sa.String(length=100), nullable=True),
        sa.Column("campaign_slug", sa.String(length=100), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("attendance", sa.String(length=10), nullable=False),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("epci", sa.String(length=9), nullable=True),
        sa.Column("department", sa.String(length=3), nullable=True),
        sa.Column("region", sa.String(length=2), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_slug"],
            ["organisation.slug"],
            name=op.f("fk_event_organisation_slug"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("source", "uid", name=op.f("uq_event_source_uid")),
    )
    op.create_index(op.f("ix_event_campaign_slug"), "event", ["campaign_slug"], unique=False)
    op.create_index(op.f("ix_event_department"), "event", ["department"], unique=False)
    op.create_index(op.f("ix_event_epci"), "event", ["epci"], unique=False)
    op.create_index(op.f("ix_event_example"), "event", ["example"], unique=False)
    op.create_index(op.f("ix_event_insee"), "event", ["insee"], unique=False)
    op.create_index(op.f("ix_event_kind"), "event", ["kind"], unique=False)
    op.create_index(op.f("ix_event_last_end"), "event", ["last_end"], unique=False)
    op.create_index("ix_event_latitude_longitude", "event", ["latitude", "longitude"], unique=False)
    op.create_index(op.f("ix_event_organisation_slug"), "event", ["organisation_slug"], unique=False)
    op.create_index(op.f("ix_event_region"), "event", ["region"], unique=False)
    op.create_index(op.f("ix_event_status"), "event", ["status"], unique=False)
    op.create_table(
        "training",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=True),
        sa.Column("diploma_slug", sa.String(length=100), nullable=True),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("duration", sa.Text(), nullable=True),
        sa.Column("cost", sa.Float(), nullable=True),
        sa.Column("cost_note", sa.Text(), nullable=True),
        sa.Column("funding", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("accessibility", sa.Text(), nullable=True),
        sa.Column("organisation_slug", sa.String(length=100), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("attendance", sa.String(length=10), nullable=False),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("epci", sa.String(length=9), nullable=True),
        sa.Column("department", sa.String(length=3), nullable=True),
        sa.Column("region", sa.String(length=2), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_slug"],
            ["organisation.slug"],
            name=op.f("fk_training_organisation_slug"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("source", "uid", name=op.f("uq_training_source_uid")),
    )
    op.create_index(op.f("ix_training_department"), "training", ["department"], unique=False)
    op.create_index(op.f("ix_training_diploma_slug"), "training", ["diploma_slug"], unique=False)
    op.create_index(op.f("ix_training_epci"), "training", ["epci"], unique=False)
    op.create_index(op.f("ix_training_example"), "training", ["example"], unique=False)
    op.create_index(op.f("ix_training_insee"), "training", ["insee"], unique=False)
    op.create_index("ix_training_latitude_longitude", "training", ["latitude", "longitude"], unique=False)
    op.create_index(op.f("ix_training_mode"), "training", ["mode"], unique=False)
    op.create_index(op.f("ix_training_organisation_slug"), "training", ["organisation_slug"], unique=False)
    op.create_index(op.f("ix_training_profession_slug"), "training", ["profession_slug"], unique=False)
    op.create_index(op.f("ix_training_region"), "training", ["region"], unique=False)
    op.create_table(
        "event_profession",
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_profession_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "profession_slug", name=op.f("pk_event_profession")),
    )
    op.create_index(
        op.f("ix_event_profession_profession_slug"), "event_profession", ["profession_slug"], unique=False
    )
    op.create_table(
        "event_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("local_start", sa.String(length=20), nullable=False),
        sa.Column("local_end", sa.String(length=20), nullable=True),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_slot_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_slot")),
    )
    op.create_index(op.f("ix_event_slot_event_id"), "event_slot", ["event_id"], unique=False)
    op.create_index("ix_event_slot_starts_at_ends_at", "event_slot", ["starts_at", "ends_at"], unique=False)
    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.String(length=64), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("apply_from", sa.Date(), nullable=True),
        sa.Column("apply_until", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_session_training_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    op.create_index(op.f("ix_training_session_start_on"), "training_session", ["start_on"], unique=False)
    op.create_index(
        op.f("ix_training_session_training_id"), "training_session", ["training_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("training_session")
    op.drop_table("event_slot")
    op.drop_table("event_profession")
    op.drop_table("training")
    op.drop_table("event")
    op.drop_table("organisation")
