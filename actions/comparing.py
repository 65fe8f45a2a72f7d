"""Trades side by side: what sets them apart."""

from __future__ import annotations

import re

from actions.base import Answering, answering, stored
from actions.choices import choice, sources_of
from actions.compared import titles
from actions.professions import diploma_words
from actions.turn import Turn
from actions.wording import both_names, capital, distinct, enumerated, listed, some_of
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_EARNS = re.compile(r"\b(gagn|pay|paie|salaire|touch)")
_BOTH = re.compile(r"\b(?:les|des|entre) (?:les )?(?:deux|2)\b|\bl.une? et l.autre\b")
_RECENT = 3  # messages in which the two are looked for
_SAME = re.compile(r"\b(?:pareil\w*|la meme chose|le meme (?:metier|boulot|travail)|identiques?)\b")


def _named_before(turn: Turn) -> list[str]:
    """The two trades that a recent message named together: « infirmier ou psychomotricien », then « les deux »."""
    for text in turn.earlier[:_RECENT]:
        named = [str(found.value) for found in find_terms(text) if found.entity == "profession"]
        if len(pair := list(dict.fromkeys(named))) == 2:
            return pair
    return []


class CompareProfessions(Answering):
    """The difference between two professions."""

    subject = "compare_professions"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """One card for each, side by side; which is better depends on the person, and is not ours to say."""
        slugs = turn.professions
        if not slugs and _EARNS.search(fold_text(turn.text)) and (action := answering("pay")):
            turn.remember("last_subject", action.subject)
            return await action.answer(turn)
        if not slugs:
            slugs = some_of(turn.text, (turn.known("last_list") or [])[-3:])
        both = not slugs and turn.previous_profession is None
        both = both or _BOTH.search(fold_text(turn.text)) is not None
        if not turn.professions and both and (pair := _named_before(turn)):
            slugs = pair
        if len(slugs) < 2 and turn.previous_profession:
            slugs = list(dict.fromkeys([turn.previous_profession, *slugs]))
        if len(slugs) < 2 and turn.other_meanings:
            slugs += turn.other_meanings[:1]
        found = [
            entry for slug in slugs[:3] if (entry := await professions.known(turn.session, slug)) is not None
        ]
        if len(found) < 2:
            return [await stored(turn, "ask_profession")]
        turn.remember("last_list", [entry.slug for entry in found])
        # « c'est pareil ? » wants yes or no first.
        same = "Non, ce sont deux métiers différents.\n\n" if _SAME.search(fold_text(turn.text)) else ""
        lines = [
            f"**{capital(both_names(entry))}** : {entry.summary or listed(entry.missions)}" for entry in found
        ]
        return [
            ReplyDraft(
                text=same
                + "\n\n".join(lines)
                + "\n\nAucun n'est « mieux » : tout dépend de ce que vous aimez.",
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
