"""Where to train: the trainings near a place or at a date, and each of them when it is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.course.base import Answering, stored
from actions.talk.turn import Turn
from actions.thread.after_trainings import TRAINING
from actions.words.anywhere import mainland, takes_anywhere
from actions.words.contacts import show_contacts
from actions.words.easy_words import easily
from actions.words.online import asks_online
from actions.words.training_cards import MODES, start_words, training_card
from actions.words.unmet import unmet
from actions.words.wording import abroad_words, both_names, distinct, enumerated, place_words, source
from bot.catalogue.models import Diploma, Training, TrainingSession
from bot.catalogue.queries import professions, trainings
from bot.catalogue.queries.trainings import TrainingQuery, TrainingResults
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, Fact, ReplyDraft

_MODE_WORDS = {
    "apprenticeship": re.compile(r"\b(?:apprentissage|apprentie?s?|en alternance|cfa)\b"),
    "continuing": re.compile(r"\bformation continue\b"),
}
# A pupil has no experience to validate, and no employer who trains.
_OF_THE_YOUNG = ("initial", "apprenticeship")
# Who knows the trainings that we do not.
_WHO_KNOWS = ["carif_oref", "institute"]
# Diplomas that any school gives, and words around one that is held already.
_ANY = frozenset({"cap", "bep", "bac", "bac-general", "bac-techno", "bac-pro", "brevet", "daeu"})
_HELD = re.compile(
    r"\b(?:ai|avais|avec|apres|titulaire|obtenu|mon|son|deja) (?:un |une |le |mon |eu |du |d.une? )*"
    r"(?:cap|bac|bep|bts|deas|deap|deaes|dees|deme|deeje)\b"
)
# When it begins, or until when one may apply.
_BEGINS = re.compile(
    r"\b(?:dates?|rentrees?|quand|inscri\w+ (?:jusqu|avant|fini|ferm|ouvr)\w*|commenc\w*|demarr\w*|debut\w*|jusqu.a quand)\b"
)
# « où sont les IFAS, et comment on s'y inscrit ? »
_ENROLS = re.compile(
    r"\bcomment\b.{0,30}\binscri\w+|\ba qui\b.{0,20}\binscri\w+|\binscri\w+.{0,12}\bcomment\b"
)
_SOME_DATES = "Les dates que je connais sont écrites dessous ; pour les autres, l'école les donne."
_NO_CAR = re.compile(
    r"sans (?:voiture|permis|vehicule)|pas (?:de |le )(?:voiture|permis)|\ben (?:bus|car|train)\b"
)
_WITHOUT_CAR = (
    "Sans voiture : demandez à l'école le bus et où sont les stages, avant de vous inscrire. "
    "La mission locale connaît les aides à la mobilité."
)
# « le soir ou le samedi », « à mi-temps »: the hours of a school, which we do not hold.
_HOURS = re.compile(
    r"\b(?:cours du |en |le |les )(?:soir|soirs|soirees?)\b|\b(?:le|les|que le|un) (?:samedi|mercredi|week.?end)s?\b"
    r"|\bmi.?temps\b|\btemps partiel\b|\ba la carte\b|\b(?:du|que du) (?:lundi|mardi|mercredi) au \w+di\b"
    r"|\b(?:un|deux|trois|quatre|[1-4]) jours? (?:par|la) semaine\b|\bhoraires? (?:amenages?|de bureau|d.ecole)\b"
)
_NO_HOURS = "Une école le soir, le week-end ou à temps partiel : je n'ai pas les horaires, chaque école donne les siens."
# « c'est quoi leur adresse ? », of a school that is named.
_ADDRESS = re.compile(r"\b(?:leur|l.|son|quelle|vous avez l.) ?adresse\b(?! (?:mail|e.mail))")
_NO_ADDRESS = "L'adresse et les dates d'une école précise, je ne les ai pas : son site les donne."
_MFR = re.compile(r"\bmfr\b|\bmaisons? familiales?\b|\bcompagnons\b")
_NO_MFR = (
    "Les maisons familiales rurales et les Compagnons du devoir, je n'ai pas leur liste : voyez leurs sites."
)
_NOT_THEN = "Je ne connais aucune rentrée à la date que vous dites ; l'école peut en ouvrir une."
_NO_DATES = "Leurs dates de rentrée et d'inscription, je ne les ai pas : chaque école a les siennes."
_MOST, _MOST_PLACES = 4, 2


def mode_asked(turn: Turn) -> str | None:
    """`apprenticeship` or `continuing` when the message asks for it in so many words."""
    text = fold_text(turn.text)
    return next((mode for mode, pattern in _MODE_WORDS.items() if pattern.search(text)), None)


def diploma_sought(turn: Turn) -> str | None:
    """The diploma that the message looks for a school of, when it leads to no one trade: « un centre pour le CAP AEPE »."""
    named = [str(slug) for slug in turn.said("diploma")]
    if turn.professions or not named or named[0] in _ANY or _HELD.search(fold_text(turn.text)):
        return None
    return named[0]


class TrainingSearch(Answering):
    """A training near a place or at a date."""

    subject = "training_search"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The trainings found, or who knows them, then how one enrols when the message asks it too."""
        replies = await self._found(turn)
        said = normalise(turn.text)
        for asked, words in ((_MFR, _NO_MFR), (_ADDRESS, _NO_ADDRESS), (_HOURS, _NO_HOURS)):
            if asked.search(said) and turn.point is None:
                replies[0].text = f"{words} {replies[0].text}"
                break
        if _ENROLS.search(normalise(turn.text)):
            replies.append(await stored(turn, "where_to_enrol"))
        return replies

    async def _found(self, turn: Turn) -> list[ReplyDraft]:
        """The trainings found, nearest first, or who knows when there are none; near each of two places told."""
        places = turn.said("place")[:_MOST_PLACES]
        online = asks_online(turn)
        anywhere = None if turn.said("place") else takes_anywhere(turn.text)
        if len(places) < _MOST_PLACES or online:
            places = [None if online or anywhere else turn.place]
        if anywhere == "mainland" and not online:
            places = [mainland()]
        what = await self._what(turn)
        mode = mode_asked(turn)
        found = [await self._search(turn, place, mode, online, len(places)) for place in places]
        if mode and not any(one.trainings for one in found):
            found, mode = (
                [await self._search(turn, place, None, online, len(places)) for place in places],
                None,
            )
        near = [place for place, one in zip(places, found, strict=True) if one.trainings]
        if not near:
            return [await self._none(turn, what, places, online)]
        how = f" en {MODES[mode]}" if mode == "apprenticeship" else ""
        texts = [
            self._introduction(
                turn.text,
                f"{how} {what}{_where(place, online) or (' en France' if anywhere else '')}",
                one,
                bool(place or online or anywhere),
            )
            if one.trainings
            else f"Je n'en connais aucune{_where(place, online)}."
            for place, one in zip(places, found, strict=True)
        ]
        every = {entry.training.id: entry for one in found for entry in one.trainings}
        turn.remember("last_list", [f"{TRAINING}{training}" for training in every])
        text = " ".join(texts)
        if _none_then(turn, [entry.session for entry in every.values()]):
            text = f"{_NOT_THEN} {text}"
        if _BEGINS.search(fold_text(turn.text)):
            dated = any(entry.session for entry in every.values())
            text += f" {_SOME_DATES if dated else _NO_DATES}"
        if easy := await easily(turn, "trainings_found"):
            text += f"\n{easy}"
        examples = any(entry.training.example for entry in every.values())
        if examples:
            text += (
                "\n\nCe sont des **exemples** : ils montrent la recherche, pas de vraies formations. "
                "Les vraies écoles : intercariforef.org, et les contacts ci-dessous."
            )
        if _NO_CAR.search(fold_text(turn.text)):
            text += f"\n\n{_WITHOUT_CAR}"
        reply = ReplyDraft(
            text=text,
            cards=[
                training_card(entry.training, entry.distance_km, entry.session) for entry in every.values()
            ],
            choices=[
                ChoiceDraft(title="Qui paye la formation", payload="/training_cost"),
                ChoiceDraft(title="Portes ouvertes", payload="/event_search"),
                ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
            ],
            sources=distinct(
                [source(entry.training.source_url, _iso(entry.training)) for entry in every.values()]
            ),
            unmet=unmet(turn, "trainings") if all(one.widened for one in found) else None,
        )
        if examples or any(one.widened == "place" or not one.trainings for one in found):
            # Nothing near, or nothing real: who knows what there is comes with it.
            # The school of a trade is named to who has one in mind.
            await show_contacts(turn, reply, _WHO_KNOWS if turn.profession else _WHO_KNOWS[:1], 2)
        return [reply]

    async def _what(self, turn: Turn) -> str:
        diploma = await turn.session.get(Diploma, diploma_sought(turn) or "")
        if diploma is not None:
            return f"au diplôme {diploma.acronym or diploma.name}"
        profession = await professions.known(turn.session, turn.profession) if turn.profession else None
        return f"pour devenir {both_names(profession)}" if profession else "dans le soin et l'accompagnement"

    async def _search(
        self, turn: Turn, place: dict[str, object] | None, mode: str | None, online: bool, places: int
    ) -> TrainingResults:
        # A date told for an open day is not that of a school year.
        of_schools = turn.said("date") or turn.known("last_subject") in ("training_search", "training_detail")
        start, end = turn.dates if of_schools else (None, None)
        diploma = diploma_sought(turn)
        query = TrainingQuery(
            place=place,
            profession=None if diploma else turn.profession,
            diploma=diploma,
            modes=(mode,) if mode else _OF_THE_YOUNG if turn.audience == "young" else (),
            online=online or None,
            start=start,
            end=end,
            now=turn.now,
            limit=_MOST // places,
            # Of two places, the one that has something is enough.
            widen=places == 1,
        )
        found = await trainings.search(turn.session, query)
        if not found.trainings and query.modes and not mode:
            found = await trainings.search(turn.session, replace(query, modes=()))
        if (
            found.widened == "place"
            and _IN_FRANCE in (found.widened_words or "")
            and not (turn.profession or diploma)
        ):
            # Any training anywhere: that helps nobody who lives far from it.
            return TrainingResults([], 0)
        return found

    async def _none(
        self, turn: Turn, what: str, places: list[dict[str, object] | None], online: bool
    ) -> ReplyDraft:
        reply = await stored(turn, "training_search_none")
        where = " ni".join(_where(place, online) for place in places)
        if turn.profession or where:
            # What was looked for is said: « rien ne correspond » leaves a doubt on what was understood.
            reply.text = (
                f"Je ne connais aucune formation {what}{where} : ma liste n'est pas complète. {_ASK_THEM}"
            )
        reply.unmet = unmet(turn, "trainings")
        await show_contacts(turn, reply, _WHO_KNOWS, 2)
        return reply

    def _introduction(self, said: str, what: str, found: TrainingResults, narrowed: bool) -> str:
        if found.widened and narrowed:
            return f"Je ne connais pas de formation{what}. {found.widened_words}"
        text = f"Voici les formations{what} que je connais."
        return text if narrowed else f"{abroad_words(said)}{text} Dans quelle ville cherchez-vous ?"


_IN_FRANCE = "en France"
_ASK_THEM = "Les contacts ci-dessous savent ce qui existe."


def _none_then(turn: Turn, sessions: Sequence[TrainingSession | None]) -> bool:
    """Whether a month to begin in was told, and every session shown begins outside it."""
    start, end = turn.dates
    if not turn.said("date") or start is None or end is None or not all(sessions):
        return False
    return bool(sessions) and not any(one and start <= one.start_on <= end for one in sessions)


def _where(place: dict[str, object] | None, online: bool) -> str:
    return " à distance" if online else f" {place_words(place)}" if place else ""


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
