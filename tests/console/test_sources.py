"""Files and addresses in: looked at first, then imported; duplicates judged; partners' proposals moderated."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import FormData
from sqlalchemy import select

from bot.catalogue.models import (
    ChannelIdentity,
    ConsoleUpload,
    Event,
    Feed,
    MergeProposal,
    ProposedEvent,
    Reminder,
    Training,
    TrainingSession,
)
from bot.feeds import by_hand
from tests.console.conftest import Browser, Open
from tests.console.examples import told
from tests.console.test_agenda import AGENDA, EMAIL, event_fields, filled

MOMENT = datetime.now(timezone.utc)


async def send_file(
    browser: Browser, content: str, file_name: str = "agenda.csv", **fields: str
) -> tuple[int, str]:
    """Fill in the import form; the status and the page."""
    await browser.get("/importer")
    form = FormData()
    for key, value in {"csrf": browser.token, "site": "agence", "name": "Agenda", **fields}.items():
        form.add_field(key, value)
    form.add_field("file", content.encode(), filename=file_name, content_type="text/csv")
    response = await browser.client.post("/console/importer", data=form, allow_redirects=False)
    return response.status, await response.text()


async def import_file(browser: Browser, content: str, **fields: str) -> str:
    """Look at a file, then import it; the last page."""
    status, page = await send_file(browser, content, **fields)
    assert status == 200, page
    token = page.partition('name="token" value="')[2].partition('"')[0]
    response = await browser.post("/importer/faire", {"token": token})
    assert response.status == 200
    return await response.text()


async def events(browser: Browser) -> list[Event]:
    """Every event of the database, by title."""
    async with await browser.session() as session:
        return list(await session.scalars(select(Event).order_by(Event.title)))


async def test_a_file_is_looked_at_before_it_is_imported(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    status, page = await send_file(browser, AGENDA + "c;;demain;;;Gap;05000;;\n")
    assert (status, await events(browser)) == (200, [])
    assert "Rien n&#39;est encore écrit" in page or "Rien n'est encore écrit" in page
    assert "ligne 4" in page
    page = await import_file(browser, AGENDA)
    assert "Import terminé" in page
    assert len(await events(browser)) == 2
    async with await browser.session() as session:
        feed = (await session.scalars(select(Feed))).one()
        assert (feed.site_key, feed.name) == ("agence", "Agenda")
        # The file that was only looked at waits for its hour to be over.
        assert len((await session.scalars(select(ConsoleUpload))).all()) == 1
    assert "2 gardés" in await browser.get(f"/sources/{feed.slug}")


@pytest.mark.parametrize(
    ("content", "fields", "words"),
    [
        ("", {}, "vide"),
        ("rien de connu", {}, "format"),
        (AGENDA, {"name": ""}, "obligatoire"),
        (AGENDA, {"site": "autre"}, "Site"),
        (AGENDA, {"name": "saisie"}, "écrit à la main"),
        (AGENDA, {"url": "http://127.0.0.1/agenda.ics"}, "https"),
        (AGENDA, {"url": "https://127.0.0.1/agenda.ics"}, "publi"),
    ],
)
async def test_what_cannot_be_read_says_so(
    open_browser: Open, content: str, fields: dict[str, str], words: str
) -> None:
    browser = await open_browser(EMAIL)
    status, page = await send_file(browser, content, **fields)
    assert status == 422
    assert words in page
    assert await events(browser) == []


async def test_one_site_cannot_import_over_anothers_source(open_browser: Open) -> None:
    browser, elsewhere = await open_browser(EMAIL), await open_browser("ailleurs@exemple.fr")
    await import_file(browser, AGENDA)
    await import_file(elsewhere, AGENDA.replace("a;Portes", "z;Portes"), site="autre")
    async with await browser.session() as session:
        assert {feed.site_key for feed in await session.scalars(select(Feed))} == {"agence", "autre"}
    assert len(await events(browser)) == 4
    status, page = await send_file(browser, AGENDA)
    token = page.partition('name="token" value="')[2].partition('"')[0]
    stolen = await elsewhere.post("/importer/faire", {"token": token})
    assert (status, stolen.status, stolen.headers["Location"]) == (200, 303, "/console/importer")


async def test_templates_are_given(open_browser: Open) -> None:
    browser = await open_browser("lecture@exemple.fr")
    for name, begins in (("events.csv", b"\xef\xbb\xbf"), ("trainings.xlsx", b"PK")):
        response = await browser.client.get(f"/console/modele/{name}")
        assert (response.status, (await response.read()).startswith(begins)) == (200, True)
    await browser.get("/modele/events.exe", status=404)


async def test_a_subscription_shows_its_health_and_hides_its_address(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    await browser.get("/sources")
    values = {"site": "agence", "name": "Agenda de la ville", "every_hours": "24"}
    refused = await browser.post("/sources", {**values, "url": "http://exemple.invalid/a.ics"})
    assert refused.status == 422
    made = await browser.post("/sources", {**values, "url": "https://exemple.invalid/secret.ics"})
    path = made.headers["Location"].removeprefix("/console")
    assert made.status == 303
    assert (await browser.post(f"{path}/relire")).status == 303
    page = await browser.get(path)
    assert "secret" not in page
    assert "Échecs de suite" in page
    assert (await browser.post(f"{path}/retirer")).status == 303
    await browser.get(path, status=404)


async def test_twins_are_merged_or_kept(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    await import_file(browser, AGENDA)
    await import_file(browser, AGENDA, name="Autre agenda")
    await browser.get("/doublons")
    async with await browser.session() as session:
        first, second = list(await session.scalars(select(MergeProposal).order_by(MergeProposal.id)))
        # One person waits for the one that goes, another for both.
        people = [
            ChannelIdentity(
                channel="telegram", person_digest=name, created_at=MOMENT, last_in_at=MOMENT, leaving=False
            )
            for name in ("p", "q")
        ]
        session.add_all(people)
        await session.flush()
        for person, event_id in ((0, first.event_id), (1, first.event_id), (1, first.other_id)):
            session.add(
                Reminder(identity_id=people[person].id, event_id=event_id, state="waiting", created_at=MOMENT,
                         starts_at=MOMENT + timedelta(days=9), due_at=MOMENT + timedelta(days=8))
            )  # fmt: skip
        await session.commit()
    assert (await browser.post(f"/doublons/{first.id}/fondre", {"keep": first.other_id})).status == 303
    assert (await browser.post(f"/doublons/{second.id}/garder")).status == 303
    assert (await browser.post(f"/doublons/{second.id}/garder")).status == 303
    assert "déjà été départagés" in await browser.get("/doublons")
    # Read again, the feed does not bring the withdrawn one back.
    await import_file(browser, AGENDA.replace("infirmier", "infirmière"))
    await import_file(browser, AGENDA.replace("infirmier", "infirmière"), name="Autre agenda")
    async with await browser.session() as session:
        gone, kept = (
            await session.get_one(Event, first.event_id),
            await session.get_one(Event, first.other_id),
        )
        assert (gone.withdrawn, kept.withdrawn) == (True, False)
        # Nobody is told that what is kept is off, nor reminded of it twice.
        promised = [
            (one.event_id == kept.id, one.state)
            for one in await session.scalars(select(Reminder).order_by(Reminder.id))
        ]
        assert promised == [(True, "waiting"), (False, "cancelled"), (True, "waiting")]


async def test_what_is_incomplete_waits_to_be_checked(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    async with await browser.session() as session:
        feed = await by_hand.hand_feed(session, "agence", MOMENT)
        event = await by_hand.save(session, None, feed.slug, told("Sans description"), (), MOMENT)
        event.verified_on = MOMENT.date() - timedelta(days=200)
        await session.commit()
    page = await browser.get("/a-verifier")
    assert "pas revu depuis trois mois ; sans description" in page
    assert (await browser.post(f"/agenda/{event.id}/revu")).status == 303
    assert "trois mois" not in await browser.get("/a-verifier")


async def test_a_partner_proposes_and_a_counsellor_decides(open_browser: Open) -> None:
    partner, browser = await open_browser(), await open_browser(EMAIL)
    page = await (await partner.client.get("/proposer/agence")).text()
    assert "Set-Cookie" not in page
    fields = {**event_fields(), "contact": "ehpad@exemple.fr"}
    sent = await partner.client.post("/proposer/agence", data=fields)
    assert (sent.status, "Set-Cookie" in sent.headers) == (200, False)
    assert "Merci" in await sent.text()
    trapped = await partner.client.post("/proposer/agence", data={**fields, "website": "https://x.test"})
    assert "Merci" in await trapped.text()
    assert await events(browser) == []
    async with await browser.session() as session:
        proposal = (await session.scalars(select(ProposedEvent))).one()
    other = await open_browser("ailleurs@exemple.fr")
    await other.get(f"/propositions/{proposal.id}", status=404)
    values = filled(await browser.get(f"/propositions/{proposal.id}"))
    assert values["title"] == fields["title"]
    accepted = await browser.post(f"/propositions/{proposal.id}", values)
    assert accepted.status == 303, await accepted.text()
    assert [event.title for event in await events(browser)] == [fields["title"]]
    async with await browser.session() as session:
        assert (await session.get_one(ProposedEvent, proposal.id)).contact is None
    assert (await partner.client.get("/proposer/inconnu")).status == 404


async def test_a_partner_proposes_a_training_too(open_browser: Open) -> None:
    partner, browser = await open_browser(), await open_browser(EMAIL)
    page = await (await partner.client.get("/proposer/agence/formation")).text()
    assert "Proposer une formation" in page
    day = (MOMENT + timedelta(days=90)).date().isoformat()
    fields = filled(page) | {
        "title": "Aide-soignant à Gap", "mode": "apprenticeship", "attendance": "onsite", "commune": "Gap",
        "postcode": "05000", "sessions-0-start_on": day, "sessions-0-seats": "12", "link": "https://ifas.exemple.fr/",
        "contact": "ifas@exemple.fr",
    }  # fmt: skip
    assert (
        await partner.client.post("/proposer/agence/formation", data={**fields, "title": ""})
    ).status == 422
    for _ in range(2):
        sent = await partner.client.post("/proposer/agence/formation", data=fields)
        assert sent.status == 200 and "Merci" in await sent.text()
    async with await browser.session() as session:
        (proposal,) = list(await session.scalars(select(ProposedEvent)))
        assert list(await session.scalars(select(Training))) == []
    assert "Formation</td>" in await browser.get("/propositions")
    values = filled(await browser.get(f"/propositions/{proposal.id}"))
    assert (values["title"], values["mode"], values["sessions-0-start_on"]) == (
        fields["title"],
        "apprenticeship",
        day,
    )
    accepted = await browser.post(f"/propositions/{proposal.id}", values)
    assert accepted.status == 303, await accepted.text()
    async with await browser.session() as session:
        (made,) = list(await session.scalars(select(Training)))
        assert (made.insee, [one.seats for one in made.sessions]) == ("05061", [12])
        assert accepted.headers["Location"] == f"/console/formations/{made.id}"
        assert (await session.get_one(ProposedEvent, proposal.id)).contact is None


async def test_one_address_proposes_ten_times_an_hour(open_browser: Open) -> None:
    partner = await open_browser()
    for _ in range(10):
        assert (await partner.client.post("/proposer/agence", data=event_fields())).status == 200
    refused = await partner.client.post("/proposer/agence", data=event_fields())
    assert (refused.status, "Trop de propositions" in await refused.text()) == (429, True)


async def test_a_training_is_corrected_and_withdrawn(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    async with await browser.session() as session:
        feed = await by_hand.ensure_feed(session, "agence", "Catalogue", MOMENT)
        session.add(
            Training(id="formation", title="Aide-soignant", search_text="aide soignant", mode="initial",
                     source=feed.slug, uid="1", locked=[], example=False, withdrawn=False,
                     sessions=[TrainingSession(start_on=MOMENT.date() - timedelta(days=9))])
        )  # fmt: skip
        await session.commit()
    faults = "pas revue depuis trois mois ; commune inconnue ; ni métier ni diplôme ; ni page ni téléphone"
    assert f"{faults} ; aucune session à venir" in await browser.get("/a-verifier")
    assert (await browser.post("/formations/formation/revue")).status == 303
    page = await browser.get("/a-verifier")
    assert "est notée comme revue" in page and "pas revue" not in page and "aucune session à venir" in page
    values = filled(await browser.get("/formations/formation"))
    assert (await browser.post("/formations/formation", {**values, "cost": "-3"})).status == 422
    assert (
        await browser.post("/formations/formation", {**values, "duration": "Un an", "cost": "0"})
    ).status == 303
    assert (await browser.post("/formations/formation/retirer")).status == 303
    async with await browser.session() as session:
        kept = await session.get_one(Training, "formation")
        assert (kept.duration, kept.withdrawn, kept.locked) == (
            "Un an",
            True,
            ["cost", "duration", "withdrawn"],
        )
    assert "Aide-soignant" in await browser.get("/formations", params={"etat": "retirees"})
