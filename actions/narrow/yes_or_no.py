"""Questions that want yes or no (« faut soulever les gens ? », « sans diplôme, c'est possible ? »): the word first."""

from __future__ import annotations

import re

from actions.narrow.lighter import lighter_than
from actions.people.at_school import conditions_of
from actions.talk.turn import Turn
from actions.thread.compared import short_name, trades_compared
from actions.thread.stored import stored
from actions.words.choices import access_sources, choice, sources_of
from actions.words.pay_words import sentence
from actions.words.wording import as_of_words, both_names, bullets, capital, distinct, listed, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import benchmarks, pay, professions
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft

_LOADS = re.compile(r"charge|port |postur|debout|physique|repet|manutention|brancard|lever|mobilis|dos")
_FREE = re.compile(r"(?:sans|aucun|pas de) (?:condition de )?(?:diplome|bac|prerequis)|sans diplome")
_MINE = re.compile(
    r"\b(?:mal|problemes?|fragile|opere\w*|hernie|sciatique|lombalgie)\b|\btien(?:s|dr\w+)\b|\btenir\b"
    r"|\b(?:mon|ma|mes|son|sa|ses) (?:dos|hanches?|genoux?|epaules?|poignets?|cervicales|mains?|jambes?|bras)\b"
)
# « et AESH, ce serait adapté ? » after a body that can no longer carry.
_SUITS = re.compile(
    r"\b(?:adapt\w*|compatible|convien\w*|jouable|faisable|envisageable|possible|irait|passerait|tiendrait|mieux pour)\b"
)
_OR_EXPERIENCE = re.compile(r"\bou \d+ (?:mois|ans?) d.experience")
_BAC = re.compile(r"\bbac\b")
# « quel bac pour être ambulancier ? » supposes one.
_WHICH = re.compile(r"\b(?:quel(?:le)?s?|quoi)\b.{0,12}\bbac\b|\bbac (?:pro )?quoi\b")
# « faut le bac ? » is answered by no where « sans le bac ? » is answered by yes.
_NEEDED = re.compile(
    r"^(?!.*\b(?:sans|pas|ni|aucun)\b).*\b(?:faut|besoin|oblig\w*|exig\w*|necessaire|demand\w*|requis)\b"
)
_YES_FIRST = re.compile(r"^Oui, (?:(plusieurs)|c'est possible\.)")
_TWO = 2
_OLD_ENOUGH = 20  # years, of the way in of `_LATER`
_LATER = re.compile(r"ou (avoir au moins 20 ans[^;]*)")  # the way in of the diplomas of social work
_NIGHT = re.compile(r"\bnuits?\b|nocturne")
_BONUS = re.compile(r"\bprimes?\b|\bbonus\b|supplement")
_SUNDAY = re.compile(r"\bdimanches?\b|jours? feries?|week ?-?ends?")
_WHERE_THEY_NURSE = re.compile(r"\behpad\w*|\bhopita\w+|\bclinique\w*|maisons? de retraite")
# « as » alone is seldom the trade, but for who is asked whether it pays.
_ASSISTANT = re.compile(r"^(?:et |pour |mais |une? |les? )*as\b(?! (?:tu|vous|une?|des)\b)")
_NAMED = 40  # letters of a trade's name amid a sentence
_KILOS = re.compile(r"\b(?:kilos?|kgs?|combien (?:de poids|on (?:porte|souleve)))\b")
_STRAIN = {
    "heavy": ("Oui", "c'est un travail physique"),
    "medium": ("En partie", "c'est assez physique"),
    "light": ("Peu", "ce n'est pas un travail de force"),
}


async def _trades(turn: Turn) -> list[Profession]:
    """The trades asked about: the one in question, or those just set side by side when the message names none."""
    listed = turn.known("last_subject") == "compare_professions" and not turn.professions
    if listed and len(found := await trades_compared(turn)) > 1:
        return found
    one = await professions.known(turn.session, turn.profession) if turn.profession else None
    return [one] if one else []


async def _asked_of(turn: Turn) -> list[Profession]:
    """The same, or both of two trades that the message names: « AES ou moniteur-éducateur, c'est physique ? »."""
    named = [str(slug) for slug in turn.said("profession")]
    if len(named) != _TWO:
        return await _trades(turn)
    trades = [await professions.known(turn.session, slug) for slug in named]
    return [trade for trade in trades if trade]


async def lifting_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether one lifts or carries in the trade, then what is known of it; None without a trade that has a profile."""
    trades = [trade for trade in await _asked_of(turn) if profile(trade.slug)]
    if not trades:
        return None
    told = []
    mine = bool(_MINE.search(said) or _SUITS.search(said))
    for trade in trades:
        yes, words = _STRAIN[profile(trade.slug)["physical"]]
        lines = [line for line in trade.working_conditions if _LOADS.search(fold_text(line))]
        more = f" ({lines[0]})" if lines else ""
        if mine and len(trades) == 1:
            told.append(f"{capital(both_names(trade))} : {words}{more}.")
        elif len(trades) == 1:
            told.append(f"{yes} : {both_names(trade)}, {words}{more}.")
        else:
            told.append(f"- {capital(both_names(trade))} : {yes.lower()}, {words}{more}")
    text = told[0] if len(trades) == 1 else "Cela dépend des deux :\n\n" + "\n".join(told)
    if _KILOS.search(said):
        text += " Combien de kilos, je ne le sais pas : cela change d'une personne aidée à l'autre."
    if mine:
        lighter = await lighter_than(turn, trades[0]) if len(trades) == 1 else []
        if lighter:
            text += f"\n\nMoins à porter, sans plus de diplômes : {listed([short_name(one, _NAMED) for one in lighter])}."
        text += (
            "\n\nPour votre santé, je ne peux pas dire si ce sera possible : parlez-en à votre médecin ou au médecin "
            "du travail avant de vous engager."
        )
    else:
        text += "\n\nLe poids du travail change selon l'employeur : une immersion permet de le voir."
    return ReplyDraft(
        text=text,
        choices=[
            ChoiceDraft(title="Voir sur place", payload="/immersion"),
            choice("Les horaires", "profession_conditions", trades[0]),
            ChoiceDraft(title="Travail et handicap", payload="/disability"),
        ],
        sources=distinct([entry for trade in trades for entry in sources_of(trade)], 3),
    )


async def no_diploma_in_general(turn: Turn, said: str, _talk: str) -> ReplyDraft:
    """That trades may be entered without a diploma: no to « faut le bac ? », yes to « sans le bac, c'est possible ? »."""
    reply = await stored(turn, "admission_no_diploma")
    if _NEEDED.search(said):
        reply.text = _YES_FIRST.sub(
            lambda found: "Non, plusieurs" if found[1] else "Non, pas pour tous les métiers.", reply.text
        )
    return reply


async def no_diploma_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether the trade may be entered without a diploma; None without a trade of which that is known."""
    trades = [trade for trade in await _trades(turn) if profile(trade.slug)]
    if not trades:
        return None
    trade = trades[0]
    lines = [*trade.access_conditions]
    lines += [f"{way.way} : {way.detail}" for way in trade.ways_in if way.detail]
    free = [line for line in lines if _FREE.search(fold_text(line))]
    if len(trades) > 1:
        told = [
            f"- {capital(both_names(one))} : "
            + ("oui" if profile(one.slug)["entry_level"] == "sans-diplome" else "non, un diplôme est demandé")
            for one in trades
        ]
        text = "Sans diplôme, pour entrer dans le métier ou en formation :\n\n" + "\n".join(told)
    elif profile(trade.slug)["entry_level"] == "sans-diplome":
        rest = [line for line in trade.access_conditions if line not in free]
        head = "Non" if _NEEDED.search(said) else "Oui, c'est possible"
        head = "Non, le bac n'est pas obligatoire" if head == "Non" and _BAC.search(said) else head
        head = "Aucun bac à choisir pour cela" if _WHICH.search(said) else head
        text = f"{head} : aucun diplôme n'est exigé au départ ({both_names(trade)})."
        if free and free[0] not in trade.access_conditions:
            text += f"\n\n- {capital(free[0])}"
        if rest:
            text += f"\n\nIl faut quand même :\n\n{bullets(rest, 3)}"
        elif needed := profile(trade.slug).get("requires"):
            text += f"\n\nIl faut quand même {needed}."
    else:
        asked = bullets(conditions_of(turn, trade), 3)
        head = "Oui : " if _NEEDED.search(said) else "Non, pas directement : "
        head = "" if _WHICH.search(said) else head
        text = capital(f"{head}{both_names(trade)}, il faut un diplôme pour entrer.")
        later = next((found[1] for line in lines if (found := _LATER.search(line))), None)
        if later:
            # Who is old enough need not wait.
            when = "" if (turn.age or 0) >= _OLD_ENOUGH else " plus tard"
            text = f"Sans le bac, c'est possible{when} ({both_names(trade)}) : il faut {later}."
        elif tried := next((line for line in lines if _OR_EXPERIENCE.search(fold_text(line))), None):
            text = f"Sans diplôme, l'expérience peut en tenir lieu ({both_names(trade)}) : {tried}."
        text += f"\n\n{asked}" if asked else ""
    if trade.access_to_check:
        text += "\n\nÀ confirmer auprès de l'école."
    return ReplyDraft(
        text=text,
        choices=[
            choice("Les étapes", "training_path", trade),
            choice("Où se former", "training_search", trade),
            ChoiceDraft(title="Plus court, proche", payload="un métier plus court dans le même esprit"),
        ],
        sources=distinct([entry for one in trades for entry in (*access_sources(one), *sources_of(one))], 3),
    )


_WATCHMAN = re.compile(r"\bveilleu\w*")


async def night_pay_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What working at night adds: what is known for the trade and for the public hospitals, else that it is not known."""
    # Of trades set side by side, the one that is done at night.
    at_night = [one for one in await trades_compared(turn) if profile(one.slug).get("nights") == "usual"]
    trade = next(iter([*at_night, *await _trades(turn)]), None)
    if trade is None and (_ASSISTANT.search(said) or _WHERE_THEY_NURSE.search(said)):
        trade = await professions.known(turn.session, "aide-soignant")
        if _ASSISTANT.search(said):
            turn.remember("profession", "aide-soignant")
    if trade is None and _WATCHMAN.search(said):
        trade = await professions.known(turn.session, "surveillant-de-nuit-qualifie")
    if trade is None:
        return None
    sunday = not _NIGHT.search(said) and _SUNDAY.search(said)
    when, word = ("le dimanche", "dimanche") if sunday else ("la nuit", "nuit")
    lines = [line for line in await pay.lines(turn.session, trade.slug) if line.has_amount]
    bonuses = [
        line
        for line in lines
        if line.kind == "bonus" and word in fold_text(f"{line.context} {line.includes}")
    ]
    today, smic = turn.now.date(), await benchmarks.get(turn.session, "smic")
    shown = bonuses[:1]
    sources = []
    majority = await benchmarks.get(turn.session, "travail-de-nuit-fph")
    hospital = any(line.sector == "public_hospital" for line in lines)
    by_rule = bool(hospital and not sunday and majority is not None and majority.value is not None)
    if bonuses:
        text = f"{capital(when)} ajoute de l'argent. {sentence(bonuses[0], today, smic)}"
    else:
        what = f"Une prime pour {when}" if _BONUS.search(said) else f"Combien {when} ajoute"
        but = " hors de l'hôpital public" if by_rule else ""
        text = f"{what}{but} ({both_names(trade)}), je ne le sais pas : cela dépend de l'employeur."
    if by_rule and majority is not None and majority.value is not None:
        told = (
            f"À l'hôpital public, les heures de nuit sont majorées de {majority.value:.0f} % "
            f"({as_of_words(majority.as_of)})."
        )
        text = f"{told}\n\n{text}"
        sources.append(source(majority.source_url, majority.as_of))
    base = next((line for line in lines if line.kind == "salary" and line.moment == "beginner"), None)
    if base is not None:
        text += f"\n\nSans compter {when} : {sentence(base, today, smic)[:1].lower()}{sentence(base, today, smic)[1:]}"
        shown = [*shown, base]
    if smic is not None and base is not None and base.below_smic:
        sources.append(source(smic.source_url, smic.as_of))
    return ReplyDraft(
        text=text,
        choices=[
            choice("Le salaire", "pay", trade),
            choice("Les horaires", "profession_conditions", trade),
            ChoiceDraft(title="Voir des offres", payload="/job_offers"),
        ],
        sources=distinct([*(source(line.source_url, line.as_of) for line in shown), *sources], 4),
    )
