"""The catalogue: professions, pay, schemes, events, trainings, contacts and closed lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001_catalogue"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ambiguity",
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("professions", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_ambiguity")),
    )
    op.create_table(
        "answer",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer")),
    )
    op.create_index("ix_answer_slug", "answer", ["slug"], unique=False)
    op.create_table(
        "benchmark",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("other_sources", sa.JSON(), nullable=False),
        sa.Column("previous", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_benchmark")),
    )
    op.create_table(
        "campaign",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("usual_period", sa.Text(), nullable=True),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("dates_2027", sa.Text(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_campaign")),
    )
    op.create_table(
        "contact",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("for_whom", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_kind"), "contact", ["kind"], unique=False)
    op.create_index(op.f("ix_contact_scope"), "contact", ["scope"], unique=False)
    op.create_table(
        "diploma",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("acronym", sa.String(length=60), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_diploma")),
    )
    op.create_table(
        "emergency_line",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("signals", sa.JSON(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("other_channels", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_emergency_line")),
    )
    op.create_table(
        "event_type",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("duration", sa.JSON(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("useful_fields", sa.JSON(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_event_type")),
    )
    op.create_table(
        "guidance",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_guidance")),
    )
    op.create_table(
        "level",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("framework", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_level")),
    )
    op.create_table(
        "load_state",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_load_state")),
    )
    op.create_table(
        "neighbour",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_neighbour")),
    )
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
        "reform",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("effective", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_reform")),
    )
    op.create_table(
        "scheme",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("site_cited", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_scheme")),
    )
    op.create_index(op.f("ix_scheme_theme"), "scheme", ["theme"], unique=False)
    op.create_table(
        "contact_place",
        sa.Column("contact_slug", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_slug"], ["contact.slug"], name=op.f("fk_contact_place_contact_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_slug", "kind", "code", name=op.f("pk_contact_place")),
    )
    op.create_index(op.f("ix_contact_place_code"), "contact_place", ["code"], unique=False)
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
        "scheme_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_slug", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("value_text", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("computation", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("reliability", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("to_check", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["scheme_slug"], ["scheme.slug"], name=op.f("fk_scheme_fact_scheme_slug"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_fact")),
    )
    op.create_index("ix_scheme_fact_scheme_slug_kind", "scheme_fact", ["scheme_slug", "kind"], unique=False)
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
    op.drop_table("way_in")
    op.drop_table("training")
    op.drop_table("scheme_fact")
    op.drop_table("profession_source")
    op.drop_table("profession_figure")
    op.drop_table("profession_diploma")
    op.drop_table("pay_line")
    op.drop_table("event")
    op.drop_table("cost_line")
    op.drop_table("contact_place")
    op.drop_table("scheme")
    op.drop_table("reform")
    op.drop_table("profession")
    op.drop_table("organisation")
    op.drop_table("neighbour")
    op.drop_table("load_state")
    op.drop_table("level")
    op.drop_table("guidance")
    op.drop_table("event_type")
    op.drop_table("emergency_line")
    op.drop_table("diploma")
    op.drop_table("contact")
    op.drop_table("campaign")
    op.drop_table("benchmark")
    op.drop_table("answer")
    op.drop_table("ambiguity")
