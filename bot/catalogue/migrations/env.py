"""What Alembic runs, over the connection that `bot.catalogue.migrate` opened."""

from __future__ import annotations

from alembic import context

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base


def run() -> None:
    """Run the migrations on the connection given in the configuration's attributes."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a table: Alembic copies it instead.
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
