"""What the training for a trade costs, as far as we know it."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.wording import as_of_words, both_names, capital, distinct, euro_range, source
from bot.catalogue.models import CostLine, Profession
from bot.catalogue.queries import professions
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

# The price is asked, and not who pays it.
_PRICE = re.compile(
    r"\b(?:cout\w* (?:combien|(?:tres |trop |super |vraiment )?cher)|combien (?:\w+ ){0,4}cout\w*|tarifs?\b"
    r"|chere?s?\b.{0,20}\b(?:ecole|formation|etudes)|frais (?:d.inscription|de scolarite|d.ecole)"
    r"|(?:quel|c.est quoi|le|du|au) (?:est le )?(?:prix|tarif|cout)\b|(?:c.est|est|ca fait|serait|sont|soit|est.elle) "
    r"(?:\w+ )?(?:cher|payant|gratuit|hors de prix)\w*"
    r"|\d{3,} ?(?:euros?|€|balles)? (?:l.annee|par an|l.an)\b)"
)


async def price_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What the training for the trade in question costs, for who asks the price and not who pays; None without a trade."""
    profession = await professions.known(turn.session, turn.profession) if turn.profession else None
    if profession is None or not _PRICE.search(said):
        return None
    return ReplyDraft(
        text=_price(profession, _told(said)),
        cards=[price_card(profession)],
        choices=[
            ChoiceDraft(title="Qui peut payer ?", payload="/training_cost"),
            ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
        ],
        sources=distinct(
            [
                *(source(line.source_url, line.as_of) for line in profession.costs),
                *(source(entry.url, entry.as_of, entry.title) for entry in profession.sources),
            ],
            3,
        ),
    )


_FREE = re.compile(r"Formation gratuite\b")
_MOST = 2  # amounts said; the card has the others


# « on m'a parlé de 9 000 euros l'année »
_AMOUNT = re.compile(r"\b(\d{1,2})[ .]?(\d{3}) ?(?:euros?\b|€|balles\b)")


def _told(said: str) -> int | None:
    """The amount that the message was told of; None when it tells none."""
    found = _AMOUNT.search(said)
    return int(found[1] + found[2]) if found else None


def _price(profession: Profession, told: int | None) -> str:
    """What the training costs as we know it, amounts first, the nearest to what was `told`; that none is known."""
    lines = [line for line in profession.costs if line.maximum or line.minimum]
    if told is not None:
        lines.sort(key=lambda line: abs((line.maximum or line.minimum or 0) - told))
    known = [f"- {capital(line.label)} : {_cost(line)}" for line in lines]
    names = both_names(profession)
    if not known and _FREE.match(profession.cost_text or ""):
        return f"Non, il n'y a rien à payer ({names}). {profession.cost_text}"
    if not known:
        return f"Le prix de la formation ({names}), je ne l'ai pas : chaque école donne le sien. {profession.cost_text}"
    amounts = "\n".join(known[:_MOST])
    return f"La formation ({names}), d'après ce que j'ai :\n\n{amounts}\n\n{profession.cost_text}"


def price_card(profession: Profession) -> Card:
    """The costs known of the training, each with its date."""
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
