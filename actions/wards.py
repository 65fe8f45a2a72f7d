"""Of somebody else: an answer speaks of the relative in question, not as if the one who asks were to be trained."""

from __future__ import annotations

import re

from actions.roles import relative_in_question, relative_told
from actions.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# Nothing of the sort is said where a person is to be helped, or where only the talk itself is spoken of.
_NEVER = frozenset({"distress", "insult", "greet", "thanks", "goodbye", "help", "identity", "personal_data"})
_OF_THEM = re.compile(r"\b(?:il|elle|lui|son|sa|ses)\b")
_OF_THE_TALK = ("Noté", "Pardon", "Je n'ai pas compris", "J'hésite", "Entendu", "Bien sûr")
# What is said of the one who is to be trained; {il} is the pronoun.
_TURNED = tuple(
    (re.compile(pattern), turned)
    for pattern, turned in (
        (r"\bQuel métier visez-vous \?", "Quel métier vise-t-{il} ?"),
        (r"\bQuel diplôme visez-vous \?", "Quel diplôme vise-t-{il} ?"),
        (r"\bQuel métier préparez-vous \?", "Quel métier prépare-t-{il} ?"),
        (r"\bDans quelle région étudiez-vous \?", "Dans quelle région étudie-t-{il} ?"),
        (r"\bQuel âge avez-vous \?", "Quel âge a-t-{il} ?"),
        # The questions that help to choose (data/reference/orientation.yml).
        (r"\baimeriez-vous travailler \?", "aimerait-{il} travailler ?"),
        (r"\bQu'est-ce qui vous attire le plus \?", "Qu'est-ce qui l'attire le plus ?"),
        (r"\best-ce possible pour vous \?", "est-ce possible pour {lui} ?"),
        (r"\bça vous plaît \?", "ça lui plaît ?"),
        (r"\bpouvez-vous consacrer\b", "peut-{il} consacrer"),
        (r"\bAvez-vous besoin d'un salaire\b", "A-t-{il} besoin d'un salaire"),
        (r"\bAccepteriez-vous de\b", "Accepterait-{il} de"),
        (r"\bPourriez-vous vous déplacer\b", "Pourrait-{il} se déplacer"),
        (
            r"\bQuelques questions sur ce que vous aimez, et je vous propose\b",
            "Quelques questions sur ses goûts, et je propose",
        ),
        (r"\bAvez-vous un emploi\b", "A-t-{il} un emploi"),
        (r"\bCherchez-vous un emploi en ce moment \?", "Cherche-t-{il} un emploi en ce moment ?"),
        (
            r"\bÊtes-vous en études, en emploi ou en recherche d'emploi \?",
            "Est-{il} en études, en emploi ou en recherche d'emploi ?",
        ),
        (r"\bavant de vous inscrire\b", "avant l'inscription"),
        (r"\bvous touchez\b", "{il} touche"),
        (r"\bVous ne payez pas les cours\b", "Les cours sont gratuits"),
        (r"\bpréparez votre projet de formation motivé\b", "que le projet de formation motivé soit prêt"),
        (r"\bpourquoi vous le voulez, ce que vous en savez\b", "pourquoi ce métier, ce que l'on en sait"),
    )
)


def speak_of_them(turn: Turn, replies: list[ReplyDraft]) -> None:
    """Word `replies` for the relative in question, whom the first of them names when the message does."""
    if turn.intent in _NEVER or not replies or (turn.text.startswith("/") and not turn.in_form):
        return
    found = relative_in_question(turn)
    if found is None:
        return
    called, pronoun = found
    for reply in replies:
        for pattern, turned in _TURNED:
            reply.text = pattern.sub(
                turned.format(il=pronoun, lui="lui" if pronoun == "il" else pronoun), reply.text
            )
    if turn.in_form:
        return
    first = replies[0].text
    of_them = relative_told(turn.text) or _OF_THEM.search(normalise(turn.text))
    if of_them and called.split()[-1] not in first and not first.startswith(_OF_THE_TALK):
        replies[0].text = f"Pour {called} : {first}"
