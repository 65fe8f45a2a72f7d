"""An event already shown: when, where, how to register; and keeping it in mind."""

from __future__ import annotations

import re

from actions.course.base import Answering, answering, stored
from actions.events import EventSearch, of_the_department
from actions.talk.turn import Turn
from actions.training_search import shown_training
from actions.words.event_cards import choices_among, event_card, registration_words, slot_words
from actions.words.wording import day, distinct, hour, rank, says_rank, source
from bot.catalogue.models import Event, EventSlot
from bot.catalogue.queries import events, professions, reminders
from bot.french.aspects import aspect
from bot.french.calendar_names import DAYS
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, Promise, ReplyDraft
from bot.subjects import subject_of_intent

_MOST_TRADES = 3
_LIKELY = 0.1
_SEVERAL = 2
_BEFORE = 2  # messages
_OF_ONE = frozenset({"event_detail", "reminder"})  # what was asked of an event of the list
_THAT_ONE = re.compile(r"\b(?:celui|celle|la rencontre|le forum|la seance|le salon|la journee|l'atelier)\b")
_REGISTERS = re.compile(
    r"\b(?:m.|s.|t.|nous |vous |se |me )?inscri\w+|reserv\w+|entree libre|sans rendez.?vous"
)
# « c'est à quelle heure ? », which day one comes.
_WHEN = re.compile(r"\bquel(?:le)?s? heures?\b|\bquels? jours?\b|\bquelles? dates?\b|\bc'?est quand\b")
# « rappelle-moi lundi d'appeler l'école »: no event is looked for.
_OF_ANOTHER_THING = re.compile(
    r"\b(?:d.|de |que je |a |pour )(?:rappel\w+|appel\w+|telephon\w+|ecri\w+|envoy\w+|post\w+|pay\w+|rendre|imprim\w+"
    r"|m'?inscri\w+|s'?inscri\w+|depos\w+|rempli\w+|relanc\w+|valid\w+|confirm\w+|envoy\w+)"
    r"(?! .{0,30}\b(?:forum|salon|portes?|rencontres?|reunions?|dating)\b)"
)
_NO_MESSAGE = (
    "Je ne peux pas envoyer de message un autre jour : je réponds seulement quand vous écrivez. "
    "Une alarme ou une note dans l'agenda de votre téléphone le fera."
)
# What the card of one event would tell, asked of one that we never showed.
_PRECISE = re.compile(
    r"\breste\w*\b.{0,16}\bplaces?\b|\bsur le plan\b|\bquelle (?:porte|salle|entree)\b|\bl'?entree (?:est|de)\b"
    r"|\bliens?\b.{0,40}\b(?:vide|mort|marche\w*|ouvre\w*|fonctionne\w*|erreur|casse\w*|rien)\b"
    r"|\b(?:celui|celle|la (?:reunion|rencontre|seance|journee|visite)|le (?:forum|salon)) (?:de |du |d'|que )?"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|l'autre|vous)\b"
)
# « préviens-moi à l'ouverture des inscriptions »: of a school, and no event.
_ENROLMENT = re.compile(
    r"\binscri\w+|\bcandidatures?\b|\bdossiers?\b|\bselections?\b|\bconcours\b|\bparcoursup\b"
)
_AN_EVENT = re.compile(
    r"\b(?:reunions?|rencontres?|forums?|salons?|portes? ouvertes?|jpo|datings?|visites?|ateliers?)\b"
)
# A reminder that is to be changed or sent again, or that did not come.
_OF_A_REMINDER = re.compile(
    r"\b(?:chang\w+|modifi\w+|decal\w+|annul\w+|supprim\w+|refai\w+|remet\w+|renvoy\w+)\b.{0,24}\b(?:rappels?|alertes?|message)\b"
    r"|\b(?:rien|pas|jamais|aucun\w*)\b.{0,14}\b(?:recue?s?|eue?)\b|\b(?:pas|jamais)\b.{0,6}\b(?:prevenue?s?|avertie?s?)\b"
)
_NONE_KEPT = (
    "Sur cette page, je n'envoie ni message ni rappel : il n'y en a donc aucun à changer ni à renvoyer, et je le regrette. "
    "Mettez la rencontre dans l'agenda de votre téléphone, avec une alerte. "
    "Un changement de jour se dit à la structure qui l'organise."
)
_NOT_HERE = (
    "Je ne peux pas vous prévenir ici : sur cette page, je n'envoie aucun message. "
    "Les vraies dates sont sur le site de chaque école et sur « Mes événements emploi » de France Travail. "
    "Dites-moi une ville ou un département, et je regarde ce que je connais."
)
# « on peut débarquer à huit ? », « venir avec mon groupe »
_GROUP = re.compile(
    r"\b(?:ven\w+|vien\w+|debarqu\w+|arriv\w+|pass\w+|aller|entrer|visiter|emmen\w+|amen\w+|inscri\w+|reserv\w+)\b.{0,24}"
    r"\b(?:groupes?|nombreux|(?:a|pour|les) (?:[4-9]|\d\d|quatre|cinq|six|sept|huit|neuf|dix|(?:d|qu|tr|v)\w+(?:ze|nte|ingt)"
    r")\b(?! ?(?:h|heures?)\b)|(?:mes|nos|les) (?:\w+ )?(?:jeunes|eleves|stagiaires|beneficiaires))"
)
_OF_A_TRADE = frozenset(
    {
        "profession_conditions",
        "profession_qualities",
        "profession_progression",
        "profession_day",
        "pay",
        "training_path",
        "admission",
        "training_cost",
    }
)


async def shown_event(turn: Turn) -> Event | None:
    """The event in question: the one a choice names, the one told by its rank, else the first of the list."""
    named = turn.said("event")
    shown: list[str] = turn.known("last_list") or []
    if named:
        return await events.get(turn.session, named[0])
    text = _pointing(turn)
    if pointed := await _by_day_or_town(turn, text, shown):
        return pointed
    position = rank(text, len(shown))
    return await events.get(turn.session, shown[position]) if position is not None else None


def _pointing(turn: Turn) -> str:
    """The words that point at one of the list: those of the message, else of one just before it that asked of an event."""
    texts = [turn.text, *(turn.earlier[:_BEFORE] if turn.known("last_subject") in _OF_ONE else ())]
    points = (text for text in texts if says_rank(text) or _THAT_ONE.search(fold_text(text)))
    return next(points, turn.text)


async def _by_day_or_town(turn: Turn, text: str, shown: list[str]) -> Event | None:
    """« celui du samedi », « celle de Roubaix »: the one event of the list on that day or in that town."""
    said = fold_text(text)
    if says_rank(text) or len(shown) < _SEVERAL or not _THAT_ONE.search(said):
        return None
    found = [event for slug in shown if (event := await events.get(turn.session, slug)) is not None]
    meant = [
        event
        for event in found
        if re.search(rf"\b{DAYS[_coming(event, turn).starts_at.weekday()]}s?\b", said)
        or (event.commune and fold_text(event.commune) in said)
    ]
    return meant[0] if len(meant) == 1 else None


def _comes_as_a_group(turn: Turn) -> bool:
    """Whether the message asks to come with several others."""
    return _GROUP.search(normalise(turn.text)) is not None


def _coming(event: Event, turn: Turn) -> EventSlot:
    """Its next slot, else its last one."""
    return next((one for one in event.slots if one.ends_at > turn.now and not one.cancelled), event.slots[-1])


def _asked_of_a_trade(turn: Turn) -> str:
    """What « et le premier, il faut le bac ? » asks: the likeliest subject a trade has, if it is likely at all."""
    if named := aspect("of_a_trade", turn.text):
        return named
    known = subject_of_intent()
    for entry in turn.message.get("intent_ranking") or []:
        subject = known.get(entry["name"], "")
        if (
            subject in _OF_A_TRADE
            and entry["confidence"] >= _LIKELY
            and not entry["name"].startswith("follow_up")
        ):
            return subject
    return "profession_info"


def _next_slot(event: Event, turn: Turn) -> str:
    """When it next takes place."""
    return slot_words(_coming(event, turn))


# After these the list is what the talk is about.
_ABOUT_THE_LIST = frozenset({"help_choose", "compare_professions", None})


class EventDetail(Answering):
    """When, where, how to register, about an event already shown; or which trade of a list is meant."""

    subject = "event_detail"

    async def _trade(self, turn: Turn) -> list[ReplyDraft] | None:
        """« la deuxième » after trades were listed: what is asked of that trade, else what it is; None when none was.

        Without a rank it is the first of the list, unless the talk has gone on to a trade since.
        """
        shown: list[str] = (turn.known("last_list") or [])[-_MOST_TRADES:]
        position = rank(turn.text, len(shown))
        action = answering(_asked_of_a_trade(turn))
        if (
            position is None
            or action is None
            or await professions.known(turn.session, shown[position]) is None
        ):
            return None
        gone_on = turn.profession is not None and turn.known("last_subject") not in _ABOUT_THE_LIST
        if says_rank(turn.text) or not gone_on:
            turn.remember("profession", shown[position])
        turn.remember("last_subject", action.subject)
        return await action.answer(turn)

    async def _training(self, turn: Turn) -> list[ReplyDraft] | None:
        """« la deuxième », « comment je m'inscris ? » after trainings were listed; None when none was."""
        shown: list[str] = turn.known("last_list") or []
        position = rank(turn.text, len(shown))
        if position is None or (replies := await shown_training(turn, shown[position])) is None:
            return None
        turn.remember("last_subject", "training_search")
        return replies

    async def _registrations(self, turn: Turn) -> ReplyDraft | None:
        """« faut s'inscrire ? » after several events: of each of them; None when one is pointed at, or fewer were shown."""
        shown: list[str] = turn.known("last_list") or []
        when = _WHEN.search(normalise(turn.text)) is not None
        # The button under several says as much as the question.
        asked = when or _REGISTERS.search(normalise(turn.text)) or turn.text.startswith("/event_detail")
        if turn.said("event") or says_rank(turn.text) or not asked:
            return None
        found = [event for slug in shown if (event := await events.get(turn.session, slug)) is not None]
        if len(found) < _SEVERAL:
            return None
        lines = [
            f"- **{event.title}**{f', {event.commune}' if event.commune else ''} : "
            f"{_next_slot(event, turn) if when else registration_words(event, turn.now)}"
            for event in found
        ]
        return ReplyDraft(
            text=("Voici les dates :" if when else "Cela dépend de la rencontre :")
            + "\n\n"
            + "\n".join(lines)
            + "\n\nLaquelle vous intéresse ?",
            choices=choices_among(found, "event_detail", turn.now),
            sources=distinct(
                [
                    source(event.source_url, event.verified_on.isoformat() if event.verified_on else None)
                    for event in found
                ]
            ),
        )

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The whole card of that event, or a search when none was shown."""
        last = turn.known("last_subject")
        if turn.said("place") and not says_rank(turn.text) and last in ("event_search", "training_search"):
            # « celui de la Martinique » after a list: the place was meant.
            turn.remember("last_subject", last)
            search_again = answering(last)
            assert search_again is not None
            return await search_again.answer(turn)
        if several := await self._registrations(turn):
            return [several]
        event = await shown_event(turn)
        if event is None and (other := await self._training(turn) or await self._trade(turn)):
            return other
        if event is None:
            if shown := turn.known("last_list"):
                count = "une" if len(shown) == 1 else str(len(shown))
                return [ReplyDraft(text=f"Je n'en ai montré que {count}.".replace("que une", "qu'une"))]
            if _PRECISE.search(normalise(turn.text)) and not turn.said("place"):
                return [await stored(turn, "event_detail_none")]
            if _REGISTERS.search(normalise(turn.text)) and not turn.said("place"):
                return [await stored(turn, "event_register")]
            if turn.place or turn.known("date"):
                return await EventSearch().answer(turn)
            return [await stored(turn, "event_ask_place")]
        card = event_card(event, turn)
        example = " (exemple)" if event.example else ""
        group = [await stored(turn, "counsellor_group")] if _comes_as_a_group(turn) else []
        text = f"**{event.title}**{example}\n\nInscription : {registration_words(event, turn.now)}."
        if event.description:
            text += f"\n\n{event.description}"
        return [
            ReplyDraft(
                text=text,
                cards=[card],
                choices=[
                    ChoiceDraft(title="Me le rappeler", payload=f'/reminder{{"event": "{event.id}"}}'),
                    ChoiceDraft(title="D'autres rencontres", payload="/event_search"),
                ],
                sources=distinct(
                    [source(event.source_url, event.verified_on.isoformat() if event.verified_on else None)]
                ),
            ),
            *group,
        ]


class Reminder(Answering):
    """Keep an event in mind: by a message the evening before where we can write, else by the person's calendar."""

    subject = "reminder"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What will be sent and when, or the calendar at once; of events still unknown we cannot warn."""
        if several := await self._which(turn):
            return [several]
        event = await shown_event(turn)
        if event is None and _OF_ANOTHER_THING.search(normalise(turn.text)):
            return [ReplyDraft(text=_NO_MESSAGE)]
        if event is None and turn.reach is None and turn.place is None:
            return [await self._of_nothing_shown(turn)]
        if event is None or turn.said("place") or turn.said("event_type"):
            replies = await EventSearch().answer(turn)
            what = "ici" if turn.reach is None else "des rencontres que je ne connais pas encore"
            replies[0].text = f"Je ne peux pas vous prévenir {what}. {replies[0].text}"
            return replies
        if reminders.is_off(event):
            reply = await stored(turn, "event_search_none")
            reply.text = f"**{event.title}** n'aura pas lieu à la date prévue. {reply.text}"
            return [reply]
        slot_to_come = reminders.next_slot(event, turn.now)
        reply = await self._promise(turn, event, slot_to_come)
        reply.cards = [event_card(event, turn)]
        return [reply]

    async def _of_nothing_shown(self, turn: Turn) -> ReplyDraft:
        """That no message is sent from a web page, and who tells the days: an example is no help to who waits for one."""
        said = normalise(turn.text)
        if _ENROLMENT.search(said) and not _AN_EVENT.search(said):
            reply = await stored(turn, "parcoursup_dates" if "parcoursup" in said else "application_dates")
            reply.text = f"Je ne peux pas vous prévenir ici. {reply.text}"
            return reply
        text = _NONE_KEPT if _OF_A_REMINDER.search(said) else f"{_NOT_HERE}{of_the_department(turn)}"
        return ReplyDraft(
            text=text, choices=[ChoiceDraft(title="Voir les rencontres", payload="/event_search")]
        )

    async def _which(self, turn: Turn) -> ReplyDraft | None:
        """The button under several events asks which one is meant; None for one, or for words that mean one."""
        shown: list[str] = turn.known("last_list") or []
        if turn.said("event") or not turn.text.startswith("/reminder"):
            return None
        found = [event for slug in shown if (event := await events.get(turn.session, slug)) is not None]
        if len(found) < _SEVERAL:
            return None
        return ReplyDraft(text="Laquelle ?", choices=choices_among(found, "reminder", turn.now))

    async def _promise(self, turn: Turn, event: Event, coming: EventSlot | None) -> ReplyDraft:
        if turn.reach is None or coming is None:
            return await stored(turn, "reminder_web")
        due = reminders.due_at(coming)
        if due <= turn.now:
            return await stored(turn, "reminder_too_late")
        when = f"{day(due.date())} à {hour(due)}"
        if due >= turn.reach:
            return await stored(turn, "reminder_out_of_reach", when=when)
        reply = await stored(turn, "reminder_promised", when=when)
        reply.promise = Promise(
            event=event.id, starts_at=coming.starts_at.isoformat(), due_at=due.isoformat()
        )
        return reply
