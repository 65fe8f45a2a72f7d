"""« C'est quoi un SSIAD ? », « ils travaillent où ? »: what a place of work is, and which those of a trade are."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.compared import short_name
from actions.words.choices import choice, sources_of
from actions.words.easy_words import meaning_of
from actions.words.wording import both_names, bullets, capital, distinct
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

# Places of work that people ask about, as our facts write them.
_PLACES = re.compile(
    r"\b(ssiad|mecs|imes?|itep|esat|sessad|camsp|cmpp|savs|samsah|saad|spasad|had|pmi|foyers? de vie|foyer de l.enfance"
    r"|accueil de jour|ehpads?|creches?|micro.?creches?|hopital de jour|maternites?|maison de retraite|ccas)\b"
)
_ALSO = {
    "ssiad": "soins infirmiers a domicile",
    "had": "hospitalisation a domicile",
    "mas": "maison d'accueil specialisee",
}
_MAS = re.compile(r"\b(?:une?|la|les?|en) (mas|fam)\b")
_HOURS = re.compile(r"ouvert\w*|week ?-?ends?|horaires?|dimanches?|samedis?|nuits?|ferme\w*")
_MOST = 4
_MOST_OF_ITS_OWN = 6


async def workplace_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What the place named is, as far as its name tells, and the trades of it; None when no place is named."""
    found = _PLACES.search(said) or _MAS.search(said)
    if found is None:
        return None
    name = found[1]
    called = "|".join(
        re.escape(word).replace(r"\ ", "s? ") for word in (name.rstrip("s"), _ALSO.get(name, name))
    )
    pattern = re.compile(rf"\b(?:{called})s?\b")
    trades = [
        trade
        for trade in await professions.every(turn.session)
        if any(pattern.search(fold_text(place)) for place in trade.workplaces)
    ]
    meaning = meaning_of(name)
    written = name.upper() if meaning and " " not in name else name
    head = f"{written} : {meaning}" if meaning else f"Je n'ai pas de fiche sur ce lieu ({written})."
    if _HOURS.search(said):
        head += " Ses horaires changent d'un lieu à l'autre et je ne les ai pas : demandez-les-lui."
    if trades:
        listed = bullets([both_names(trade) for trade in trades[:_MOST]], _MOST)
        head += f"\n\nDans ce que je sais, on y trouve par exemple :\n\n{listed}"
        turn.remember("last_list", [trade.slug for trade in trades[:_MOST]])
    return ReplyDraft(
        text=head,
        choices=[choice(capital(short_name(trade, 24)), "profession_info", trade) for trade in trades[:3]],
        sources=distinct([one for trade in trades[:2] for one in sources_of(trade)], 3),
    )


async def where_at_work_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Where the trade in question is practised, as far as we know; None without a trade, or without its places."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None or not trade.workplaces:
        return None
    places = bullets([capital(place) for place in trade.workplaces], _MOST_OF_ITS_OWN)
    return ReplyDraft(
        text=f"Où l'on travaille ({both_names(trade)}), d'après ce que je sais :\n\n{places}\n\n"
        "Ma liste n'est peut-être pas complète.",
        choices=[
            choice("Une journée", "profession_day", trade),
            choice("Les horaires", "profession_conditions", trade),
            choice("Le salaire", "pay", trade),
        ],
        sources=distinct(sources_of(trade), 2),
    )
