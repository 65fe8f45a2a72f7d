"""« laquelle ressemble le plus à infirmière ? »: of the trades named or listed, the one most like it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.narrow.shorter import likeness
from actions.talk.turn import Turn
from actions.thread.compared import short_name
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, capital, distinct
from bot.catalogue.models import Profession
from bot.catalogue.orientation import is_proposed, profile
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

NAME = "most_alike"
_MOST = 3
_SHARED = {
    "children": "les enfants",
    "elderly": "les personnes âgées",
    "disability": "les personnes handicapées",
    "sick": "les personnes malades",
    "young": "les jeunes",
    "families": "les familles",
}
_SAME = {
    "body_care": {"central": "beaucoup de soins du corps"},
    "nights": {"usual": "des nuits, souvent", "rare": "peu ou pas de nuits"},
    "physical": {"heavy": "un travail physique"},
    "autonomy": {"team": "le travail en équipe"},
}


async def most_alike_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The trade most like the one named last, among the others named or those just listed; else among all."""
    named = [str(slug) for slug in turn.said("profession")]
    # « y a quoi qui ressemble ? », of the trade spoken of
    slug = named[-1] if named else turn.profession
    aimed = await professions.known(turn.session, slug) if slug else None
    if aimed is None or not profile(aimed.slug):
        return None
    listed = [str(slug) for slug in turn.known("last_list") or []][-_MOST:]
    others = [slug for slug in named[:-1] if slug != aimed.slug]
    if len(others) < 2 and is_proposed(listed) and not others:
        others = [slug for slug in listed if slug != aimed.slug]
    if others:
        found = [await professions.known(turn.session, slug) for slug in dict.fromkeys(others)]
    else:
        found = [one for one in await professions.every(turn.session) if one.slug != aimed.slug]
    mine = profile(aimed.slug)
    ranked = sorted(
        ((_alike(aimed, mine, one), one) for one in found if one and profile(one.slug)),
        key=lambda entry: -entry[0],
    )
    best = [one for likeness_, one in ranked if likeness_ > 0][: 1 if others else _MOST]
    if not best:
        return None
    lines = "\n".join(
        f"- **{capital(both_names(one))}** : {_in_common(mine, profile(one.slug))}" for one in best
    )
    head = "Le plus proche" if len(best) == 1 else "Les plus proches"
    weighed = [one.slug for one in best] if len(best) > 1 else list(dict.fromkeys(others))
    turn.remember("last_list", weighed if len(weighed) > 1 else [best[0].slug, aimed.slug])
    return ReplyDraft(
        text=f"{head} ({both_names(aimed)}), d'après ce que je sais de chaque métier :\n\n{lines}\n\n"
        "Quelques jours en immersion le montrent mieux que moi.",
        choices=[choice(capital(short_name(one, 24)), "profession_info", one) for one in best],
        sources=distinct([entry for one in best for entry in sources_of(one)], 3),
    )


def _alike(aimed: Profession, mine: Mapping[str, Any], other: Profession) -> int:
    return likeness(mine, profile(other.slug)) + 2 * (aimed.family == other.family)


def _in_common(mine: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """What two trades share, in words: whom they serve, the care of the body, the rhythm."""
    shared = [
        words for name, words in _SHARED.items() if name in mine["publics"] and name in other["publics"]
    ]
    same = [
        words[mine[name]]
        for name, words in _SAME.items()
        if mine.get(name) == other.get(name) and mine.get(name) in words
    ]
    told = [f"même public ({', '.join(shared)})"] if shared else []
    return ", ".join([*told, *same][:4]) or "un travail proche"
