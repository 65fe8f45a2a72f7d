"""Professions and their pay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001a_professions"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "profession",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name_m", sa.String(length=200), nullable=False),
        sa.Column("name_f", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("suits", sa.Text(), nullable=True),
        sa.Column("good_to_know", sa.Text(), nullable=True),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("missions", sa.JSON(), nullable=False),
        sa.Column("workplaces", sa.JSON(), nullable=False),
        sa.Column("qualities", sa.JSON(), nullable=False),
        sa.Column("working_conditions", sa.JSON(), nullable=False),
        sa.Column("progression", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("to_complete", sa.JSON(), nullable=False),
        sa.Column("related_diplomas", sa.JSON(), nullable=False),
        sa.Column("rome", sa.JSON(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("training_text", sa.Text(), nullable=False),
        sa.Column("training_hours", sa.Float(), nullable=True),
        sa.Column("training_weeks", sa.Float(), nullable=True),
        sa.Column("training_months", sa.Float(), nullable=True),
        sa.Column("training_years", sa.Float(), nullable=True),
        sa.Column("training_details", sa.JSON(), nullable=False),
        sa.Column("training_source_url", sa.Text(), nullable=True),
        sa.Column("training_as_of", sa.String(length=10), nullable=True),
        sa.Column("training_note", sa.Text(), nullable=True),
        sa.Column("training_to_check", sa.Text(), nullable=True),
        sa.Column("parcoursup", sa.Boolean(), nullable=True),
        sa.Column("access_conditions", sa.JSON(), nullable=False),
        sa.Column("bridges", sa.JSON(), nullable=False),
        sa.Column("access_source_urls", sa.JSON(), nullable=False),
        sa.Column("access_as_of", sa.String(length=10), nullable=True),
        sa.Column("access_note", sa.Text(), nullable=True),
        sa.Column("access_to_check", sa.Text(), nullable=True),
        sa.Column("cost_text", sa.Text(), nullable=False),
        sa.Column("cost_note", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_profession")),
    )
    op.create_index(op.f("ix_profession_family"), "profession", ["family"], unique=False)
    op.create_table(
        "cost_line",
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Float(), nullable=True),
        sa.Column("maximum", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profession_slug"],
            ["profession.slug"],
            name=op.f("fk_cost_line_profession_slug"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_line")),
    )
    op.create_index(op.f("ix_cost_line_profession_slug"), "cost_line", ["profession_slug"], unique=False)
    op.create_table(
        "pay_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("sector", sa.String(length=30), nullable=False),
        sa.Column("moment_text", sa.Text(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("includes", sa.Text(), nullable=True),
        sa.Column("gross_min", sa.Float(), nullable=True),
        sa.Column("gross_max", sa.Float(), nullable=True),
        sa.Column("net_min", sa.Float(), nullable=True),
        sa.Column("net_max", sa.Float(), nullable=True),
        sa.Column("annual_min", sa.Float(), nullable=True),
        sa.Column("annual_max", sa.Float(), nullable=True),
        sa.Column("hourly_min", sa.Float(), nullable=True),
        sa.Column("hourly_max", sa.Float(), nullable=True),
        sa.Column("computed_monthly", sa.Float(), nullable=True),
        sa.Column("with_cti_min", sa.Float(), nullable=True),
        sa.Column("with_cti_max", sa.Float(), nullable=True),
        sa.Column("with_cti_source_url", sa.Text(), nullable=True),
        sa.Column("with_cti_as_of", sa.String(length=10), nullable=True),
        sa.Column("with_cti_to_check", sa.Text(), nullable=True),
        sa.Column("computed", sa.Boolean(), nullable=False),
        sa.Column("computation", sa.Text(), nullable=True),
        sa.Column("as_of_estimated", sa.Boolean(), nullable=False),
        sa.Column("other_source_url", sa.Text(), nullable=True),
        sa.Column("reliability_stated", sa.Boolean(), nullable=False),
        sa.Column("below_smic", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profession_slug"],
            ["profession.slug"],
            name=op.f("fk_pay_line_profession_slug"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_line")),
    )
    op.create_index("ix_pay_line_profession_slug_kind", "pay_line", ["profession_slug", "kind"], unique=False)
    op.create_table(
        "profession_diploma",
        sa.Column("diploma_slug", sa.String(length=100), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("acronym", sa.String(length=60), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("level_verified", sa.Boolean(), nullable=False),
        sa.Column("rncp", sa.String(length=20), nullable=True),
        sa.Column("rncp_shown", sa.Boolean(), nullable=False),
        sa.Column("rncp_former", sa.Text(), nullable=True),
        sa.Column("rncp_source_url", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profession_slug"],
            ["profession.slug"],
            name=op.f("fk_profession_diploma_profession_slug"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profession_diploma")),
    )
    op.create_index(
        op.f("ix_profession_diploma_diploma_slug"), "profession_diploma", ["diploma_slug"], unique=False
    )
    op.create_index(
        op.f("ix_profession_diploma_profession_slug"), "profession_diploma", ["profession_slug"], unique=False
    )
    op.create_table(
        "profession_figure",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Float(), nullable=True),
        sa.Column("maximum", sa.Float(), nullable=True),
        sa.Column("value_text", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profession_slug"],
            ["profession.slug"],
            name=op.f("fk_profession_figure_profession_slug"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profession_figure")),
    )
    op.create_index(
        op.f("ix_profession_figure_profession_slug"), "profession_figure", ["profession_slug"], unique=False
    )
    op.create_table(
        "profession_source",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=20), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profession_slug"],
            ["profession.slug"],
            name=op.f("fk_profession_source_profession_slug"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profession_source")),
    )
    op.create_index(
        op.f("ix_profession_source_profession_slug"), "profession_source", ["profession_slug"], unique=False
    )
    op.create_table(
        "way_in",
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profession_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profession_slug"],
            ["profession.slug"],
            name=op.f("fk_way_in_profession_slug"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_in")),
    )
    op.create_index(op.f("ix_way_in_profession_slug"), "way_in", ["profession_slug"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("way_in")
    op.drop_table("profession_source")
    op.drop_table("profession_figure")
    op.drop_table("profession_diploma")
    op.drop_table("pay_line")
    op.drop_table("cost_line")
    op.drop_table("profession")
