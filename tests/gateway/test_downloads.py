"""The empty tables can be downloaded, and filled ones can be imported."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from bot.feeds.template import TEMPLATES
from tests.gateway.conftest import Client


@pytest.mark.parametrize(("name", "kind"), [("agenda", "events"), ("formations", "trainings")])
@pytest.mark.asvs("5.4.2", shows="S12")
async def test_empty_tables(client: Client, name: str, kind: str) -> None:
    titles = [column.title for column in TEMPLATES[kind]]
    found = await client.get(f"/modele-{name}.csv")
    assert found.status == 200 and found.content_type == "text/csv" and found.charset == "utf-8"
    assert found.headers["Content-Disposition"] == f'attachment; filename="modele-{name}.csv"'
    text = (await found.read()).decode("utf-8")
    assert text.startswith("\ufeff") and text[1:].strip().split(";") == titles
    found = await client.get(f"/modele-{name}.xlsx")
    sheet = load_workbook(io.BytesIO(await found.read())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == titles


async def test_other_tables_are_unknown(client: Client) -> None:
    for path in ("/modele-agenda.ods", "/modele-autre.csv"):
        assert (await client.get(path)).status == 404
