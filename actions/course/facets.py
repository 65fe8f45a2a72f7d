"""What one clause of a message plainly asks of a trade, by its words: how long one trains, what it pays, Parcoursup."""

from __future__ import annotations

import re

from actions.course.beside import Answering, only_tells_pay
from actions.narrow.age_and_entry import age_for_trade
from actions.narrow.points import named_answer
from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_OF_A_TRADE = frozenset(
    {
        "profession_info",
        "profession_qualities",
        "profession_conditions",
        "profession_day",
        "profession_progression",
    }
)
# What a clause plainly asks of the trade in question, by its words: the narrow answer or the subject that says it, and
# the subjects beside whose answers it is said.
_FACETS = (
    (
        re.compile(
            r"\bquelles? etudes\b"
            r"|\bcombien (?:de (?:temps|mois)|d.?(?:annees?|etudes))|\b(?:quelle|la|de) duree\b|\bdure\b.*\bcombien\b"
            r"|\bcombien de temps|\bc.est long\b|\b(?:annees?|mois) (?:d.etudes|de formation|d.ecole)"
        ),
        "length",
        _OF_A_TRADE | {"pay", "admission", "parcoursup", "segur"},
    ),
    (
        re.compile(
            r"(?<!je )\b(?:gagne\w*|touche|paye|paie|salaire) (?:combien|bien)"
            r"|\bcombien (?:\w+ ){0,3}(?:gagne\w*|paye\w*|touche)"
            r"|\bcombien (?:net|par mois)\b|\b(?:quel|le) (?:est le )?salaire\b"
            r"|^(?:et |puis |sinon |aussi )*le salaire\b"
            r"|\b(?:il |elle |on |ca )(?:touche|gagne|paye|paie) plus\b|\b(?:est|sont) (?:il |elle )?mieux payee?s?\b"
        ),
        "pay",
        _OF_A_TRADE | {"training_path", "admission", "parcoursup", "training_search"},
    ),
    (
        re.compile(
            r"\b(?:quel(?:le)?s? )(?:\w+ )?(?:caracteres?|qualites?|temperament|profil|personnalite)\b"
            r"|\b(?:caractere|qualites?|temperament) (?:qu.)?il faut\b|\bfaut (?:etre|avoir) comment\b"
        ),
        "profession_qualities",
        _OF_A_TRADE | {"pay", "training_path", "admission"},
    ),
    (
        re.compile(
            r"\b(?:quels? |les )horaires\b|\bcomme horaires\b|\bniveau horaires\b"
            r"|\b(?:le |les |aussi )(?:samedis?|dimanches?|week.?ends?|nuits?|jours feries)\b.{0,30}"
            r"\b(?:couper?|coupes?|echapp\w*|boss\w*|travaill\w*|oblig\w*|aussi|imagine|compris)\b"
        ),
        "profession_conditions",
        _OF_A_TRADE | {"pay", "training_path", "training_search"},
    ),
    (re.compile(r"\bparcoursup\b"), "by_parcoursup", _OF_A_TRADE | {"pay", "training_path", "admission"}),
    (
        re.compile(
            r"\bgard\w+ (?:mon|son|le|un) salaire|\b(?:et |ou )?(?:mon|son) salaire(?: pendant| continue|$)"
        ),
        "ptp_pay",
        _OF_A_TRADE | {"training_path", "admission"},
    ),
)
# Questions in which the same words ask something else: who pays, what one earns while learning.
_NOT_OF_THE_TRADE = re.compile(
    r"\bqui (?:me |m.|nous |la |le )?(?:paye|paie|finance)\b"
    r"|\b(?:pendant|apprenti\w*|alternance|stages?|cout\w*|vae|formation est|immersion)\b"
)
_OF_THE_LICENCE = frozenset({"licence_needed", "licence", "licence_rule", "licence_other"})
_QUESTIONS = re.compile(
    r"\?|(?:^|[ ,])et (?=(?:combien|c.est|ca|le |la |les |quel|comment|on |est ce|sur |faut)\b)|[.;!]|,"
)


async def facet_left(
    turn: Turn, subject: str, replies: list[ReplyDraft], answering: Answering
) -> list[ReplyDraft]:
    """What another question of the message plainly asks of the trade, unless `replies`, about `subject`, say it."""
    parts = [part for part in _QUESTIONS.split(_with_marks(turn.text)) if len(part.split()) > 1]
    if turn.profession is None or turn.in_form or len(parts) < 2 or len(turn.professions) > 1:
        return []
    subject = str(turn.remembered.get("last_subject") or subject)
    said = " / ".join(reply.text for reply in replies)
    for part in parts:
        for pattern, answer, beside in _FACETS:
            asked = pattern.search(part) and (answer == "ptp_pay" or not _NOT_OF_THE_TRADE.search(part))
            if not asked or turn.point == answer or (answer == "pay" and only_tells_pay(part)):
                continue
            if subject not in beside or subject == answer:
                continue
            found = await _facet(turn, answer, answering)
            if found and found[0].text not in said:
                return found[:1]
    return []


async def age_left(turn: Turn) -> list[ReplyDraft]:
    """Whether the age told beside a licence is enough: « j'ai 17 ans et pas de permis, elles me prendraient ? »."""
    told = any(one.get("entity") in ("age", "age_other") for one in turn.entities)
    if turn.point not in _OF_THE_LICENCE or not told or turn.in_form or "?" not in turn.text:
        return []
    said = normalise(turn.text)
    reply = await age_for_trade(turn, said, said)
    return [reply] if reply else []


async def _facet(turn: Turn, answer: str, answering: Answering) -> list[ReplyDraft]:
    if action := answering(answer):
        return await action.answer(turn)
    reply = await named_answer(turn, answer)
    return [reply] if reply else []


def _with_marks(text: str) -> str:
    """`text` normalised, each question still ended by its mark."""
    return " ? ".join(normalise(part) for part in text.split("?"))
