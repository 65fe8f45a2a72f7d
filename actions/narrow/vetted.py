"""Every line that we know of a scheme, quoted when it covers a narrow question better than the general answer.

A question is its content words, each weighing what it tells (a rare word tells more); a line covers the share of that
weight which it holds. Words that no line holds weigh too: they are what we do not know.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import as_of_words, capital, distinct, source
from bot.catalogue.models import Scheme
from bot.catalogue.queries import schemes
from bot.french.aspects import aspects
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# The share to be covered, and by how much more than by the general text: chosen on the questions of the unit test.
ENOUGH, BETTER = 0.55, 0.2
_MOST_WORDS = 18  # a longer message asks several things
_RECENT = 2  # messages back, for a question that names no scheme
_QUOTED = ("what_it_is", "condition", "amount")
_ELSEWHERE = frozenset({"event_search", "event_detail", "training_search", "job_offers", "human"})
# A message of these may still be about the scheme spoken of just before.
_SAYS_NO_SUBJECT = frozenset(
    {
        "nlu_fallback",
        "gibberish",
        "out_of_scope",
        "yes",
        "no",
        "training_cost",
        "cpf",
        "admission",
        "career_change",
    }
)
# « elle veut rester dans le médico-social » asks nothing of the scheme spoken of.
_WISHES = re.compile(
    r"^(?:mais |et |non |en fait |,| )*(?:elle|il|je|j) ?.?"
    r"(?:veu[tx]|voudrais?t?|aimerais?t?|souhaite|prefere|tiens)\b[^?]*$"
)
_WHAT_IS = re.compile(r"c.?est quoi|qu.?est.?ce que|veut dire|signifie|parle.moi|explique")
_WORD = re.compile(r"[a-z]{2,}|\d+")
_STEM = 5  # letters: « maximale » and « maximum », « vaccinations » and « vacciné »
_ALIKE = {
    "maximale": "max",
    "heures": "h",
    "employeur": "patron boite chef boss",
    "allocation": "chomage are",
    "cout": "prix tarif",
    "annees": "an ans annee",
    "mois": "mensuel mensuelle",
    "validite": "valide valable",
    "reponse": "repond repondent",
}
_SAME = {word: meant for meant, words in _ALIKE.items() for word in words.split()}
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "le la les un une des du de au aux et ou mais donc or ni car que qui quoi dont si ne pas plus moins tres trop bien "
        "ca ce cet cette ces se sa son ses mon ma mes ton ta tes votre vos notre nos leur leurs je tu il elle on nous vous "
        "ils elles me te lui en est suis es sont etre ai as avons avez ont avoir fait faire faut peut peux puis pouvoir "
        "veux veut vouloir dois doit devoir va vais aller comment combien quand quel quelle quels quelles pourquoi pour par "
        "avec sans sur dans chez vers entre apres avant pendant encore deja aussi alors bon bonjour merci svp stp oui non "
        "ok savoir sais dire dit demande demandee question sinon juste meme tout tous toute toutes quelque chose qu "
        "toujours formation metier marche concerne applique exactement vraiment possible normal besoin cas jusqu "
        "ecole ecoles aide soignant soignante infirmier infirmiere paie paye payer",
    )
)
_HOW_LONG = re.compile(r"\b(?:pendant )?combien de temps\b|\blongtemps\b|\bdurer?\b")


@dataclass(frozen=True)
class Line:
    """Something known of a scheme: its text, where and when it was read, if it is in doubt, its stems."""

    text: str
    url: str | None
    as_of: str | None
    doubtful: bool
    stems: frozenset[str]


def stems(text: str) -> frozenset[str]:
    """The content words of `text`, folded, reduced to what their forms share."""
    words = _WORD.findall(fold_text(text))
    return frozenset(_SAME.get(word, word)[:_STEM] for word in words if word not in _EMPTY)


def lines_of(scheme: Scheme) -> list[Line]:
    """What may be quoted of `scheme`: never an amount that was not found."""
    found = []
    for fact in (fact for kind in _QUOTED for fact in scheme.facts_of(kind)):
        value = fact.value_text or (f"{fact.value:g}".replace(".", ",") if fact.value is not None else None)
        if fact.kind == "amount" and value is None:
            continue
        amount = f" : {value} {fact.unit or ''}".rstrip() if fact.kind == "amount" else ""
        text = f"{fact.text}{amount}"
        found.append(Line(text, fact.source_url, fact.as_of, fact.to_check is not None, stems(text)))
    return found


class Weights:
    """What each stem tells among `lines`: the logarithm of how rare it is."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Count the lines that hold each stem."""
        listed = list(lines)
        self._lines = len(listed)
        self._holding = Counter(stem for line in listed for stem in line.stems)

    def of(self, stem: str) -> float:
        """The weight of `stem`; of one that no line holds, that of a rare one."""
        return math.log((self._lines + 1) / (self._holding[stem] + 1)) or 0.1

    def covered(self, asked: frozenset[str], held: frozenset[str]) -> float:
        """The share, from 0 to 1, of what is `asked` that `held` holds."""
        whole = sum(self.of(stem) for stem in asked)
        return sum(self.of(stem) for stem in asked & held) / whole if whole else 0.0


def asked_of(said: str, scheme: Scheme) -> frozenset[str]:
    """What the folded message asks of `scheme`: its content words, without those that name the scheme.

    How long is asked by the words beside it (« valable combien de temps »), and by itself when there are none.
    """
    named = stems(f"{scheme.name} {scheme.slug}")
    return stems(_HOW_LONG.sub(" ", said)) - named or stems("duree" if _HOW_LONG.search(said) else "") - named


def best(
    said: str, asked: frozenset[str], lines: list[Line], general: list[str], weights: Weights
) -> Line | None:
    """The line that covers what is `asked` clearly better than the `general` texts; None when none does.

    « combien » is answered by a figure.
    """
    lines = [line for line in lines if "combien" not in said or any(sign.isdigit() for sign in line.text)]
    # Of two lines that cover as much, the one that says less beside it.
    line = max(lines, key=lambda one: (weights.covered(asked, one.stems), -len(one.stems)), default=None)
    share = weights.covered(asked, line.stems) if line else 0.0
    usual = max((weights.covered(asked, stems(text)) for text in general), default=0.0)
    return line if share >= ENOUGH and share - usual >= BETTER else None


async def vetted_answer(turn: Turn, said: str) -> ReplyDraft | None:
    """The line of the scheme in question that answers the folded message `said`, with its source and its date."""
    slug = None if turn.intent in _ELSEWHERE else _in_question(turn)
    if slug is None or len(said.split()) > _MOST_WORDS or _WHAT_IS.search(said):
        return None
    scheme = await schemes.get(turn.session, slug)
    asked = asked_of(said, scheme) if scheme else None
    # One word alone (« et l'apprentissage alors ») asks for the whole of a thing, not for a line that holds the word.
    if scheme is None or not asked or (len(asked) == 1 and not aspects("vetted", turn.text)):
        return None
    reply = await stored(turn, slug)
    lines = lines_of(scheme)
    line = best(said, asked, lines, [reply.text], Weights(lines))
    if line is None:
        return None
    dated = f"source : {as_of_words(line.as_of)}" if line.as_of else "page sans date"
    dated += ", à confirmer" if line.doubtful else ""
    reply.text = f"Voici ce que je sais là-dessus ({dated}) : {capital(line.text).rstrip('.')}."
    reply.sources = distinct([source(line.url, line.as_of), *reply.sources], 3)
    return reply


def _in_question(turn: Turn) -> str | None:
    """The scheme that the message names, or that one of the last ones did when this one names nothing."""
    if named := aspects("vetted", turn.text):
        return named[0]
    if turn.entities or turn.intent not in _SAYS_NO_SUBJECT or _WISHES.search(normalise(turn.text)):
        return None
    return next(
        (named[0] for text in turn.earlier[:_RECENT] if (named := aspects("vetted", normalise(text)))), None
    )
