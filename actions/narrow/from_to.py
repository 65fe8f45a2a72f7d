"""From one trade to another: what is known to lead from the one held to the one aimed at, and what is not known."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of
from actions.narrow.way_between import practised, way_between
from actions.talk.turn import Turn
from actions.thread.compared import short_length
from actions.thread.stored import stored
from actions.words.bridge_lines import (
    at_large,
    dispenses,
    leading,
    names_of,
    naming,
    shortens,
    way_sources,
    years_asked,
)
from actions.words.wording import both_names, bullets, capital, distinct
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft

_NURSE, _ASSISTANT = "infirmier", "aide-soignant"
_VAE = re.compile(
    r"\bvae\b|validation des acquis|\brien qu.?avec (?:mes|ses|mon|son|les) (?:\w+ )?(?:annees|experience|anciennete)"
    r"|\bsans (?:retourner|repasser|revenir|aller|passer) (?:en|a|par|sur) (?:l.|les? |la )?(?:cours|ecole|formation|bancs)"
)
_WHO = "L'école visée confirme par écrit ce qui est allégé."
_WHO_DECIDES = (
    "Seule l'école visée peut dire si le parcours d'avant allège quelque chose : demandez-le-lui par écrit."
)
_STAYS = re.compile(r"\b(?:je |j.?)(?:reste\w*|garde|reviens) (?:sur|avec|en|a)\b")
_HESITATES = re.compile(r"\bhesit\w*|\bou alors\b|\bou bien\b|\ben pensez quoi\b")
_IN_ALL = re.compile(r"\ben tout\b|\btotal\b|combien (?:de temps|d.annees)")
_GIVES_UP = re.compile(r"\bsi (?:j'?\s?(?:arrete|abandonne)|je (?:lache|rate|quitte|plante|stoppe|laisse))\b")
_YEARS = re.compile(r"^P(\d+)Y$")
_MOST = 3  # lines told of one pair


async def from_to_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What leads from the trade held to each one aimed at; None when the message tells no such way."""
    if _GIVES_UP.search(said):
        return None  # « si j'arrête l'Ifsi je peux être aide-soignant ? » goes the other way
    if _HESITATES.search(said) or _STAYS.search(said):
        return None  # « ambulancier, ou alors aide-soignant, j'hésite » leads from neither to the other
    way = way_between(turn)
    held = await professions.known(turn.session, way.held) if way else None
    if way is None or held is None:
        return None
    found = [await professions.known(turn.session, slug) for slug in way.aimed[:2]]
    aimed = [trade for trade in found if trade is not None]
    if not way.asked and not any(leading(held, trade) for trade in aimed):
        return None  # the usual way there is what is asked
    turn.remember("profession", (aimed or [held])[0].slug)
    if not aimed:
        return await _wherever(turn, held)
    if _VAE.search(said):
        return _by_experience(held, aimed)
    if (held.slug, [trade.slug for trade in aimed]) == (_ASSISTANT, [_NURSE]):
        return await _to_nurse(
            turn, held, aimed[0], "as_then_nurse" if _IN_ALL.search(said) else "assistant_to_nurse"
        )
    who = _WHO if any(leading(held, trade) for trade in aimed) else _WHO_DECIDES
    text = "\n\n".join([*(_between(turn, held, trade) for trade in aimed), who])
    return ReplyDraft(
        text=text,
        choices=choices_of(aimed[0]),
        sources=distinct([one for trade in aimed for one in way_sources(trade)], 3),
    )


async def shortened_answer(turn: Turn, aimed: Profession) -> ReplyDraft | None:
    """How long the way to `aimed` is for who practises a trade that shortens it; None for all others."""
    slug = practised(turn)
    held = await professions.known(turn.session, slug) if slug and slug != aimed.slug else None
    if held is None or not any(shortens(line) for line in leading(held, aimed)):
        return None
    if (held.slug, aimed.slug) == (_ASSISTANT, _NURSE):
        return await _to_nurse(turn, held, aimed, "assistant_to_nurse")
    return ReplyDraft(
        text=f"{_between(turn, held, aimed)}\n\n{_WHO}",
        choices=choices_of(aimed),
        sources=distinct(way_sources(aimed), 3),
    )


async def spared_the_selection(turn: Turn, aimed: Profession) -> str | None:
    """What spares the selection of `aimed` to who practises a trade that its ways in name; None for all others."""
    slug = practised(turn)
    held = await professions.known(turn.session, slug) if slug and slug != aimed.slug else None
    line = next((line for line in leading(held, aimed) if dispenses(line)), None) if held else None
    return f"Pour vous, le métier exercé peut compter : {line}." if line else None


def _between(turn: Turn, held: Profession, aimed: Profession) -> str:
    """What is known of one pair, the length of the whole training included."""
    lines = leading(held, aimed)[:_MOST]
    start, end = held.name_f, aimed.name_f
    needed = profile(aimed.slug).get("requires") or ""
    prior = next((line for line in aimed.access_conditions if line in lines), None)
    whole = f"Formation complète ({end}) : {short_length(aimed)}."
    if prior or (needed and naming(names_of(held), [needed])):
        return f"{capital(end)}, c'est une suite prévue : il faut {needed or prior}.\n\n{whole}"
    if lines:
        if any(shortens(line) for line in lines):
            head = f"Une passerelle existe ({start} → {end})."
        elif any(dispenses(line) for line in lines):
            head = f"Le métier tenu peut dispenser de la sélection ({start} → {end})."
        else:
            head = f"Ce passage est prévu ({start} → {end})."
        return f"{head} {_enough(turn, lines)}".rstrip() + f"\n\n{bullets(lines, _MOST)}\n\n{whole}"
    later = naming(names_of(aimed), held.progression)
    if later:
        more = f" : {later[0]}" if len(later[0]) > len(end) + _MOST else ""
        head = f"C'est une évolution connue ({start} → {end}){more}. Je n'ai pas de passerelle sûre de plus."
    else:
        head = f"Je n'ai pas de passerelle sûre entre ces deux métiers ({start} → {end})."
    usual = aimed.ways_in[0] if aimed.ways_in else None
    detail = f" ({usual.detail.split(' ; ')[0]})" if usual and usual.detail else ""
    way = f" Voie habituelle : {usual.way}{detail}." if usual else ""
    general = at_large(aimed)[:1]
    more = f"\n\n{bullets(general)}" if general and general[0] not in way else ""
    return f"{head}{way}{more}\n\n{whole}"


def _enough(turn: Turn, lines: list[str]) -> str:
    """Whether the years told are those that a bridge asks for; empty when none are told, or asked for."""
    asked = next((years for line in lines if (years := years_asked(line))), None)
    told = [int(found[1]) for one in turn.said("duration") if (found := _YEARS.match(str(one)))]
    if asked is None or not told:
        return ""
    mine, least = min(told), f"{asked} an{'s' if asked > 1 else ''}"
    if mine < asked:
        return f"{mine} an{'s' if mine > 1 else ''} ne suffi{'sen' if mine > 1 else ''}t pas : il en faut {asked}."
    return f"L'ancienneté suffit : il faut {least}."


async def _to_nurse(turn: Turn, held: Profession, aimed: Profession, slug: str) -> ReplyDraft:
    reply = await stored(turn, slug)
    if enough := _enough(turn, leading(held, aimed)):
        reply.text = f"{enough} {reply.text}"
    return reply


def _by_experience(held: Profession, aimed: list[Profession]) -> ReplyDraft:
    """The VAE of each trade aimed at, as its ways in tell it."""
    told = []
    for trade in aimed:
        way = next((one for one in trade.ways_in if "vae" in one.way.lower()), None)
        detail = way.detail if way and len(way.detail or "") > _MOST else None  # « oui » says nothing more
        what = f"VAE possible, {detail}" if detail else "VAE possible"
        told.append(f"{both_names(trade)} : {what if way else 'je ne connais pas de VAE'}")
    text = (
        f"{bullets(told)}\n\nL'expérience ({both_names(held)}) doit être en rapport avec le diplôme visé : c'est la "
        "recevabilité, demandée avant sur vae.gouv.fr, qui le dit. Je ne peux pas le dire à sa place."
    )
    return ReplyDraft(
        text=text,
        choices=[ChoiceDraft(title="La VAE", payload="/vae"), *choices_of(aimed[0])[:2]],
        sources=distinct([one for trade in aimed for one in way_sources(trade)], 3),
    )


async def _wherever(turn: Turn, held: Profession) -> ReplyDraft | None:
    """The trades whose way is made easier by the one held, when none is aimed at; None when we know of none."""
    found = []
    for trade in await professions.every(turn.session):
        lines = [line for line in leading(held, trade) if shortens(line) or dispenses(line)]
        if trade.slug != held.slug and lines:
            found.append((trade, lines[0]))
    if not found:
        return None
    turn.remember("last_list", [trade.slug for trade, _ in found[:_MOST]])
    listed = [f"{both_names(trade)} ({line})" for trade, line in found]
    return ReplyDraft(
        text=f"Ce que ce métier ({both_names(held)}) facilite, à ma connaissance :\n\n{bullets(listed, _MOST)}\n\n{_WHO}",
        choices=[
            ChoiceDraft(
                title=capital(trade.name_m)[:24], payload=f'/training_path{{"profession": "{trade.slug}"}}'
            )
            for trade, _ in found[:_MOST]
        ],
        sources=distinct([one for trade, _ in found[:_MOST] for one in way_sources(trade)], 3),
    )
