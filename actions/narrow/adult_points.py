"""The narrow answers computed for adults: money while learning, experience, borders, the licence, where to turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from actions.narrow.abroad import (
    abroad_answer,
    abroad_study_answer,
    foreign_social_answer,
    foreign_trade_answer,
    foreign_who_answer,
)
from actions.narrow.childminder_pay import childminder_pay_answer
from actions.narrow.experience import experience_answer
from actions.narrow.foreign import b1_enough, foreign_cost, foreign_delay
from actions.narrow.income import (
    for_another_answer,
    hospital_answer,
    income_answer,
    post_answer,
    ptp_pay_answer,
)
from actions.narrow.licence_needed import licence_needed_answer
from actions.narrow.named_contact import for_whom_answer
from actions.narrow.near_retirement import near_retirement_answer
from actions.narrow.overseas import overseas_age_answer
from actions.narrow.papers import papers_answer
from actions.narrow.vaccines import vaccines_answer
from actions.narrow.who_hires import who_hires_answer
from actions.talk.turn import Turn
from bot.replies import ReplyDraft

COMPUTED: dict[str, Callable[[Turn, str, str], Awaitable[ReplyDraft | None]]] = {
    "abroad": abroad_answer,
    "abroad_study": abroad_study_answer,
    "b1_enough": b1_enough,
    "childminder_pay": childminder_pay_answer,
    "contact_for_whom": for_whom_answer,
    "experience": experience_answer,
    "for_another": for_another_answer,
    "foreign_cost": foreign_cost,
    "foreign_delay": foreign_delay,
    "foreign_social": foreign_social_answer,
    "foreign_trade": foreign_trade_answer,
    "foreign_who": foreign_who_answer,
    "hospital_pays": hospital_answer,
    "income": income_answer,
    "licence_needed": licence_needed_answer,
    "vaccines": vaccines_answer,
    "near_retirement_training": near_retirement_answer,
    "overseas_age": overseas_age_answer,
    "post_kept": post_answer,
    "papers": papers_answer,
    "ptp_pay": ptp_pay_answer,
    "who_hires": who_hires_answer,
}
