"""What a training costs and who pays."""

from __future__ import annotations

import re

from actions.asked import contract_told, status_told
from actions.base import Answering, stored
from actions.turn import Turn
from actions.wording import as_of_words, both_names, capital, distinct, euro_range, source
from bot.catalogue.models import CostLine, Profession
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import Card, Fact, ReplyDraft


class TrainingCost(Answering):
    """The cost, the funding and the income while training, for the person's situation."""

    subject = "training_cost"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer for the situation the person told, with the profession's own costs on a card."""
        situation = status_told(turn)
        contract = contract_told(turn) if situation == "employee" else None
        slug = f"training_cost_{situation}" if situation else "training_cost"
        reply = await stored(turn, f"ptp_{contract}" if contract else slug)
        profession = await professions.known(turn.session, turn.profession) if turn.profession else None
        if profession is not None and _PRICE.search(normalise(turn.text)):
            reply.text = _price(profession)
        if profession is not None:
            reply.cards.append(_card(profession))
            reply.sources = distinct(
                [*reply.sources, *(source(line.source_url, line.as_of) for line in profession.costs)], 6
            )
        return [reply]


# The price is asked, and not who pays it.
_PRICE = re.compile(
    r"\b(?:cout\w* combien|combien (?:\w+ ){0,4}cout\w*|tarifs?\b|frais (?:d.inscription|de scolarite|d.ecole)"
    r"|(?:quel|c.est quoi|le|du|au) (?:est le )?(?:prix|tarif|cout)\b|(?:c.est|est) (?:cher|payant|gratuit)\w*)"
)
_MOST = 2  # amounts said; the card has the others


def _price(profession: Profession) -> str:
    """What the training costs as we know it, amounts first; that they are not known when there are none."""
    known = [
        f"- {capital(line.label)} : {_cost(line)}"
        for line in profession.costs
        if line.maximum or line.minimum
    ]
    names = both_names(profession)
    if not known:
        return f"Le prix de la formation ({names}), je ne l'ai pas : chaque école donne le sien. {profession.cost_text}"
    lines = "\n".join(known[:_MOST])
    return f"La formation ({names}), d'après ce que j'ai :\n\n{lines}\n\n{profession.cost_text}"


def _card(profession: Profession) -> Card:
    facts = [Fact(label="En général", value=profession.cost_text)]
    facts += [Fact(label=capital(line.label), value=_cost(line)) for line in profession.costs[:4]]
    return Card(kind="profession", title=f"Formation : {both_names(profession)}", facts=facts)


def _cost(line: CostLine) -> str:
    amount = euro_range(line.minimum, line.maximum) if line.unit in (None, "EUR") else None
    if amount is None:
        bounds = [f"{bound:g}" for bound in (line.minimum, line.maximum) if bound is not None]
        if not bounds:
            return "montant non trouvé"
        amount = f"{' à '.join(dict.fromkeys(bounds))} {line.unit or ''}".strip()
    return f"{amount} ({as_of_words(line.as_of)})"
