"""What a message tells before it is answered: who speaks, which trade and place are in question, which words are wanted."""

from __future__ import annotations

from actions.choosing.after_proposals import keep_pointed
from actions.choosing.trades_aside import keep_trades_aside
from actions.narrow.dropped import leave_dropped
from actions.people.roles import keep_speaker, turns_to_oneself
from actions.talk.turn import Turn
from actions.thread.birthdays import leave_dates_of_a_life
from actions.thread.corrected import leave_denied
from actions.thread.first_idea import keep_first_idea
from actions.thread.homonyms import leave_place_aside, settle_place
from actions.thread.later import keep_the_nearest
from actions.thread.next_door import keep_neighbour, leave_compared
from actions.thread.objected import leave_objected
from actions.thread.others_trade import leave_others_trade
from actions.thread.own_diploma import leave_own_diploma
from actions.thread.pointed_back import keep_pointed_back
from actions.thread.refused_beside import set_trade_aside
from actions.thread.same_word import keep_meaning
from actions.thread.search_again import keep_what_changes
from actions.thread.which_named import keep_the_asked
from actions.words.easy_words import keep_easy


def hear(turn: Turn) -> None:
    """Take in what the message of `turn` tells, in the order in which one thing decides of the next."""
    if turns_to_oneself(turn):
        turn.turn_to_oneself()
    set_trade_aside(turn)
    leave_denied(turn)
    leave_dropped(turn)
    keep_meaning(turn)
    keep_the_asked(turn)
    keep_the_nearest(turn)
    keep_speaker(turn)
    turn.keep_audience()
    turn.keep_trade()
    turn.leave_own_trade()
    leave_compared(turn)
    leave_others_trade(turn)
    leave_own_diploma(turn)
    leave_objected(turn)
    keep_trades_aside(turn)
    keep_neighbour(turn)
    keep_pointed(turn)
    keep_pointed_back(turn)
    keep_first_idea(turn)
    leave_place_aside(turn)
    settle_place(turn)
    leave_dates_of_a_life(turn)
    keep_what_changes(turn)
    keep_easy(turn)
