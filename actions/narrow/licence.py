"""The driving licence that ambulance crews must have held for long enough: counted from what is said, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from actions.people.roles import told_of_whom
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import distinct
from bot.french.normalise import normalise
from bot.french.number_words import number_at, tokenize
from bot.replies import ReplyDraft

# Months of licence, without and after learning with a companion (decree of 11 April 2022; both crew trades).
_NEEDED, _NEEDED_ACCOMPANIED = 36, 24
_FIRST_YEAR = 1950  # a licence got « en 74 » is not read
_MONTHS = {"an": 12, "ans": 12, "annee": 12, "annees": 12, "mois": 1, "semaine": 0, "semaines": 0, "jours": 0}
_SPAN = r"(?P<count>\d+) (?P<unit>ans?|annees?|mois|semaines?|jours)"
_ABOUT = (
    r"(?:(?:plus|moins|pres) de |environ |bientot |presque |a peine |seulement |que |deja |au moins |juste )*"
)
_SINCE = r"(?:depuis|dep|ca fait|il y a|y a)"
_HELD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"permis\b.{{0,40}}?\b{_SINCE} {_ABOUT}{_SPAN}",
        rf"{_SINCE} {_ABOUT}{_SPAN}\b.{{0,30}}?permis",
        rf"\b{_SPAN} de permis",
        rf"permis de {_ABOUT}{_SPAN}",
        rf"\bl.ai (?:eu |obtenu |passe )?{_SINCE} {_ABOUT}{_SPAN}",
        rf"^\W*(?:{_SINCE} )?{_ABOUT}(?P<count>\d+) (?P<unit>mois)\W*$",
    )
)
# A rule that is quoted or asked about is no fact of one's own: « il faut 3 ans de permis, c'est ça ? ».
_QUOTED = re.compile(
    r"\b(?:faut|faudra\w*|attend\w*|attente|doi[st]|doit|devra\w*|oblig\w*|exig\w*|demand\w*|minimum|regle"
    r"|requis\w*|necessaires?|besoin|si (?:on|j|tu|t)\b|m.a dit|m.ont dit|parait"
    r"|(?:dit|dis(?:ent|ait|aient)|lu|vu|entendu) qu\w*)\b"
)
_ASKED_BACK = re.compile(r"^[^.;?!]{0,16}\b(?:c.est (?:bien |vraiment )?(?:ca|vrai|oblig\w*)|non|hein)\W*\?")
# What one has, told in the words just before the length: « j'ai », « moi ça fait », « depuis ».
_ONES_OWN = re.compile(
    r"\b(?:j.?(?:n.?)?(?:en )?ai|je (?:l|n.en|ne l).?ai|elle a|il a|avec mes|mes|mon permis (?:depuis|il y a|qui a))\b"
    r"(?! dit| lu| vu| entendu| besoin)[^.;?!,]{0,30}$"
)
_OF_WHICH = re.compile(
    rf"\bj.?(?:n.?)?en ai {_ABOUT}(?P<count>\d+)(?: (?P<unit>ans?|annees?|mois))?\b"
    rf"|\bpermis\b.*\bj.?ai {_ABOUT}(?P<months>\d+) mois\b"
)
_OTHERS = re.compile(
    r"\b(?:mon|ma|mes|un|une) (?:amie?|copine?|copain|pote|collegue|voisine?|cousine?|frere|soeur|mari|femme|compagn\w+)\b"
)
_ONESELF = re.compile(r"\b(?:moi|je|j)\b")
_RULE = re.compile(r"\b(?P<count>\d+) ?(?P<unit>ans?|annees?|mois)\b")
_HAS_IT = re.compile(
    r"\b(?:j.?ai|avec|elle a|il a|g) (?:deja |eu |bien )?(?:le |mon |son )?permis\b|\bpermis moi\b"
)
_SINCE_YEAR = re.compile(r"permis\b.{0,30}?\b(?:depuis|en|de|dep) (?P<year>(?:19|20)\d\d)\b")
_AT_AGE = re.compile(
    r"(?:permis\b.{0,40}?|passe\w* .{0,15}?|l.?aura\w* .{0,15}?)\b(?:a|vers|avant|des|depuis|pour) "
    r"(?:mes |ses |les |l.age de )?(?P<age>1[5-9]|[2-6]\d) ?ans"
    r"|\b(?:avant|des|vers) (?:mes |ses |l.age de )?(?P<before>1[5-9]|2\d) ?ans\b.{0,40}permis"
)
# A licence that was suspended in a year, or some time ago, was not obtained then.
_LOST = re.compile(
    r"\b(?:susp\w*|retrait\w*|retir\w*|annul\w*|invalid\w*)\b[^.,;?!]{0,20}permis\b[^.,;?!]{0,30}\b(?:19|20)\d\d\b"
    r"|\bpermis\b[^.,;?!]{0,25}\b(?:susp\w*|retir\w*|annul\w*|invalid\w*|perdu\w*)\b[^.,;?!]{0,30}"
    r"\b\d+ (?:ans?|annees?|mois|semaines?|jours)\b"
)
_NOT_YET = re.compile(
    r"\bpermis\b.{0,24}\b(?:passe\w*|avoir) (?:\w+ ){0,3}(?:pendant|en meme temps|en cours de route|apres|durant)\b"
    r"|\b(?:pas (?:encore |le |mon |de |eu )*permis|sans (?:le )?permis|permis (?:\w+ ){0,2}en cours|le code\b"
    r"|(?:passe|passer|aura|aurai|vais avoir|va avoir|prepare)\w* (?:\w+ ){0,3}permis)"
)
_AID = re.compile(
    r"\b(?:aides?|coup de pouce|bourse)\b.{0,16}\b(?:le|mon) (?:passer|financer|payer|permis)\b"
    r"|\b(?:aides?|coup de pouce|bourse)\b.{0,12}\b(?:passer|financer|payer)\b"
)
_FRESH = re.compile(
    r"permis\b.{0,25}\b(?:l.?annee derniere|cette annee|recemment|ce mois|le mois dernier)"
    r"|permis (?:tout )?(?:neuf|recent|jeune)|viens? d.?(?:avoir|obtenir) .{0,8}permis"
    r"|jeune (?:permis|conduct\w+)"
    r"|(?:permis|periode) (?:est )?(?:encore )?(?:en )?proba\w+"
)
_ACCOMPANIED = re.compile(r"conduite accompagnee|\baac\b|accompagnee?\b")
_SAME = re.compile(r"pareil|meme (?:chose|regle|condition)|aussi|egalement|identique")
_AUXILIARY = re.compile(r"auxiliaires? (?:d.)?ambul|\baux\.? ambul")
_NEEDS = re.compile(
    r"\b(?:faut|oblig\w*|besoin|exig\w*|demand\w*|necessaire|aussi|pareil|meme)\b.{0,20}\bpermis\b"
)
_HOW_LONG = re.compile(r"\bpermis\b.{0,20}\bcombien\b|\bcombien\b.{0,24}\bpermis\b|\bdepuis quand\b")
_AUXILIARY_ALONE = re.compile(
    r"^\W*(?:et |mais |pour |alors )*(?:les? |l.|une? )?auxiliaires?\b[^?]{0,25}\W*$"
)
_YOUNGEST, _OLDEST = 14, 80
_RULE_SAID = "la conduite accompagnée"  # in every answer that says the rule
_CREWS = frozenset({"ambulancier", "auxiliaire-ambulancier"})


@dataclass(frozen=True)
class Held:
    """What a message says of the licence: held for `months`, or taken at an `age`; None for what it does not say."""

    months: int | None = None
    age: int | None = None


def digits(text: str) -> str:
    """The normalised `text` with its numbers in figures, set apart from the words."""
    tokens = tokenize(re.sub(r"(\d)(?=[a-z])", r"\1 ", text))
    written, index = [], 0
    while index < len(tokens):
        number = number_at(tokens, index)
        written.append(str(number[0]) if number else tokens[index].text)
        index = number[1] if number else index + 1
    return " ".join(written)


def held(said: str, year: int) -> Held | None:
    """What the normalised message says of the licence, this being `year`; None when it says nothing of its age."""
    written = _LOST.sub(" ", digits(said))
    for pattern in _HELD:
        for found in pattern.finditer(written):
            if not _is_quoted(written, found):
                return Held(months=int(found["count"]) * _MONTHS[found["unit"]])
    which = _OF_WHICH.search(written)
    if which and quotes_rule(said):
        unit = "mois" if which["months"] else which["unit"] or "ans"
        return Held(months=int(which["months"] or which["count"]) * _MONTHS[unit])
    since = _SINCE_YEAR.search(written)
    if since and _FIRST_YEAR < int(since["year"]) <= year:
        return Held(months=max(0, year - int(since["year"]) - 1) * 12)
    at = _AT_AGE.search(written)
    if at:
        return Held(age=int(at["age"] or at["before"]))
    return Held(months=0) if _FRESH.search(said) else None


def _is_quoted(written: str, found: re.Match[str]) -> bool:
    """Whether the length `found` is the rule that the sentence quotes or asks about, and nobody's own."""
    start = max(written.rfind(mark, 0, found.start("count")) for mark in ".;?!") + 1
    before = written[start : found.start("count")]
    if _OTHERS.search(before) and _ONESELF.search(written, found.end()):
        return True  # « mon ami a 10 ans de permis. moi, il m'en faut combien ? »
    if _ONES_OWN.search(before):
        return False
    after = written[found.end() :]
    return _QUOTED.search(before) is not None or _ASKED_BACK.search(after) is not None


def quotes_rule(said: str) -> int | None:
    """The months of licence that the normalised message says one must have; None when it quotes no rule."""
    written = digits(said)
    for found in _RULE.finditer(written):
        if _is_quoted(written, found):
            return int(found["count"]) * _MONTHS[found["unit"]]
    return None


def told_before(turn: Turn) -> Held | None:
    """What was said of the licence's age in the messages before, the latest first."""
    texts = [normalise(text) for text in told_of_whom(turn)]
    # « j'ai le permis », « depuis quand ? », « je l'ai depuis 6 ans »: the message before named it.
    for said, older in pairwise([*texts[1:], ""]):
        if "permis" in said + older and (told := held(said, turn.now.year)):
            return told
    return None


async def licence_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the licence is old enough, by what was said of it; None when the message says nothing of its age."""
    named = turn.said("profession")
    if named and named[0] not in _CREWS:
        return None  # « brancardier, c'est bon sans permis ? » asks of another trade
    told = held(said, turn.now.year)
    if told is None:
        if _NOT_YET.search(said) and not quotes_rule(said):
            return await _with_aid(turn, said, await stored(turn, "licence_not_yet"))
        of_auxiliary = turn.profession == "auxiliaire-ambulancier" and _NEEDS.search(said) is not None
        same = _SAME.search(said) and _AUXILIARY.search(said)
        if _AUXILIARY_ALONE.search(said) or same or of_auxiliary:
            return await stored(turn, "licence_auxiliary")
        of_crews = turn.profession in _CREWS or "ambulanc" in said
        asks = quotes_rule(said) or any(
            one.search(said) for one in (_HAS_IT, _ACCOMPANIED, _NEEDS, _HOW_LONG)
        )
        if not of_crews or not asks:
            return None
        told = told_before(turn)
        if told is None:
            return await _the_rule(turn, quotes_rule(said))
    return await _judged(turn, told, said, talk)


async def _with_aid(turn: Turn, said: str, reply: ReplyDraft) -> ReplyDraft:
    """`reply`, with what helps to pay the licence when the message asks for it too."""
    if not _AID.search(said):
        return reply
    aid = await stored(turn, "permis-b")
    reply.text = f"{reply.text}\n\n{aid.text}"
    reply.sources = distinct([*reply.sources, *aid.sources])
    return reply


async def licence_told(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` about ambulance crews, after whether the licence that the message tells of is old enough."""
    said = normalise(turn.text)
    judged = turn.message.get("weighs") or any(_RULE_SAID in reply.text for reply in replies)
    if judged or turn.intent == "distress" or turn.profession not in _CREWS or "permis" not in said:
        return replies
    told = held(said, turn.now.year)
    if told is None or told.months is None:
        return replies
    reply = await _judged(turn, told, said, " / ".join((said, *map(normalise, turn.earlier))))
    reply.choices = []
    return [reply, *replies]


async def _the_rule(turn: Turn, quoted: int | None) -> ReplyDraft:
    """The rule itself, when nothing was told of one's own licence; a rule that was quoted is said to be right or not."""
    reply = await stored(turn, "licence_rule")
    if quoted is not None:
        right = quoted in (_NEEDED, _NEEDED_ACCOMPANIED)
        reply.text = (
            f"{'Oui' if quoted == _NEEDED else 'Presque' if right else 'Pas tout à fait'}. {reply.text}"
        )
    return reply


async def _judged(turn: Turn, told: Held, said: str, talk: str) -> ReplyDraft:
    """What the rule makes of the licence `told`."""
    needed = _NEEDED_ACCOMPANIED if _ACCOMPANIED.search(talk) else _NEEDED
    months = told.months
    if months is None and told.age is not None:
        now = turn.age or _age_said(said)
        # « je l'ai passé à 18 ans, j'en ai 30 »: the age now tells the rest; « je le passe à 18 ans » does not.
        if now is None or now <= told.age or _NOT_YET.search(said):
            at = str(told.age + _NEEDED // 12), str(told.age + _NEEDED_ACCOMPANIED // 12)
            return await stored(turn, "licence_at_age", age=str(told.age), then=at[0], sooner=at[1])
        months = max(0, now - told.age - 1) * 12
    if months is not None and months >= needed:
        return await stored(turn, "licence_old")
    between = months is not None and months >= _NEEDED_ACCOMPANIED
    return await stored(turn, "licence_between" if between else "licence_young")


def _age_said(said: str) -> int | None:
    """The age now, when the message itself tells it beside the one of the licence."""
    ages = [int(age) for age in re.findall(r"\bj.ai (\d\d) ans", digits(said))]
    return next((age for age in ages if _YOUNGEST <= age <= _OLDEST), None)
