"""What is answered of the trainings just listed: of each of them, or of the one that is pointed at."""

from __future__ import annotations

from actions.course.base import Answering
from actions.talk.turn import Turn
from actions.thread.after_trainings import TRAINING, asked_of_trainings
from actions.words.training_cards import start_words, training_card
from actions.words.wording import day, distinct, euros, rank, says_rank, source
from bot.catalogue.models import Training, TrainingSession
from bot.catalogue.queries import trainings
from bot.replies import ChoiceDraft, ReplyDraft


class TrainingOfList(Answering):
    """« elle coûte combien, la première ? », « j'ai raté la date ? »: the fact asked, of each training shown."""

    subject = "training_of_list"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """A line for each; what is not known is said."""
        turn.remember("last_subject", "training_search")
        listed = [str(one) for one in turn.known("last_list") or []]
        found = [await trainings.get(turn.session, one.removeprefix(TRAINING)) for one in listed]
        shown = [training for training in found if training is not None]
        at = rank(turn.text, len(shown)) if says_rank(turn.text) else None
        meant = shown if at is None else [shown[at]]
        what = asked_of_trainings(turn) or "count"
        lines = [
            f"- **{one.title}**{f', {one.commune}' if one.commune else ''} : {_told(turn, one, what)}"
            for one in meant
        ]
        count = "Je n'en connais qu'une" if len(meant) == 1 else f"J'en ai montré {len(meant)}"
        head = f"{count}, et ma liste n'est pas complète :" if what == "count" else "Voici ce que j'ai :"
        examples = any(one.example for one in meant)
        tail = "\n\nCe sont des **exemples** : demandez à la vraie école." if examples else ""
        return [
            ReplyDraft(
                # The card of the one that is pointed at, with all that is known of it.
                cards=[] if at is None else [training_card(one, None, _coming(turn, one)) for one in meant],
                text=f"{head}\n\n" + "\n".join(lines) + tail,
                choices=[
                    ChoiceDraft(title="Qui paye la formation", payload="/training_cost"),
                    ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
                ],
                sources=distinct(
                    [
                        source(one.source_url, one.verified_on.isoformat() if one.verified_on else None)
                        for one in meant
                    ]
                ),
            )
        ]


def _coming(turn: Turn, training: Training) -> TrainingSession | None:
    """Its next session."""
    return next(iter(trainings.to_come(training, turn.now.date())), None)


def _told(turn: Turn, training: Training, what: str) -> str:
    """The fact `what` of `training`, in a few words."""
    coming = _coming(turn, training)
    if what == "cost":
        note = (training.cost_note or "prix non connu").rstrip(".")
        return euros(training.cost) if training.cost is not None else note[:1].lower() + note[1:]
    if what == "duration":
        told = (training.duration or "durée non connue").rstrip(".")
        return told[:1].lower() + told[1:]
    if coming is None:
        return "pas de rentrée connue"
    starts = f"rentrée {start_words(coming)}"
    until = coming.apply_until
    if what != "deadline":
        return starts
    if until is None:
        return f"{starts}, date limite non connue"
    return f"candidater avant le {day(until)} ({'encore possible' if until >= turn.now.date() else 'passé'})"
