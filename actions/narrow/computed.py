"""Narrow questions whose answer is made from the facts, by the name that the points give it (`data/points`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from actions.choosing.examples import trades_said
from actions.choosing.own_summary import own_summary
from actions.choosing.work_now import work_now, work_place
from actions.narrow.adult_points import COMPUTED as FOR_ADULTS
from actions.narrow.after_bac_pro import assp_answer
from actions.narrow.after_third import NAME as AFTER_THIRD
from actions.narrow.after_third import after_third_answer
from actions.narrow.age_and_entry import (
    after_thirty_answer,
    age_for_trade,
    apprentice_trade,
    by_parcoursup,
    selection_form,
    trade_hours,
)
from actions.narrow.apprentice_birthday import apprentice_birthday
from actions.narrow.apprentice_pay import apprentice_pay
from actions.narrow.best_paid import best_paid_answer
from actions.narrow.body_and_friends import body_and_work, two_of_us
from actions.narrow.bridges import from_a_trade_answer, vae_of_trade
from actions.narrow.bridges_held import bridges_held_answer
from actions.narrow.coherent import coherent_answer
from actions.narrow.convince import NAME as CONVINCE
from actions.narrow.convince import convince_answer
from actions.narrow.diploma_for import diploma_for_answer
from actions.narrow.diploma_held import diploma_answer
from actions.narrow.fears import fear_answer
from actions.narrow.for_publics import FOR_PUBLICS
from actions.narrow.foreign import foreign_in_eu, foreign_meanwhile, foreign_nurse_eu, foreign_outside_eu
from actions.narrow.from_to import from_to_answer
from actions.narrow.funds import named_fund_answer
from actions.narrow.hourly_pay import hourly_pay_answer
from actions.narrow.in_general import diploma_to_ask_answer, enough_to_live_answer
from actions.narrow.in_post import carer_stays_near, direct_way, level_of_trade, trade_by_day, trade_exists
from actions.narrow.lengths import entry_answer, length_answer, rhythm_answer, selection_answer
from actions.narrow.licence import licence_answer
from actions.narrow.light_trades import light_trades_answer
from actions.narrow.lighter import lighter_answer
from actions.narrow.marks import marks_answer, odds_unknown
from actions.narrow.medicine_first import medicine_first_answer
from actions.narrow.men import men_asked, shares_answer, trade_for_men
from actions.narrow.months import ptp_months_answer
from actions.narrow.most_alike import most_alike_answer
from actions.narrow.named_contact import named_contact_answer
from actions.narrow.of_a_trade_too import dys_answer, lightening_answer, writing_answer
from actions.narrow.of_both import of_both_answer
from actions.narrow.of_level import of_level_answer
from actions.narrow.of_this_trade_first import leave_answer, violence_answer
from actions.narrow.own_account import own_account_answer, trade_meant
from actions.narrow.own_trade import leaving_own_trade, whom_to_see
from actions.narrow.pay_special import (
    creche_pay_answer,
    diploma_raise_answer,
    freelance_pay_answer,
    part_time_pay_answer,
    pay_rises_answer,
)
from actions.narrow.pay_true import pay_weighed
from actions.narrow.placements import placement_weeks
from actions.narrow.price import price_answer
from actions.narrow.publics import easiest_answer, public_pay_answer
from actions.narrow.pupils import apprentice_dismissed, for_someone, teacher_more, teacher_professional
from actions.narrow.refused_trade import refused_trade_answer
from actions.narrow.seen_at_work import seen_at_work_answer
from actions.narrow.shorter import shorter_answer
from actions.narrow.stage_asked import ASKED_OF_A_STAGE
from actions.narrow.these_trades import these_trades_answer
from actions.narrow.trade_in_place import trade_in_place_answer
from actions.narrow.unsure import unsure_answer
from actions.narrow.which_of_two import choosing_answer
from actions.narrow.with_people import with_people_answer
from actions.narrow.work_to_find import work_to_find_answer
from actions.narrow.workplaces import where_at_work_answer, workplace_answer
from actions.narrow.yes_or_no import (
    lifting_answer,
    night_pay_answer,
    no_diploma_answer,
    no_diploma_in_general,
)
from actions.talk.turn import Turn
from actions.thread.given import what_next
from actions.thread.whom_of_it import whom_of_it
from bot.replies import ReplyDraft

COMPUTED: dict[str, Callable[[Turn, str, str], Awaitable[ReplyDraft | None]]] = {
    AFTER_THIRD: after_third_answer,
    "age_for_trade": age_for_trade,
    "alternance_after_thirty": after_thirty_answer,
    "apprentice_dismissed": apprentice_dismissed,
    "apprentice_birthday": apprentice_birthday,
    CONVINCE: convince_answer,
    "apprentice_pay": apprentice_pay,
    "assp_leads_to": assp_answer,
    "best_paid": best_paid_answer,
    "body_and_work": body_and_work,
    "carer_stays_near": carer_stays_near,
    "apprentice_trade": apprentice_trade,
    "bridges": bridges_held_answer,
    "by_parcoursup": by_parcoursup,
    "choosing": choosing_answer,
    "coherent": coherent_answer,
    "diploma_for": diploma_for_answer,
    "diploma_raise": diploma_raise_answer,
    "direct_way": direct_way,
    "diploma_to_ask": diploma_to_ask_answer,
    "dys_and_tdah": dys_answer,
    "enough_to_live": enough_to_live_answer,
    "diploma_held": diploma_answer,
    "for_someone": for_someone,
    "hourly_pay": hourly_pay_answer,
    "easiest": easiest_answer,
    "from_a_trade": from_a_trade_answer,
    "from_to": from_to_answer,
    "fear": fear_answer,
    "foreign_as_meanwhile": foreign_meanwhile,
    "foreign_eu_meanwhile": foreign_meanwhile,
    "foreign_in_eu": foreign_in_eu,
    "foreign_nurse_eu": foreign_nurse_eu,
    "foreign_outside_eu": foreign_outside_eu,
    "odds_unknown": odds_unknown,
    "of_both": of_both_answer,
    "of_level": of_level_answer,
    "refused_trade": refused_trade_answer,
    "trade_in_place": trade_in_place_answer,
    "own_account": own_account_answer,
    "on_ones_own": own_account_answer,
    "own_summary": own_summary,
    "trade_meant": trade_meant,
    "these_trades": these_trades_answer,
    "work_to_find": work_to_find_answer,
    "with_people": with_people_answer,
    "where_at_work": where_at_work_answer,
    "workplace": workplace_answer,
    "entry": entry_answer,
    "leaving_own_trade": leaving_own_trade,
    "length": length_answer,
    "licence": licence_answer,
    "level_of_trade": level_of_trade,
    "lightening_what": lightening_answer,
    "marks": marks_answer,
    "medicine_first": medicine_first_answer,
    "men_in_care": men_asked,
    "men_share": shares_answer,
    "ptp_months": ptp_months_answer,
    "most_alike": most_alike_answer,
    "named_contact": named_contact_answer,
    "named_fund": named_fund_answer,
    "rhythm": rhythm_answer,
    "trade_for_men": trade_for_men,
    "trade_by_day": trade_by_day,
    "trade_exists": trade_exists,
    "trades_said": trades_said,
    "two_of_us": two_of_us,
    "unsure_of_trade": unsure_answer,
    "vae_of_trade": vae_of_trade,
    "work_now": work_now,
    "work_place": work_place,
    "seen_at_work": seen_at_work_answer,
    "selection_and_cost": selection_answer,
    "selection_form": selection_form,
    "teacher_more": teacher_more,
    "teacher_professional": teacher_professional,
    "trade_hours": trade_hours,
    "lifting": lifting_answer,
    "leave_weeks": leave_answer,
    "light_trades": light_trades_answer,
    "lighter": lighter_answer,
    "night_pay": night_pay_answer,
    "no_diploma": no_diploma_answer,
    "admission_no_diploma": no_diploma_in_general,
    "freelance_pay": freelance_pay_answer,
    "part_time_pay": part_time_pay_answer,
    "pay_rises": pay_rises_answer,
    "pay_creche": creche_pay_answer,
    "pay_verdict": pay_weighed,
    "placement_weeks": placement_weeks,
    "price": price_answer,
    "public_pay": public_pay_answer,
    "shorter": shorter_answer,
    "violence_at_work": violence_answer,
    "what_next": what_next,
    "whom_of_it": whom_of_it,
    "whom_to_see": whom_to_see,
    "writing_fear": writing_answer,
    **ASKED_OF_A_STAGE,
    **FOR_ADULTS,
    **FOR_PUBLICS,
}
