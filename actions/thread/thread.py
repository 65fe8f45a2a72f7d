"""What the talk is in the middle of (a stage, an apprenticeship…): few words are first heard as asking about it."""

from __future__ import annotations

from fnmatch import fnmatchcase

from actions.talk.turn import Turn
from bot.french.normalise import normalise

# The narrow answers of each thread, and the subjects whose general answer begins it.
_THREADS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "school_stage": (("stage_*", "school_stage"), frozenset()),
    "stage": (("immersion_*", "stage_*", "vis_ma_vie"), frozenset({"immersion"})),
    "apprentice": (("apprentice_*",), frozenset({"apprenticeship"})),
    "parcoursup": (
        (
            "parcoursup_*",
            "retry_parcoursup",
            "marks",
            "odds_unknown",
            "bac_kind",
            "social_odds",
            "entry_by_*",
        ),
        frozenset({"parcoursup"}),
    ),
    "pupil": (
        ("pupil_*", "assp_*", "st2s_*", "school_*", "which_lycee_near", "after_third_form"),
        frozenset(),
    ),
    "vae": (("vae_*",), frozenset({"vae"})),
    "ptp": (("ptp", "ptp_*"), frozenset()),
    "poei": (("poei", "poei_*"), frozenset()),
    "childminder": (("childminder_*",), frozenset()),
    "private_home": (("private_home_*", "cesu"), frozenset()),
    "rqth": (("rqth_*", "post_*", "unfit_*"), frozenset()),
    "foreign": (("foreign_*", "french_*", "newcomer"), frozenset({"foreign_diploma"})),
}
_LATELY = 2  # answers that a thread outlives
_FEW = 11  # words: a longer message stands by itself
# An answer of the thread is likelier by so much: the right ones that short turns of young people missed stood at −0.4 and
# above.
AHEAD = 0.3


def of_the_thread(turn: Turn, name: str) -> bool:
    """Whether the narrow answer `name` is of the thread that the talk is in the middle of."""
    return any(fnmatchcase(name, pattern) for pattern in _patterns(turn))


def _patterns(turn: Turn) -> tuple[str, ...]:
    if turn.text.startswith("/") or turn.trades_named or len(normalise(turn.text).split()) > _FEW:
        return ()
    given = [name for name in turn.points_lately[:_LATELY] if name]
    last = turn.known("last_subject")
    for patterns, subjects in _THREADS.values():
        told = any(fnmatchcase(name, pattern) for name in given for pattern in patterns)
        if told or (last in subjects and not given):
            return patterns
    return ()
