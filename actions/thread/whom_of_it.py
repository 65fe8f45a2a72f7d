"""« À qui je demande ça ? », « faut voir qui ? »: whom the narrow answer just given names, in its own sentence."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.contacts import age_of, show_contacts
from actions.words.wording import capital, distinct
from bot.catalogue.queries import answers
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft, Source

_WHO = re.compile(
    r"\b(?:referente? handicap|cfa|cio|missions? locales?|profs?|professeurs?|ecole|lycee|college|etablissement|employeur"
    r"|service du personnel|direction|medecin|conseill\w+|mairie|creche|pmi|france travail|cap emploi|mdph|la region"
    r"|departement|point[- ]justice|3039|secretariat|vie scolaire|transitions pro|syndicat|elu|formateur|ehpad|patron"
    r"|psychologue|crous|caf|opco|france vae|association)\b"
)
_TURNS_TO = re.compile(
    r"\b(?:deman\w+|parl\w+|voy\w+|voir|contact\w+|ecri\w+|adress\w+|dites|appel\w+|repond\w*|connaiss\w+|connait"
    r"|aid\w+|conseill\w+|decid\w+|pose[rz]?|prevenez|poser|le dit|le disent|le savent|sait|savent|redemandez)\b"
)
# « … la connaissent », « demandez aussi … » hang on what was said before them.
_HANGS = re.compile(
    r"\b(?:l[ae]s?|l.) ?(?:connai\w+|savent|sait|dit|disent|donne\w*|ont)\b|\baussi\b|^(?:il|elle|ils|elles|sa|son)\b"
)
_SENTENCE = re.compile(r".+?[.?!]+(?=\s|$)")
_NAME = "whom_of_it"


async def whom_of_it(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The sentence of the last narrow answer that says whom to turn to; None when it names nobody."""
    return await whom_named(turn, "Pour cette question : ")


async def whom_named(turn: Turn, lead: str) -> ReplyDraft | None:
    """`lead`, then the sentence of the last narrow answer that says whom to turn to; None when it names nobody."""
    given = next((name for name in turn.points_lately[:2] if name and name != _NAME), None)
    found = await answers.get(turn.session, given, turn.audience) if given else None
    if found is None or turn.trades_named:
        return None
    sentences = [one.strip() for text in found.texts for one in _SENTENCE.findall(text) if "{" not in one]
    told = [one for one in sentences if _told(one) > 1]
    if not told:
        return None
    # One that stands by itself and names most of them, the first first.
    best = max(told, key=lambda one: (_HANGS.search(fold_text(one)) is None, _told(one), -told.index(one)))
    reply = ReplyDraft(
        text=f"{lead}{capital(best)}",
        choices=[ChoiceDraft(title="Parler à quelqu'un", payload="/human")],
        sources=distinct([Source.model_validate(one) for one in found.sources], 2),
    )
    if turn.audience == "young":
        await show_contacts(turn, reply, ["cio", "mission_locale"], 1, age_of(turn))
    return reply


def _told(sentence: str) -> int:
    """How many bodies `sentence` names, and one more when it tells to turn to them; 0 when it does not."""
    said = fold_text(sentence)
    named = len(set(_WHO.findall(said)))
    return named + 1 if named and _TURNS_TO.search(said) and not sentence.endswith("?") else 0
