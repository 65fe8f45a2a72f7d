"""The data dictionary describes every column there is, and nothing else."""

from __future__ import annotations

from bot.catalogue.dictionary import as_markdown, stale, tables


def test_every_table_and_column_is_described() -> None:
    missing = [one.name for one in tables() if not one.purpose or not one.kept]
    missing += [
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if not column.description
    ]
    assert missing == []


def test_nothing_is_described_that_is_not_there() -> None:
    assert stale() == set()


def test_what_belongs_to_a_conversation_is_said_to_hold_people_s_data() -> None:
    for table in tables():
        columns = {column.name for column in table.columns}
        if {"conversation_id", "identity_id", "account_id"} & columns:
            assert table.people, table.name
    assert "| text | text | Le message, masqué de ce qui est personnel |" in as_markdown()
