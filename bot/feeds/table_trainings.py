"""The trainings of the counsellor's table: a line a session, a training a way in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.feeds.records import Item, Note, SessionRecord, Skip, TrainingRecord
from bot.feeds.table_line import (
    Line,
    amount_of,
    attendance_of,
    listed,
    matching,
    organisation_of,
    page_address,
    phone_of,
    place_of,
)
from bot.feeds.table_times import line_session

_MODES = (
    ("apprenti", "apprenticeship"), ("alternance", "apprenticeship"), ("vae", "vae"), ("validation", "vae"),
    ("continue", "continuing"), ("adulte", "continuing"), ("initial", "initial"), ("scolaire", "initial"),
    ("etudiant", "initial"),
)  # fmt: skip


def training_items(uid: str, group: list[Line]) -> Iterator[Item]:
    """The training of some lines, once for each way in that they tell, with a session a line."""
    first = group[0]
    title, way = first.get("intitule"), first.get("voie")
    if title is None:
        yield Skip(first.position, "L'intitulé manque.")
        return
    modes = matching(way, _MODES)
    if not modes:
        yield Skip(
            first.position,
            f"La voie « {way or ''} » n'est pas comprise : initiale, apprentissage, continue ou VAE.",
            uid=uid,
        )
        return
    sessions: list[SessionRecord] = []
    notes: list[str] = []
    for line in group:
        unread: list[str] = []
        session = line_session(line, unread)
        sessions += [session] if session else []
        yield from (Note(line.position, words) for words in unread)
    texts = [first.get(name) for name in ("metiers", "diplome")]
    record = TrainingRecord(
        uid=uid,
        title=title,
        position=first.position,
        mode=modes[0],
        sessions=tuple(sessions),
        description=first.get("description"),
        keywords=tuple(word for text in texts for word in listed(text)),
        rome=tuple(code.upper() for code in listed(first.get("rome"))),
        rncp=tuple(listed(first.get("rncp"))),
        attendance=attendance_of(first, notes),
        permanent_entry=None if any(line.get("date_de_rentree") for line in group) else True,
        entry_conditions=first.get("conditions_d_entree"),
        duration=first.get("duree"),
        cost=amount_of(first.get("cout"), notes),
        funding=first.get("financement"),
        place=place_of(first, notes),
        organisation=organisation_of(first),
        url=page_address(first.get("lien"), notes),
        phone=phone_of(first.get("telephone"), notes),
        accessibility=first.get("accessibilite"),
    )
    yield record
    # « initiale ou apprentissage » is two ways in, each with its own conditions.
    yield from (replace(record, uid=f"{uid}#{mode}", mode=mode) for mode in modes[1:])
    yield from (Note(first.position, words) for words in notes)
