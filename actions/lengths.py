"""What a diploma already held shortens, how long a training lasts, what selection it has: in a few sentences."""

from __future__ import annotations

import re

from actions.turn import Turn
from actions.wording import as_of_words, both_names, bullets, distinct, enumerated, euro_range, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft

# Diplomas that are named by letters only, and the trade they lead to.
_DIPLOMAS = {
    "deap": "auxiliaire-de-puericulture",
    "deas": "aide-soignant",
    "deaes": "accompagnant-educatif-et-social",
    "deeje": "educateur-de-jeunes-enfants",
    "dees": "educateur-specialise",
}
_AIMS = re.compile(r"devenir|pour (etre|faire|entrer|l.|la |le |une? )|formation|vers ")
_NURSERY = re.compile(r"\bcreches?|petite enfance|puericulture|\bdeap\b")
_WORD = re.compile(r"[a-z]{3,}")
# Words of the bridges that name no diploma and no trade.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "avec aux moins une des ans les dans pour vers puis plus par certain certains dispense epreuve selection parcours "
        "allege partie diplome titulaires niveau formation places tiers reserve professionnels sante social sanitaire "
        "continue exercice mois annee anciennete fonctions soins hygiene agents service bac pro cap poste facilite "
        "accompagnant educatif complementaire limitees partielle tres",
    )
)


async def trade_of(turn: Turn, talk: str) -> Profession | None:
    """The trade in question, even when only the letters of its diploma were said."""
    named = next((slug for letters, slug in _DIPLOMAS.items() if re.search(rf"\b{letters}\b", talk)), None)
    slug = turn.profession or named
    return await professions.get(turn.session, slug) if slug else None


async def trade_aimed_at(turn: Turn, said: str, talk: str) -> Profession | None:
    """The trade that a diploma held is to shorten: the one this message names is what the person comes from."""
    if turn.profession in turn.professions and not _AIMS.search(said):
        slug = "auxiliaire-de-puericulture" if _NURSERY.search(talk) else turn.previous_profession
        return await professions.get(turn.session, slug) if slug else None
    return await trade_of(turn, talk)


async def bridges_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether what the person holds is among the bridges that we know for the trade; None without a trade."""
    profession = await trade_aimed_at(turn, said, talk)
    if profession is None:
        return None
    names = both_names(profession)
    sources = distinct([source(url, profession.access_as_of) for url in profession.access_source_urls], 2)
    who = "L'école visée le confirme par écrit : c'est elle qui accorde les allègements."
    if not profession.bridges:
        text = f"Je ne connais aucune dispense pour {names} : rien n'est écrit dans ce que j'ai. {who}"
        return ReplyDraft(text=text, choices=_choices(profession), sources=sources)
    known = {word for bridge in profession.bridges for word in _WORD.findall(fold_text(bridge))} - _EMPTY
    held = any(word in known for word in _WORD.findall(said))
    head = (
        f"Oui, c'est dans les passerelles que je connais pour {names}."
        if held
        else f"Ce n'est pas dans les passerelles que je connais pour {names}."
    )
    text = f"{head} Les voici :\n\n{bullets(profession.bridges, 3)}\n\n{who}"
    return ReplyDraft(text=text, choices=_choices(profession), sources=sources)


async def length_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """How long the training for the trade in question lasts; None without a trade."""
    profession = await trade_of(turn, talk)
    if profession is None:
        return None
    text = f"Devenir {both_names(profession)}, durée : {profession.training_text}"
    if profession.training_to_check:
        text += "\n\nCette durée est à confirmer auprès de l'école."
    return ReplyDraft(
        text=text,
        choices=_choices(profession),
        sources=distinct([source(profession.training_source_url, profession.training_as_of)]),
    )


async def selection_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """The selection and the cost in two dense lines; None without a trade."""
    profession = await trade_of(turn, talk)
    if profession is None:
        return None
    ways = [
        way.detail or way.way
        for way in profession.ways_in
        if re.search(r"selection|dossier|admission", fold_text(f"{way.way} {way.detail or ''}"))
    ]
    asked = enumerated([*ways[:1], *profession.access_conditions], 4)
    costs = [
        f"{line.label} {amount} ({as_of_words(line.as_of)})"
        for line in profession.costs[:2]
        if line.unit in (None, "EUR") and (amount := euro_range(line.minimum, line.maximum))
    ]
    cost = (
        f"{enumerated(costs)}. {profession.cost_text}"
        if costs
        else f"tarif non trouvé. {profession.cost_text}"
    )
    text = (
        f"**Sélection, {both_names(profession)}** : {asked or 'rien de sûr dans ce que j’ai, voir l’école'}.\n\n"
        f"**Coût** : {cost}"
    )
    return ReplyDraft(
        text=text,
        choices=_choices(profession),
        sources=distinct(
            [
                *(source(url, profession.access_as_of) for url in profession.access_source_urls),
                *(source(line.source_url, line.as_of) for line in profession.costs[:2]),
            ],
            4,
        ),
    )


def _choices(profession: Profession) -> list[ChoiceDraft]:
    wanted = (
        ("Les étapes", "training_path"),
        ("Où se former", "training_search"),
        ("Qui paye la formation", "training_cost"),
    )
    return [
        ChoiceDraft(title=title, payload=f'/{intent}{{"profession": "{profession.slug}"}}')
        for title, intent in wanted
    ]
