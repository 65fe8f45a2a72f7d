"""How to become, where to train, who may get in."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import Answering, stored
from actions.contacts import show_contacts
from actions.easy_words import easily
from actions.professions import AboutProfession, choice, diploma_words
from actions.training_cards import MODES, start_words, training_card
from actions.turn import Turn
from actions.unmet import unmet
from actions.wording import (
    abroad_words,
    both_names,
    bullets,
    capital,
    distinct,
    enumerated,
    place_words,
    source,
)
from bot.catalogue.models import Profession, Training, WayIn
from bot.catalogue.queries import professions, trainings
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft, Source

TRAINING = "training:"  # how a training is told from an event or a trade in what was listed last
_MODE_WORDS = {
    "apprenticeship": re.compile(r"\b(?:apprentissage|apprentie?s?|en alternance)\b"),
    "continuing": re.compile(r"\bformation continue\b"),
}
# A pupil has no experience to validate, and no employer who trains.
_OF_THE_YOUNG = ("initial", "apprenticeship")
_WAYS_TITLE = {
    "young": "Les voies d'accès, celles d'après le collège ou le lycée d'abord",
    "career_change": "Les voies d'accès, celles des adultes d'abord",
    "counsellor": "Les voies d'accès",
    None: "Les voies d'accès",
}
# Who knows the trainings that we do not.
_WHO_KNOWS = ["carif_oref", "institute"]
ONLINE = re.compile(r"\b(a distance|en ligne|distanciel|visio\w*)\b")
# Ways in, by the words that name them, most useful first for each audience.
_FIRST_WAYS = {
    "young": ("parcoursup", "selection", "apprentissage", "apres"),
    "career_change": ("formation continue", "formation professionnelle", "vae", "apprentissage", "selection"),
}


def mode_asked(turn: Turn) -> str | None:
    """`apprenticeship` or `continuing` when the message asks for it in so many words."""
    text = fold_text(turn.text)
    return next((mode for mode, pattern in _MODE_WORDS.items() if pattern.search(text)), None)


def asks_online(turn: Turn) -> bool:
    """Whether the message asks for what can be followed from home."""
    return ONLINE.search(fold_text(turn.text)) is not None


def access_sources(profession: Profession) -> list[Source]:
    """Where the ways in and the conditions of `profession` come from."""
    found = [source(url, profession.access_as_of) for url in profession.access_source_urls]
    found += [source(way.source_url, way.as_of) for way in profession.ways_in]
    return distinct(found, 3)


class TrainingPath(AboutProfession):
    """How to become: diploma, length, ways in."""

    subject = "training_path"

    def without_profession(self) -> str:
        """The way depends on the profession: ask which."""
        return "training_path_ask"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What a diploma is when it is named alone and leads to several trades; else the way to the trade."""
        named = turn.said("diploma")
        if turn.professions or not named:
            return await super().answer(turn)
        diploma = await professions.diploma(turn.session, named[0])
        reply = await stored(turn, self.without_profession())
        if diploma is not None:
            acronym = f" ({diploma.acronym})" if diploma.acronym else ""
            level = f", de niveau {diploma.level}" if diploma.level else ""
            reply.text = f"**{diploma.name}**{acronym} : un diplôme{level}.\n\n{reply.text}"
        return [reply]

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Diploma and length in the text, ways in and bridges on a card, in the audience's order."""
        diploma = diploma_words(profession)
        need = f"il faut le **{diploma}**" if diploma else "aucun diplôme n'est obligatoire"
        text = f"Pour devenir {both_names(profession)}, {need}.\n\nDurée : {profession.training_text}"
        if profession.training_to_check:
            text += "\n\nCette durée est à confirmer auprès de l'école."
        facts = [
            Fact(label=capital(way.way), value=way.detail or "possible")
            for way in ordered_ways(turn, profession)
        ]
        slug, name = "path_diploma" if diploma else "path_free", both_names(profession)
        if easy := await easily(turn, slug, profession=name, diploma=diploma or ""):
            text = easy
            unsure = " (à confirmer auprès de l'école)" if profession.training_to_check else ""
            facts.insert(0, Fact(label="Durée", value=f"{profession.training_text}{unsure}"))
        if profession.bridges:
            facts.append(Fact(label="Passerelles", value=capital(enumerated(profession.bridges, 3))))
        if profession.access_conditions:
            facts.append(Fact(label="Conditions", value=capital(enumerated(profession.access_conditions))))
        third = (
            ChoiceDraft(title="Parcoursup", payload="/parcoursup")
            if turn.audience == "young" and profession.parcoursup
            else choice("Qui paye la formation", "training_cost", profession)
        )
        return [
            ReplyDraft(
                text=text,
                cards=[Card(kind="profession", title=_WAYS_TITLE[turn.audience], facts=facts)]
                if facts
                else [],
                choices=[
                    choice("Où se former", "training_search", profession),
                    choice("Les conditions", "admission", profession),
                    third,
                ],
                sources=distinct(
                    [
                        source(profession.training_source_url, profession.training_as_of),
                        *access_sources(profession),
                    ]
                ),
            )
        ]


def ordered_ways(turn: Turn, profession: Profession) -> list[WayIn]:
    """The ways in, those that fit the audience first."""
    wanted = _FIRST_WAYS.get(turn.audience or "", ())

    def rank(way: str) -> int:
        folded = fold_text(way)
        return next((position for position, word in enumerate(wanted) if word in folded), len(wanted))

    return sorted(profession.ways_in, key=lambda entry: rank(entry.way))[:6]


class Admission(AboutProfession):
    """May I get in: diploma, age, record, vaccination, licence."""

    subject = "admission"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The point asked in general when no profession is known, else what the profession asks."""
        point = aspect(self.subject, turn.question)
        if turn.profession is None:
            return [await stored(turn, f"admission_{point}" if point else "admission")]
        replies = await super().answer(turn)
        if point in ("record", "vaccination", "licence", "age"):
            replies.insert(0, await stored(turn, f"admission_{point}"))
            replies[0].choices = []
        return replies

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Whether a diploma is asked for first, then the conditions and the selection."""
        conditions = list(profession.access_conditions)
        conditions += [
            f"{way.way} : {way.detail}"
            for way in profession.ways_in
            if way.detail
            and re.search(
                r"selection|admission|sans diplome|\bbac\b|diplome", fold_text(way.way + way.detail)
            )
        ]
        conditions.sort(key=lambda line: "diplome" not in fold_text(line) and "bac" not in fold_text(line))
        free = any(re.search(r"(aucun|sans) diplome", fold_text(line)) for line in conditions)
        head = f"Pour entrer en formation ({both_names(profession)})"
        if free:
            text = (
                f"Non, le bac n'est pas obligatoire. {head} :"
                if "bac" in fold_text(turn.text)
                else f"{head}, aucun diplôme n'est exigé :"
            )
        elif conditions:
            text = f"{head}, il faut :"
        else:
            text = f"{head}, je n'ai pas de condition sûre à vous donner : l'école ou un conseiller la confirmera."
        if conditions:
            text += f"\n\n{bullets(conditions, 4)}"
        if profession.access_to_check:
            text += "\n\nÀ confirmer auprès de l'école."
        return [
            ReplyDraft(
                text=text,
                choices=[
                    choice("Les étapes", "training_path", profession),
                    choice("Où se former", "training_search", profession),
                    choice("Qui paye la formation", "training_cost", profession),
                ],
                sources=access_sources(profession),
            )
        ]


class TrainingSearch(Answering):
    """A training near a place or at a date."""

    subject = "training_search"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The trainings found, nearest first, or who knows when there are none."""
        start, end = turn.dates
        online = asks_online(turn)
        place = None if online else turn.place
        mode = mode_asked(turn)
        query = trainings.TrainingQuery(
            place=place,
            profession=turn.profession,
            modes=(mode,) if mode else _OF_THE_YOUNG if turn.audience == "young" else (),
            online=online or None,
            start=start,
            end=end,
            now=turn.now,
            limit=4,
        )
        found = await trainings.search(turn.session, query)
        if not found.trainings and query.modes:
            found, mode = await trainings.search(turn.session, replace(query, modes=())), None
        if not found.trainings:
            reply = await stored(turn, "training_search_none")
            reply.unmet = unmet(turn, "trainings")
            await show_contacts(turn, reply, _WHO_KNOWS, 2)
            return [reply]
        turn.remember("last_list", [f"{TRAINING}{entry.training.id}" for entry in found.trainings])
        profession = await professions.known(turn.session, turn.profession) if turn.profession else None
        what = f"pour devenir {both_names(profession)}" if profession else "dans le soin et l'accompagnement"
        where = " à distance" if online else f" {place_words(place)}" if place else ""
        how = f" en {MODES[mode]}" if mode == "apprenticeship" else ""
        text = f"Voici les formations{how} {what}{where} que je connais."
        if found.widened and (place or online):
            text = f"Je ne connais pas de formation{how} {what}{where}. {found.widened_words}"
        if not (place or online):
            text = abroad_words(turn.text) + text
            text += " Dans quelle ville cherchez-vous ?"
        if easy := await easily(turn, "trainings_found"):
            text += f"\n{easy}"
        if any(entry.training.example for entry in found.trainings):
            text += "\n\nCe sont des **exemples** : ils montrent la recherche, pas de vraies formations."
        reply = ReplyDraft(
            text=text,
            cards=[
                training_card(entry.training, entry.distance_km, entry.session) for entry in found.trainings
            ],
            choices=[
                ChoiceDraft(title="Qui paye la formation", payload="/training_cost"),
                ChoiceDraft(title="Portes ouvertes", payload="/event_search"),
                ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
            ],
            sources=distinct(
                [source(entry.training.source_url, _iso(entry.training)) for entry in found.trainings]
            ),
            unmet=unmet(turn, "trainings") if found.widened else None,
        )
        if found.widened == "place":
            # Nothing near: who knows what there is comes with it.
            await show_contacts(turn, reply, _WHO_KNOWS, 2)
        return [reply]


async def shown_training(turn: Turn, listed: str) -> list[ReplyDraft] | None:
    """The training that `listed` stands for among those shown, with each of its sessions to come; None when it is none."""
    if not listed.startswith(TRAINING):
        return None
    training = await trainings.get(turn.session, listed.removeprefix(TRAINING))
    if training is None:
        return None
    to_come = trainings.to_come(training, turn.now.date())
    card = training_card(training, None, to_come[0] if to_come else None)
    starts = [start_words(one) for one in to_come]
    if len(starts) > 1:
        card.facts.append(Fact(label="Autres rentrées", value=enumerated(starts[1:], 4)))
    example = " (exemple)" if training.example else ""
    where = f" à {training.commune}" if training.commune else ""
    how = (
        "Pour s'inscrire : le lien ci-dessous, ou l'école."
        if training.link
        else "Pour s'inscrire : demandez à l'école, je n'ai pas de lien."
    )
    return [
        ReplyDraft(
            text=f"**{training.title}**{where}{example}\n\n{how}",
            cards=[card],
            choices=[
                ChoiceDraft(title="Qui paye la formation", payload="/training_cost"),
                ChoiceDraft(title="D'autres formations", payload="/training_search"),
                ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
            ],
            sources=distinct([source(training.source_url, _iso(training))]),
        )
    ]


def _iso(training: Training) -> str | None:
    return training.verified_on.isoformat() if training.verified_on else None
