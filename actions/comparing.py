"""Trades side by side: what sets them apart."""

from __future__ import annotations

import re
from functools import cache

from actions.course.base import Answering, answering, stored
from actions.narrow.diploma_for import opened_to
from actions.narrow.listed import learnt
from actions.professions import diploma_words
from actions.talk.turn import Turn
from actions.thread.compared import pair_meant, titles, without_own
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, capital, distinct, enumerated, listed, some_of, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import neighbours, professions
from bot.french.folding import fold_text
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_EARNS = re.compile(r"\b(gagn|pay|paie|salaire|touch)")
_SAME = re.compile(
    r"\b(?:pareil\w*|la meme chose|le meme (?:metier|boulot|travail|poste)|identiques?|synonymes?|un seul metier"
    r"|deux (?:noms?|mots|appellations|facons de dire))\b"
)
# Asked of two trades, and not in their sheets: how much, who does what for one person, how it is in one ward.
_HOW_MUCH = re.compile(
    r"\b(?:qui|lequel|laquelle|lesquel(?:le)?s|ou)\b[^.?!]{0,40}\b(?:le|la|les|l.) ?(?:plus|moins|mieux)\b"
)
_WHO_DOES_WHAT = re.compile(r"\bqui fait quoi\b|\b(?:frontieres?|limites?|separation)\b|\bse partag\w*")
_ONE_WARD = re.compile(
    r"\ben (?:psychiatrie|psy|geriatrie|pediatrie|reanimation|cancerologie|addictologie|prison)\b"
)
_NO_BEST = "Aucun n'est « mieux » : tout dépend de ce que vous aimez."
_NOT_MEASURED = (
    "Qui en a le plus ou le moins, mes fiches ne le mesurent pas : une immersion dans chacun le montre."
)
_THE_TEAM_DECIDES = (
    "Auprès d'une même personne, qui fait quoi se décide dans l'équipe : je n'en ai pas la règle."
)
_NOT_OF_THIS_WARD = (
    "Ce qui les sépare dans ce service précis, je ne l'ai pas : demandez-le sur place, en immersion."
)


@cache
def _told_apart() -> dict[frozenset[str], str]:
    """The answers written for two trades, by the trades they tell apart."""
    return {
        one.trades: name
        for name, those in learnt().items()
        for one in those
        if one.subject == "compare_professions" and len(one.trades) == 2
    }


class CompareProfessions(Answering):
    """The difference between two professions."""

    subject = "compare_professions"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """One card for each, side by side; which is better depends on the person, and is not ours to say."""
        slugs = without_own(turn)
        if not slugs and _EARNS.search(fold_text(turn.text)) and (action := answering("pay")):
            turn.remember("last_subject", action.subject)
            return await action.answer(turn)
        if not slugs:
            slugs = some_of(turn.text, (turn.known("last_list") or [])[-3:])
        if not turn.professions and (
            pair := pair_meant(turn, not slugs and turn.previous_profession is None)
        ):
            slugs = pair
        if len(slugs) == 1 and not turn.previous_profession:
            # « c'est quoi la diff avec aide-soignante ? », after trades were listed: with each of those.
            shown = [str(slug) for slug in (turn.known("last_list") or [])[-3:]]
            slugs = list(dict.fromkeys([*slugs, *shown])) if len(shown) > 1 else slugs
        if turn.said("neighbour") and len(slugs) == 1 and (beside := await self._beside_a_neighbour(turn)):
            return beside  # « pompier ou ambulancier ? », whatever else an ambulance has on board
        if len(slugs) < 2 and turn.previous_profession:
            slugs = list(dict.fromkeys([turn.previous_profession, *slugs]))
        if len(slugs) < 2 and turn.other_meanings:
            slugs += turn.other_meanings[:1]
        found = [
            entry for slug in slugs[:3] if (entry := await professions.known(turn.session, slug)) is not None
        ]
        if len(found) == 1 and turn.professions and (action := answering("profession_info")):
            turn.remember("last_subject", action.subject)
            return await action.answer(
                turn
            )  # « et auxiliaire de puer, c'est mieux ? », with nothing beside it
        if len(found) < 2 and (beside := await self._beside_a_neighbour(turn)):
            return beside
        if len(found) < 2:
            return [await stored(turn, "ask_profession")]
        turn.remember("last_list", [entry.slug for entry in found])
        # « c'est pareil ? » wants yes or no first.
        same = "Non, ce sont deux métiers différents.\n\n" if _SAME.search(fold_text(turn.text)) else ""
        written = _told_apart().get(frozenset(entry.slug for entry in found))
        if written and not same:
            reply = await stored(turn, written)
            reply.cards = [_card(entry) for entry in found]
            return [reply]
        opened = await opened_to(turn, found)
        lines = [
            f"**{capital(both_names(entry))}** : {entry.summary or listed(entry.missions)}" for entry in found
        ]
        return [
            ReplyDraft(
                text=same + "\n\n".join([*lines, *([opened] if opened else [])]) + f"\n\n{_closing(turn)}",
                cards=[_card(entry) for entry in found],
                choices=[
                    choice(title, "pay", entry)
                    for title, entry in list(zip(titles("Salaire : ", found), found, strict=True))[:2]
                ]
                + [
                    ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
                ],
                sources=distinct([entry for one in found for entry in sources_of(one)]),
            )
        ]

    async def _beside_a_neighbour(self, turn: Turn) -> list[ReplyDraft]:
        """« assistante sociale ou CPE, y a une diff ? »: what ours is, and who tells of the other; nothing without both."""
        remembered = turn.known("neighbour") or {}
        trade = await professions.known(turn.session, turn.profession) if turn.profession else None
        other = await neighbours.find(turn.session, str(remembered.get("slug"))) if remembered else None
        if trade is None or other is None:
            return []
        where = f" Voyez : {other.source}." if other.source else " L'Onisep le décrit."
        return [
            ReplyDraft(
                text=f"**{capital(both_names(trade))}** : {trade.summary or listed(trade.missions)}\n\n"
                f"L'autre métier ({other.name}) est hors de mes fiches : je ne peux pas bien les comparer.{where}",
                cards=[_card(trade)],
                choices=[choice("Le salaire", "pay", trade), choice("Les étapes", "training_path", trade)],
                sources=distinct([*sources_of(trade), source(other.url, other.as_of, other.source)]),
            )
        ]


def _closing(turn: Turn) -> str:
    """What is said last of two trades: what the message asks and no sheet tells, else that none is the better one."""
    said = fold_text(turn.text)
    if _WHO_DOES_WHAT.search(said):
        return _THE_TEAM_DECIDES
    if _HOW_MUCH.search(said):
        return _NOT_MEASURED
    return _NOT_OF_THIS_WARD if _ONE_WARD.search(said) else _NO_BEST


def _card(profession: Profession) -> Card:
    facts = [Fact(label="Formation", value=profession.training_text)]
    diploma = diploma_words(profession)
    if diploma:
        facts.insert(0, Fact(label="Diplôme", value=diploma))
    if profession.workplaces:
        facts.append(Fact(label="Où", value=capital(enumerated(profession.workplaces, 3))))
    if profession.working_conditions:
        facts.append(Fact(label="Conditions", value=profession.working_conditions[0]))
    return Card(kind="profession", title=capital(both_names(profession)), facts=facts)
