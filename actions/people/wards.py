"""Of somebody else: an answer speaks of the relative in question, not as if the one who asks were to be trained."""

from __future__ import annotations

import re

from actions.people.roles import relative_in_question, relative_told
from actions.talk.guided import guided_told
from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# Nothing of the sort is said where a person is to be helped, or where only the talk itself is spoken of.
_NEVER = frozenset({"distress", "insult", "greet", "thanks", "goodbye", "help", "identity", "personal_data"})
_OF_THEM = re.compile(
    r"\b(?:il(?! (?:y a\b|y aura\w*|faut|faudr\w+|existe|s.agit|reste))|elle|lui|son|sa|ses)\b(?<!y a t il)(?<!est ce qu il)"
)
_OF_THE_TALK = ("Noté", "Pardon", "Je n'ai pas compris", "J'hésite", "Entendu", "Bien sûr")
# Trades proposed once more, with what was just told of that person.
_PROPOSED_AGAIN = re.compile(r"^Noté : ([^.]*\.) D'après (?:vos réponses|ce que vous dites)\b")
# What is the other person's, and not the writer's: « son contrat est suspendu ».
_HIS = (
    "contrat",
    "salaire",
    "employeur",
    "expérience",
    "poste",
    "casier",
    "ancien métier",
    "métier d'avant",
    "CPF",
)
_HERS = ("situation", "candidature", "formation")
# What is said of the one who is to be trained; {il} is the pronoun.
_TURNED = tuple(
    (re.compile(pattern), turned)
    for pattern, turned in (
        (r"\bQuel métier visez-vous \?", "Quel métier vise-t-{il} ?"),
        (r"\bQuelle formation visez-vous \?", "Quelle formation vise-t-{il} ?"),
        (r"\bLequel visez-vous \?", "Lequel vise-t-{il} ?"),
        (r"\b(Lequel|Laquelle|Quel métier|Quel public) vous (intéresse|attire|parle)\b", r"\1 l'intéresse"),
        (r"\bQuel métier voulez-vous essayer \?", "Quel métier veut-{il} essayer ?"),
        (r"\btout dépend de ce que vous aimez\b", "tout dépend de ses goûts"),
        (r"\b(Avec qui|Qui) aimeriez-vous\b", r"\1 aimerait-{il}"),
        (r"\bpour la durée qu'il vous reste\b", "pour la durée qui reste"),
        (r"\bselon votre dossier\b", "selon son dossier"),
        (r"\ben gardant votre poste\b", "en gardant son poste"),
        (r"\bl'accord de votre employeur\b", "l'accord de son employeur"),
        (r"\bAvez-vous une inscription à\b", "A-t-{il} une inscription à"),
        (r"\bTravaillez-vous dans\b", "Travaille-t-{il} dans"),
        (r"\bÊtes-vous en CDI\b", "Est-{il} en CDI"),
        (
            r"\bC'est votre projet, et vos proches s'inquiètent\b",
            "C'est son projet, et ses proches s'inquiètent",
        ),
        (r"\bSi le contact vous fatigue vite\b", "Si le contact lui pèse vite"),
        (r"\bchoisir à votre place\b", "choisir à sa place"),
        (r"\bcompte le plus pour vous\b", "compte le plus pour {lui}"),
        (r"\bmontre ce qui vous convient\b", "montre ce qui lui convient"),
        (r"\bvos (\d[\d\s]*€ net)\b", r"ses \1"),
        (r"\bPour votre santé\b", "Pour sa santé"),
        (r"\bparlez-en à votre médecin\b", "il faut en parler à son médecin"),
        (r"\bavant de vous engager\b", "avant de s'engager"),
        (r"\bvous vous formez\b", "{il} se forme"),
        (r"\bvous avez fait\b", "{il} a fait"),
        (r"\bvous ne pouvez plus\b", "{il} ne peut plus"),
        *((rf"\bvotre {noun}\b", f"son {noun}") for noun in _HIS),
        *((rf"\bVotre {noun}\b", f"Son {noun}") for noun in _HIS),
        *((rf"\bvotre {noun}\b", f"sa {noun}") for noun in _HERS),
        (r"\bOù en est-elle \?", "Où en est-{il} ?"),
        (r"\bQuel diplôme visez-vous \?", "Quel diplôme vise-t-{il} ?"),
        (r"\bQuel métier préparez-vous \?", "Quel métier prépare-t-{il} ?"),
        (r"\bDans quelle région étudiez-vous \?", "Dans quelle région étudie-t-{il} ?"),
        (r"\bQuel âge avez-vous \?", "Quel âge a-t-{il} ?"),
        # The questions that help to choose (data/reference/orientation.yml).
        (r"\baimeriez-vous travailler \?", "aimerait-{il} travailler ?"),
        (r"\bQu'est-ce qui vous attire le plus \?", "Qu'est-ce qui l'attire le plus ?"),
        (r"\best-ce possible pour vous \?", "est-ce possible pour {lui} ?"),
        (r"\bque feriez-vous le plus volontiers\b", "que ferait-{il} le plus volontiers"),
        (r"\bQuelles personnes aimeriez-vous\b", "Quelles personnes aimerait-{il}"),
        (r"\bvous pouvez essayer un métier sur place\b", "on peut essayer un métier sur place"),
        (r"\bun service qui vous suit\b", "un service qui {le} suit"),
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


# Words that begin an answer with a capital only because they begin it.
_BEGIN = re.compile(
    r"^(?:Oui|Non|Voici|Voilà|Devenir|Je|J'|Le|La|Les|L'|Un|Une|On|Il|Elle|C'|Ce|Cela|Ça|Pas|Avec|Sans|Plusieurs|Dès|En|À|Au|Sur|Dans"
    r"|Selon|D'|Des|Du|Deux|Trois|Plutôt|Avant|Après|Cette|Ces|Tout|Rien|Arrêter|Avec plaisir)(?![\w-])"
)


def _lowered(text: str) -> str:
    """`text` as it goes on after a colon."""
    return text[0].lower() + text[1:] if _BEGIN.match(text) else text


def speak_of_them(turn: Turn, replies: list[ReplyDraft]) -> None:
    """Word `replies` for the relative in question, whom the first of them names when the message does."""
    if turn.intent in _NEVER or not replies or (turn.text.startswith("/") and not turn.in_form):
        return
    if turn.known("last_subject") == "distress":
        return  # words of safety are said to who writes, whatever else the message was taken for
    found = relative_in_question(turn)
    if found is None:
        return
    called, pronoun = found
    for reply in replies:
        for pattern, turned in _TURNED:
            reply.text = pattern.sub(
                turned.format(
                    il=pronoun,
                    lui="lui" if pronoun == "il" else pronoun,
                    le="le" if pronoun == "il" else "la",
                ),
                reply.text,
            )
    if turn.in_form and not (turn.form.began and turn.spares):
        return  # but where an answer stands in the place of the questions: « il est plutôt timide »
    first = replies[0].text
    of_them = relative_told(turn.text) or guided_told(turn.text) or _OF_THEM.search(normalise(turn.text))
    if of_them and _PROPOSED_AGAIN.search(first) and called.split()[-1] not in first:
        replies[0].text = _PROPOSED_AGAIN.sub(rf"Noté pour {called} : \1 D'après ce que vous dites", first)
        for card in replies[0].cards:
            for fact in card.facts:
                fact.value = re.sub(r"\bVous voulez être\b", "Souhaite être", fact.value)
        return
    if of_them and called.split()[-1] not in first and not first.startswith((*_OF_THE_TALK, "Pour que ")):
        replies[0].text = f"Pour {called} : {_lowered(first)}"
