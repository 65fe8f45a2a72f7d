"""Being paid while one learns, which is not paying for what one learns: by the situation told."""

from __future__ import annotations

import re

from actions.people.roles import role
from actions.people.standing import standings
from actions.people.told import at_work_told, private_told
from actions.talk.turn import Turn
from actions.thread.asked import contract_told, status_told
from actions.thread.compared import months_of, short_length
from actions.thread.stored import stored
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_RSA = re.compile(r"\brsa\b")
_AMOUNT = re.compile(r"\b(\d)[ .]?(\d{3})\b(?! ?(?:habitants|heures))")
_GROSS = re.compile(r"\bbruts?\b")
_RIGHT = re.compile(
    r"\b(?:droit|eligible|conditions?|possible|ouvert|peux (?:le |en )?(?:demander|faire|avoir))\b"
)
_SALARY = re.compile(
    r"\b(?:salaires?|pay[ee]\w*|paie|gard\w*|combien|touch\w*|gagn\w*|revenus?|vivr\w*|perd\w*|\d{4})\b"
)
_NET_CEILING, _GROSS_CEILING = 2956, 3734  # twice the SMIC of June 2026, in euros a month
_OF_OTHERS = re.compile(
    r"\b(?:pour (?:elle|lui)|elle|lui|(?:ma|mon|une?) (?:copine|copain|collegue|amie?|soeur|frere|femme|mari|cousine?))\b"
)
# Those for whom another rule holds, and those for whom we have none.
_OTHER_RULES = frozenset({"sick_leave", "unfit", "cdd", "interim"})
_NO_RULE = frozenset({"self_employed", "military", "la_poste", "civil_servant"})
# After these it was said that we have none; asked of a trade now, the rest of what there is follows.
_MONEY = frozenset({"training_cost", "career_change"})
_HOW_LONG = re.compile(
    r"\bcombien de (?:temps|mois)\b|\bjusqu.a quand\b|\btoute la (?:duree|formation)\b|\btout le long\b"
)
_HOSPITAL = re.compile(r"\bhopital\b|\bchu\b|\bpublic\b")


async def income_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What one lives on while learning, for the situation told."""
    if _RSA.search(said):
        return await stored(turn, "income_rsa")
    known = standings(turn)
    if turn.audience == "counsellor" and "employer" not in known:
        return await stored(turn, "paid_during")
    if "employer" in known:
        return await stored(turn, "employer_trains_staff")
    if "hospital" in known:
        return await stored(turn, "hospital_pays")
    told = turn.known("last_subject") in _MONEY
    if set(known) & _OTHER_RULES or (set(known) & _NO_RULE and not told):
        return await stored(turn, "training_cost")  # the standing changes it
    if "rsa" in known:
        return await stored(turn, "income_rsa")
    situation = status_told(turn) or ("employee" if at_work_told(turn) else None)
    if situation == "employee" and _HOW_LONG.search(said):
        return await _how_long(turn)
    if situation == "job_seeker" and _HOW_LONG.search(said):
        return await stored(turn, "benefit_runs_out")
    return await stored(turn, f"income_{situation or 'while_training'}")


async def _how_long(turn: Turn) -> ReplyDraft:
    """How long the salary is kept: as long as the training, if it is accepted; the longest that is paid is not known."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    length = f", {short_length(trade)} pour {both_names(trade)}" if trade and months_of(trade) else ""
    return await stored(turn, "paid_until", length=length)


async def post_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Whether the post is kept: by the private rule, or that we do not have the public one."""
    public = {"hospital", "civil_servant", "military", "la_poste"} & set(standings(turn))
    return await stored(turn, "post_public" if public else "ptp_post")


async def ptp_pay_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """How much of the salary the transition project keeps; an amount told is set against its ceiling."""
    if {"hospital", "civil_servant", "military", "la_poste", "self_employed"} & set(standings(turn)):
        return await stored(turn, "ptp")
    contract = contract_told(turn)
    if _RIGHT.search(said) and not _SALARY.search(said) and contract:
        return await stored(
            turn, f"ptp_{contract}"
        )  # « est-ce que j'y aurais droit ? » asks for the conditions
    reply = await stored(turn, "ptp_pay")
    found = _AMOUNT.search(said)
    if found:
        amount = int(found[1] + found[2])
        ceiling = _GROSS_CEILING if _GROSS.search(said) else _NET_CEILING
        where = (
            "c'est sous 2 SMIC, donc gardé en entier" if amount <= ceiling else "c'est au-dessus de 2 SMIC"
        )
        reply.text = f"{found[1]} {found[2]} € : {where}, si le dossier est accepté.\n\n{reply.text}"
    return reply


_GUIDE = frozenset({"counsellor", "teacher"})
_EMPLOYED = re.compile(
    r"\bcd[id]\b|salarie\w*|employeu\w*|\bpatron\w*|travaille\w*|en poste|\bprive\b|clinique|ehpad|entreprise"
)


async def for_another_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What pays for somebody else, who has another employer than the person; None when the message is of nobody else."""
    if not _OF_OTHERS.search(said) or (role(turn) in _GUIDE and not _EMPLOYED.search(said)):
        return None  # who guides asks for somebody who may have no employer
    if "prive" not in said and _HOSPITAL.search(said):
        return await stored(turn, "hospital_pays")
    return await stored(turn, "other_private")


async def hospital_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """What a public hospital pays to its staff; None for who told of a private employer."""
    if private_told(turn) and "hospital" not in standings(turn):
        return None
    return await stored(turn, "hospital_pays")
