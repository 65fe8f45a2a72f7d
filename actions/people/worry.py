"""« J'ai la trouille », « ma mère est morte », « je suis rincée »: a few words for what is felt, before the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.people.feelings import mourns, sees_images
from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_SO = r"(?:\w+ ){0,2}?"
_WORN = re.compile(
    rf"\b(?:suis|chuis|me sens|serai\w*) {_SO}(?:rincee?|epuisee?|lessivee?|videe?|crevee?|cramee?|fatiguee?"
    rf"|nazes?|hs|a bout|a plat|au bout du rouleau"
    r"|sur les rotules|usee?|laminee?|ereintee?)\b(?! (?:de rire|nerveusement de rire))|\ben peux plus\b"
    r"|\bau bout du rouleau\b"
    r"|\b(?:plus|pas) (?:la |de |d.)(?:force|forces|energie|jus)\b(?! (?:dans|physique))"
)
_WORTHLESS = re.compile(
    rf"\b(?:suis|me sens|me trouve|chuis) {_SO}(?:nulle?(?! part)|bonne? a rien|incapable|inutile|pas a la hauteur"
    rf"|minable|moins que rien|bete|conn?e)\b"
    r"(?! (?:en|au|aux) )|\b(?:vaux|sers) (?:a )?rien\b"
)
_STRESSED = re.compile(
    rf"\b(?:ca|cela|sa|tout ca) (?:me |m.)(?:stress\w*|angoiss\w*|inquiet\w*|fait (?:\w+ )?(?:peur|flipper)"
    rf"|fout la trouille)|\bj(?:e |.)(?:stress\w*|angoiss\w*|flippe\w*)"
    rf"|\bsuis {_SO}(?:stressee?|angoissee?|inquiete?|en stress)\b"
)
_WORRY = re.compile(
    r"\btrouille\b|\bpeur\b(?! (?:du sang|des (?:piqures|aiguilles)))|\bangoiss\w*|\bstress\w*|\binquiet\w*"
    r"|\bdors (?:plus|mal)\b"
    r"|\bperdue? avec tout\b|\b(?:un peu|completement|totalement) perdue?\b|\ben peux plus\b|\bau bout du rouleau\b"
    r"|\bdecourag\w*|\bepuisee?\b|\bme (?:rend malade|ronge|mine|bousille)\b"
)
_NO_WORRY = re.compile(
    r"\b(?:pas|jamais|plus) (?:de |d.|du tout |trop |si |vraiment )?(?:peur|stress\w*|inquiet\w*|angoiss\w*"
    r"|fatigu\w*|nulle?|bete)|\b(?:fait|faire) peur a\b"
    r"|\b(?:mdr+|lol|ptdr+|xd|mort de rire)\b|\bca (?:me )?fait pas peur\b|\bfaire peur\b"
)
_STORY = 14  # words; a short message that tells a fear asks about it, and is answered about it
_WORDS = 60  # of a reply before its cards
_RECENT = 3  # messages in which a worry was met already
# What answers of feelings itself, or of none.
_NOT_BESIDE = frozenset(
    {"distress", "doubts", "insult", "greet", "thanks", "goodbye", "out_of_scope", "gibberish"}
)
# An answer that begins so has met it already.
_MET = re.compile(
    r"condoléances|\bpèse|\bc'est normal\b|courant|\bdoute\b|\bpeur\b|fatigu|épuis|stress|craint|redout"
    r"|faiblesse|pas facile|désolé|comprend"
    r"|Beaucoup de gens|honte|à bout|\bdur\b|\bdure\b|\buse\b|moral|faute|valeur|3114|Pardon",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Feeling:
    """What is felt: whether a text tells of it, and the words that meet it."""

    name: str
    leads: tuple[str, ...]
    # Its words count too where doubts are answered, or in the middle of nothing we know.
    anywhere: bool = False

    def tells(self, text: str) -> bool:
        """Whether `text` tells of it."""
        if self.name == "mourning":
            return mourns(text)
        if self.name == "images":
            return sees_images(text)
        said = normalise(text)
        if _NO_WORRY.search(said):
            return False
        if self.name == "worry":
            long = len(said.split()) >= _STORY
            return _STRESSED.search(said) is not None or (long and _WORRY.search(said) is not None)
        return (_WORN if self.name == "weariness" else _WORTHLESS).search(said) is not None


# The gravest first: one only is met in a message.
_FEELINGS = (
    _Feeling(
        "mourning",
        ("Toutes mes condoléances.", "Je vous présente mes condoléances, et rien ne presse."),
        anywhere=True,
    ),
    _Feeling(
        "images",
        (
            "Ces images et ces nuits comptent : parlez-en à votre médecin traitant. Le 3114 écoute jour et nuit.",
            "D'abord, ce que vous avez vu ne se porte pas sans aide : votre médecin traitant, ou le 3114, jour et nuit.",
        ),
        anywhere=True,
    ),
    _Feeling("worthless", ("Se sentir ainsi arrive à beaucoup de gens, et ne dit rien de votre valeur.",)),
    _Feeling(
        "weariness", ("Cette fatigue compte, et vous avez bien fait de la dire.", "J'entends cette fatigue.")
    ),
    _Feeling("worry", ("C'est normal que cela pèse.", "J'entends que ce n'est pas simple en ce moment.")),
)


def heard_first(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` after a few words for what the message tells that one feels, once a talk for the same thing."""
    if turn.text.startswith("/") or turn.in_form or not replies or turn.message.get("weighs"):
        return replies
    feeling = next((one for one in _FEELINGS if one.tells(turn.text)), None)
    if feeling is None or (
        turn.intent in _NOT_BESIDE and not (feeling.anywhere and turn.intent != "distress")
    ):
        return replies
    earlier = turn.earlier if feeling.name != "worry" else turn.earlier[:_RECENT]
    first = replies[0]
    if any(map(feeling.tells, earlier)) or _MET.search(" ".join(first.text.split()[:24])):
        return replies
    lead = feeling.leads[len(turn.earlier) % len(feeling.leads)]
    if "\n" not in first.text and len(f"{lead} {first.text}".split()) <= _WORDS:
        return [first.model_copy(update={"text": f"{lead} {first.text}"}), *replies[1:]]
    # Where there is no room, a worry is left to the answer; the rest has a line of its own.
    return replies if feeling.name == "worry" else [ReplyDraft(text=lead), *replies]
