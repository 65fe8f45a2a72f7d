"""What a diploma or a trade already held shortens on the way to another."""

from __future__ import annotations

import re

from actions.narrow.way_between import practised
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.bridge_lines import names_of
from actions.words.wording import both_names, bullets, capital, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft, Source

# Diplomas that are named by letters only, and the trade they lead to.
_DIPLOMAS = {
    "deap": "auxiliaire-de-puericulture",
    "deas": "aide-soignant",
    "deaes": "accompagnant-educatif-et-social",
    "deeje": "educateur-de-jeunes-enfants",
    "dees": "educateur-specialise",
}
_AIMS = re.compile(
    r"devenir|pour (etre|faire|entrer|l.|la |le |une? )|formation|vers |\becole d|ifas|ifsi|ifap"
)
_NURSERY = re.compile(r"\bcreches?|petite enfance|puericulture|\bdeap\b")
# « y a pas une passerelle ? »: which there are is asked, of no diploma in particular.
_AT_LARGE = re.compile(r"^(?!.*\b(?:mon|ma|mes|son|sa|avec|diplome|bac|cap)\b).*\bpasserelles?\b")
_BRIDGE = re.compile(r"passerelle|diplomes? de niveau")
_WORD = re.compile(r"[a-z]{3,}")
_MINE = re.compile(r"\b(?:mon|ma|ce|cette|avec le|avec un) (?:cap|bac|bep|diplome|titre)\b")
_IN_FULL = re.compile(r"\b(?:aepe|petite enfance|assp|sapat|st2s|advf|deaes|deas|deap)\b")
_CALLED = {"aepe": "petite enfance"}
_RECENT = 6  # messages
# « je suis juriste », « bonjour, juriste en droit des successions »: what one is.
_WORKS = re.compile(
    r"(?:^(?:bonjour|bonsoir|salut)?[ ,.!:]*"
    r"|\b(?:je suis|jsuis|suis|etre|en tant que|j'etais|comme|metier de|ancien(?:ne)?|ex)[ -])"
    r"(?:une? |ancien(?:ne)? |actuellement |toujours )*([a-z]{4,})\b"
)
_WHO_TELLS = "L'école visée le confirme par écrit : c'est elle qui accorde les allègements."
# Words of the bridges that name no diploma and no trade.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "avec aux moins une des ans les dans pour vers puis plus par certain certains dispense epreuve selection parcours "
        "allege partie diplome titulaires niveau formation places tiers reserve professionnels sante social sanitaire "
        "continue exercice mois annee anciennete fonctions soins hygiene agents service bac pro cap poste facilite "
        "accompagnant educatif complementaire limitees partielle tres allegement allegements diplomes donne blocs communs "
        "autres travail titre ensuite reorientation entre filieres facilitee reforme",
    )
)


async def trade_of(turn: Turn, talk: str) -> Profession | None:
    """The trade in question, even when only the letters of its diploma were said."""
    named = next((slug for letters, slug in _DIPLOMAS.items() if re.search(rf"\b{letters}\b", talk)), None)
    slug = turn.profession or named
    return await professions.known(turn.session, slug) if slug else None


async def trade_aimed_at(turn: Turn, said: str, talk: str) -> Profession | None:
    """The trade that a diploma held is to shorten: the one this message names is what the person comes from."""
    # « moniteur-éducateur, mon DEAS m'enlève des cours ? »: the trade beside the diploma held is the one aimed at.
    held = [(one["start"], one["end"]) for one in turn.entities if one.get("entity") == "diploma"]
    beside = [
        one
        for one in turn.entities
        if one.get("entity") == "profession" and not any(start <= one["start"] < end for start, end in held)
    ]
    if held and beside:
        return await professions.known(turn.session, str(beside[0]["value"]))
    if turn.profession in turn.professions and not _AIMS.search(said):
        slug = "auxiliaire-de-puericulture" if _NURSERY.search(talk) else turn.previous_profession
        return await professions.known(turn.session, slug) if slug else None
    return await trade_of(turn, talk)


def bridges_of(profession: Profession) -> list[str]:
    """What is known to shorten the way to the trade: its bridges, and the ways in that tell of one."""
    told = [
        way.detail or way.way
        for way in profession.ways_in
        if _BRIDGE.match(fold_text(way.way)) and not (way.detail or "").startswith("vers")
    ]
    return [*profession.bridges, *told]


async def bridges_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether what the person holds is among the bridges that we know for the trade; None without a trade."""
    profession = await trade_aimed_at(turn, said, talk)
    if profession is None:
        return None
    names = both_names(profession)
    known = bridges_of(profession)
    if not known:
        text = f"Je ne connais aucune dispense pour {names} : rien n'est écrit dans ce que j'ai. {_WHO_TELLS}"
        return ReplyDraft(text=text, choices=choices_of(profession), sources=_sources(profession))
    own = (
        f"{await _own_names(turn, profession)} {_told_in_full(turn, said)} {_work_told(turn, known)}".strip()
    )
    if not own and _AT_LARGE.search(said):
        return _bridged(profession, f"Ce que je connais pour {names} :", known)
    held = _holds(f"{said} {own}", known)
    head = (
        f"Oui, c'est dans les passerelles que je connais pour {names}."
        if held
        else f"Ce n'est pas dans les passerelles que je connais pour {names}."
    )
    return _bridged(
        profession, f"{head} Les voici :", sorted(known, key=lambda line: not _holds(f"{said} {own}", [line]))
    )


def _told_in_full(turn: Turn, said: str) -> str:
    """What « mon CAP » is, when it was told before: « je suis en CAP AEPE »; empty when it was not."""
    if not _MINE.search(said) or _IN_FULL.search(said):
        return ""
    told = " ".join(normalise(text) for text in turn.earlier[:_RECENT])
    return " ".join(_CALLED.get(name, name) for name in _IN_FULL.findall(told))


def _work_told(turn: Turn, known: list[str]) -> str:
    """The words of the bridges that the person said they are: « juriste depuis 15 ans », told at the beginning."""
    words = {word for line in known for word in _WORD.findall(fold_text(line))} - _EMPTY
    told = (found for text in turn.earlier for found in _WORKS.findall(fold_text(text)))
    return " ".join(one for word in told for one in (word, f"{word}s") if one in words)


async def _own_names(turn: Turn, aimed: Profession) -> str:
    """How lines call the trade that the person practises, told now or before; empty when none is, or the one aimed at."""
    slug = practised(turn)
    own = await professions.known(turn.session, slug) if slug and slug != aimed.slug else None
    return " ".join(names_of(own)) if own else ""


async def from_a_trade_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """What the trade practised shortens on the way to the one aimed at; None unless a bridge names it."""
    practised, aimed = turn.said("profession_current"), turn.said("profession")
    if not practised or not aimed or practised[0] == aimed[0]:
        return None
    profession = await professions.known(turn.session, aimed[0])
    current = await professions.known(turn.session, practised[0])
    if profession is None or current is None:
        return None
    known = bridges_of(profession)
    letters = [diploma.acronym for diploma in current.diplomas if diploma.acronym]
    if not _holds(fold_text(" ".join([current.name_m, *letters])), known, every=True):
        return None
    head = f"Votre métier compte pour devenir {both_names(profession)}. Ce que j'en sais :"
    return _bridged(profession, head, known)


async def vae_of_trade(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """That we know of no VAE for the trade named; None when a way in tells of one, or no trade is named."""
    named = turn.professions
    profession = await professions.known(turn.session, str(named[0])) if len(named) == 1 else None
    # A trade that asks for no diploma is one that people come from.
    if profession is None or not any(one.diploma_slug for one in profession.diplomas):
        return None
    told = " ".join(f"{way.way} {way.detail or ''}" for way in profession.ways_in)
    if "vae" in fold_text(f"{told} {profession.training_text or ''}"):
        return None
    reply = await stored(turn, "vae_not_known", trade=both_names(profession))
    reply.sources = _sources(profession)
    return reply


def _bridged(profession: Profession, head: str, known: list[str]) -> ReplyDraft:
    text = f"{head}\n\n{bullets([capital(line) for line in known], 3)}\n\n{_WHO_TELLS}"
    return ReplyDraft(text=text, choices=choices_of(profession), sources=_sources(profession))


def _sources(profession: Profession) -> list[Source]:
    told = [
        source(way.source_url, way.as_of) for way in profession.ways_in if _BRIDGE.match(fold_text(way.way))
    ]
    return distinct(
        [*(source(url, profession.access_as_of) for url in profession.access_source_urls), *told], 2
    )


def _holds(said: str, known: list[str], every: bool = False) -> bool:
    """Whether a bridge names what is `said`: one of its words, or `every` word of a trade's name in one bridge."""
    words = set(_WORD.findall(said))
    for line in known:
        named = set(_WORD.findall(fold_text(line)))
        if words & (named - _EMPTY) and (not every or _all_named(words, named)):
            return True
    return False


def _all_named(words: set[str], named: set[str]) -> bool:
    letters = {word for word in words if word.startswith("de") and word in named}
    return bool(letters) or len(words & named) >= min(2, len(words))


def choices_of(profession: Profession) -> list[ChoiceDraft]:
    """What one asks next of the way to a trade."""
    wanted = (
        ("Les étapes", "training_path"),
        ("Où se former", "training_search"),
        ("Qui paye la formation", "training_cost"),
    )
    return [
        ChoiceDraft(title=title, payload=f'/{intent}{{"profession": "{profession.slug}"}}')
        for title, intent in wanted
    ]
