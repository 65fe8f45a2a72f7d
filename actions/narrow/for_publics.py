"""The narrow questions of those who speak for others, and of the young, by the name of the answer that is computed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from actions.narrow.at_home import parents_other, pay_and_outlook, stage_content
from actions.narrow.placements import counsellor_immersion
from actions.narrow.publics import other_public, trades_of_public
from actions.narrow.pupils import job_near, school_stage
from actions.narrow.told_of_place import employer_costs, grant_region, refused_near, school_nearer
from actions.talk.turn import Turn
from bot.replies import ReplyDraft

FOR_PUBLICS: dict[str, Callable[[Turn, str, str], Awaitable[ReplyDraft | None]]] = {
    "counsellor_immersion": counsellor_immersion,
    "employer_costs": employer_costs,
    "grant_region": grant_region,
    "job_near": job_near,
    "other_public": other_public,
    "parents_other": parents_other,
    "pay_and_outlook": pay_and_outlook,
    "refused_near": refused_near,
    "school_nearer": school_nearer,
    "school_stage": school_stage,
    "stage_content": stage_content,
    "trades_of_public": trades_of_public,
}
