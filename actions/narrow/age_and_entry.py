"""Of one trade: the age it asks for, what its selection is made of, and its hours, in a sentence each."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of, trade_of
from actions.people.roles import role
from actions.people.told import experience_told
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names, bullets, capital, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.aspects import aspects
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft, Source

_GROWN = 18  # years
_PAST_APPRENTICESHIP = 30
_LEAST = re.compile(r"\b(1[4-9]|2\d) ans\b")
_TWENTY = re.compile(r"au moins 20 ans a la reprise")
_TOLD = re.compile(
    r"(?<!\bau )(?<!\bdu )(?<!\ble )\b(1[1-9])\b(?! ?(?:h\b|heures|€|euros?|%|jours|mois|semaines|de moyenne))"
)
_IN_TALK = re.compile(r"(?<!depuis )(?<!pendant )\b(1[1-9]|2\d) ans\b(?! d.)")
_WHAT_IS = re.compile(r"c.est quoi|qu.est ce qu|ca fait quoi|(?:fait|font) quoi|consiste")
_HAS_BAC = re.compile(
    r"\b(?:licence|fac|univ\w*|terminale|bts|dut|staps|deug|(?<!pas )(?<!sans )(?<!ni )(?:le|mon|un) bac)\b"
)
_FROM_WHEN = re.compile(r"\bquel age\b|\btrop jeune\b")
# « il faudra attendre ses 18 ans », « il faut être majeure ? »
_OF_AGE = re.compile(r"\b18 ans\b|\bmajorite\b|\bmajeure?s?\b")
_ASKS_AGE = re.compile(r"\?|attendre|peu[tx]\b|possible|faut|trop|assez|suffi|droit|accept|\bage\b")
_ENTRY = re.compile(r"selection|dossier|entretien|parcoursup|concours|candidature")
_BY_PARCOURSUP = re.compile(r"^(?!.*(?:hors|sans) parcoursup).*parcoursup")
_WRITTEN = re.compile(r"epreuve ecrite|ecrit")
_WHOSE_AGE = re.compile(r" Quel âge a la personne \?$")
_OF_HOURS = frozenset({"hours", "night", "weekend"})


def _age_told(turn: Turn, said: str, talk: str) -> int | None:
    """The age in question: of this message first, whoever it is of, else the one remembered, else that of the talk."""
    of_another = [entity["value"] for entity in turn.entities if entity.get("entity") in ("age", "age_other")]
    if not of_another and not _TOLD.search(said) and _OF_AGE.search(said):
        return _GROWN
    if of_another and isinstance(of_another[0], int | float):
        return int(of_another[0])
    found = _TOLD.search(said)
    if found:
        return int(found[1])
    before = _IN_TALK.search(talk)
    return turn.age if turn.age is not None or before is None else int(before[1])


async def age_for_trade(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the age told is enough for the trade in question; None without both, or when the trade asks for none."""
    profession, age = await trade_of(turn, talk), _age_told(turn, said, talk)
    if profession is not None and age is None and _FROM_WHEN.search(said):
        return await _least_age(turn, profession)
    if profession is None or age is None or age > 19 or turn.in_form or turn.said("neighbour"):
        return None  # « il aura 18 ans en mars, il veut être pompier » asks of another trade
    condition = next((line for line in profession.access_conditions if _LEAST.search(line)), None)
    licence = any(line.startswith("permis") for line in profession.access_conditions)
    if condition is None and licence and age < _GROWN:
        return await stored(turn, "licence_not_yet")
    if condition is None:
        twenty = any(_TWENTY.search(fold_text(way.detail or "")) for way in profession.ways_in)
        if twenty and _HAS_BAC.search(said):
            return None
        if twenty:
            return await stored(turn, "age_social", trade=capital(both_names(profession)))
        asked = age < _GROWN or _OF_AGE.search(said)
        return await _no_age_known(turn, profession, said) if asked else None
    least = int(_LEAST.findall(condition)[0])
    if age >= least and turn.professions and not _ASKS_AGE.search(said):
        return None  # « j'ai 17 ans, je veux être aide-soignante » asks the way there
    slug = "age_too_young" if age < least else "age_old_enough"
    reply = await stored(turn, slug, trade=capital(both_names(profession)), condition=condition, age=str(age))
    reply.sources = _access(profession)
    reply.choices = [reply.choices[0], *choices_of(profession)[:2]]
    return reply


async def _least_age(turn: Turn, profession: Profession) -> ReplyDraft | None:
    """From what age the trade is learnt: its least age, or that only a licence of some years is asked for; else None."""
    lines = profession.access_conditions
    condition = next((line for line in lines if _LEAST.search(line)), None)
    licence = next((line for line in lines if line.startswith("permis")), None)
    if condition is None and licence is None:
        return None
    names = capital(both_names(profession))
    text = f"{names} : {condition or licence}."
    if condition is None:
        text = f"{names} : aucun âge fixé trouvé, mais un {licence}. Comptez à partir du permis."
    return ReplyDraft(text=text, choices=choices_of(profession), sources=_access(profession))


async def _no_age_known(turn: Turn, profession: Profession, said: str) -> ReplyDraft | None:
    """That no least age was found, with what the trade is when that is asked too; None after a bac, which is older."""
    after_bac = profession.parcoursup is True or any(
        fold_text(way.way).startswith("parcoursup") for way in profession.ways_in
    )
    if after_bac or not _ASKS_AGE.search(said):
        return None
    reply = await stored(turn, "age_not_known", trade=capital(both_names(profession)))
    if profession.summary and _WHAT_IS.search(said):
        reply.text = f"**{capital(both_names(profession))}** : {profession.summary}\n\n{reply.text}"
    reply.sources = _access(profession) or reply.sources
    reply.choices = [*choices_of(profession)[:2], reply.choices[1]]
    return reply


def _access(profession: Profession) -> list[Source]:
    return distinct([source(url, profession.access_as_of) for url in profession.access_source_urls], 2)


async def selection_form(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """What one goes through to enter the training: a file, an interview, an exam; None without a trade or a rule."""
    profession = await trade_of(turn, talk)
    if profession is None:
        return None
    told = [
        (way.detail if way.detail and _ENTRY.search(fold_text(way.detail)) else way.way).split(" ; ")[0]
        for way in profession.ways_in
        if _ENTRY.search(fold_text(f"{way.way} {way.detail or ''}"))
    ]
    ways = [line for line in told if "hors parcoursup" not in fold_text(line)]
    if not ways:
        return None
    way = " ; ".join(ways[:2])
    slug = "selection_written" if _WRITTEN.search(fold_text(way)) else "selection_form"
    reply = await stored(turn, slug, trade=capital(both_names(profession)), way=way)
    read = [source(entry.source_url, entry.as_of) for entry in profession.ways_in[:2]]
    reply.sources = distinct([*_access(profession), *read], 2)
    reply.choices = [reply.choices[0], *choices_of(profession)[:2]]
    return reply


async def by_parcoursup(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """Whether one enters the training for the trade in question by Parcoursup, as far as its ways in tell."""
    profession = await trade_of(turn, talk)
    if profession is None or not profession.ways_in:
        return None
    ways = [way for way in profession.ways_in if _ENTRY.search(fold_text(f"{way.way} {way.detail or ''}"))]
    by_it = [way for way in ways if _BY_PARCOURSUP.search(fold_text(f"{way.way} {way.detail or ''}"))]
    names, way = both_names(profession), next(iter(by_it or ways), None)
    if way is None:
        return None
    told = f"{way.way} : {way.detail.split(' ; ')[0]}" if way.detail else way.way
    text = (
        f"Oui, Parcoursup est une voie pour devenir {names} ({told})."
        if by_it
        else f"Pas à ma connaissance pour devenir {names}. La voie que je connais : {told}."
    )
    other = next((one for one in ways if one not in by_it), None) if by_it else None
    if other is not None and experience_told(turn):
        # Who has worked is told first of the way that is theirs.
        text = (
            f"Pas obligatoirement pour devenir {names}. La voie sans Parcoursup : {other.way}. "
            f"Parcoursup reste possible aussi ({told})."
        )
    elif other is not None:
        text += f" Il y a aussi une voie sans Parcoursup : {other.way}."
    return ReplyDraft(
        text=text,
        choices=choices_of(profession),
        sources=distinct([source(way.source_url, way.as_of), *_access(profession)], 3),
    )


_CONTRACT = re.compile(r"^contrat\b.*\bd'apprentissage\b|^contrat\b.*\bprofessionnalisation\b")
_APPRENTICE = re.compile(r"\b(?:apprenti\w*|alternance)\b")


async def apprentice_trade(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the trade in question is learnt as an apprentice; None where no way in says so."""
    profession = await professions.known(turn.session, turn.profession) if turn.profession else None
    ways = profession.ways_in if profession else []
    found = next((way for way in ways if fold_text(way.way).startswith("apprentissage")), None)
    if found is None and not turn.said("place") and (reply := _in_a_contract(profession)):
        return reply
    if profession is None or turn.said("place"):
        return None
    if found is None:
        return await _no_apprentice(turn, profession, said)
    told = (found.detail or "").split(" ; ")[0]
    detail = f" : {told}" if told not in ("", "oui") else ""
    reply = await stored(turn, "apprentice_trade", trade=both_names(profession), detail=detail)
    age = _age_told(turn, said, talk)
    if age is not None:
        reply.text = _WHOSE_AGE.sub("", reply.text)
    elif role(turn) is None and turn.audience != "counsellor":
        reply.text = _WHOSE_AGE.sub(" Quel âge avez-vous ?", reply.text)
    condition = next((line for line in profession.access_conditions if _LEAST.search(line)), None)
    if age is not None and condition and age < int(_LEAST.findall(condition)[0]):
        reply.text += f" À {age} ans, il faut attendre : {condition}."
    reply.sources = distinct([source(found.source_url, found.as_of), *_access(profession)], 2)
    return reply


def _in_a_contract(profession: Profession | None) -> ReplyDraft | None:
    """That the way into the trade is itself a contract with an employer; None where no way in says so."""
    ways = profession.ways_in if profession else []
    found = next((way for way in ways if _CONTRACT.search(fold_text(way.way))), None)
    if profession is None or found is None:
        return None
    others = [way.way for way in ways if way is not found]
    beside = f" Les autres voies que je connais : {' ; '.join(others[:2])}." if others else ""
    return ReplyDraft(
        text=f"Oui, {both_names(profession)} s'apprend en travaillant : {found.way}.{beside} S'il existe une voie sans "
        "contrat, je ne la connais pas : l'école le dit.",
        choices=choices_of(profession),
        sources=distinct([source(found.source_url, found.as_of), *_access(profession)], 2),
    )


async def after_thirty_answer(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """What is left after the age of apprenticeship; the apprenticeship itself for who is told to be younger."""
    age = _age_told(turn, said, talk) or turn.age
    if age is not None and age < _PAST_APPRENTICESHIP:
        return await apprentice_trade(turn, said, talk) or await stored(turn, "apprentissage")
    return await stored(turn, "alternance_after_thirty")


async def _no_apprentice(turn: Turn, profession: Profession, said: str) -> ReplyDraft | None:
    """That no apprenticeship is known for the trade, and its usual ways in; None unless the message asks it of the trade."""
    if not _APPRENTICE.search(said) or not profession.ways_in:
        return None
    ways = " ; ".join(dict.fromkeys(way.way for way in profession.ways_in[:2]))
    reply = await stored(turn, "no_apprentice_trade", trade=both_names(profession), ways=ways)
    reply.sources = distinct([source(way.source_url, way.as_of) for way in profession.ways_in[:2]], 2)
    return reply


_NIGHT_WARD = re.compile(r"^(?=.*\bnuits?\b).*\b(?:ehpad|maisons? de retraite|hopital|clinique)\b")


# « des gardes de 24 h », « une garde, ça dure combien ? »
_LENGTH_OF_DUTY = re.compile(
    r"\b(?:gardes?|astreintes?)\b.{0,24}(?:\b\d{1,2} ?h\b|\bheures?\b|\bcombien\b|\bdure)|\bcombien\b.{0,24}\bgardes?\b"
)


async def trade_hours(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """When the trade in question is practised: its hours, nights and weekends; None without a trade.

    « les nuits en maison de retraite » are those of the aide-soignant, who is there all night.
    """
    slug = turn.profession or ("aide-soignant" if _NIGHT_WARD.search(said) else None)
    profession = await professions.known(turn.session, slug) if slug else None
    if profession is None:
        return None
    asked = set(aspects("profession_conditions", said)) & _OF_HOURS or _OF_HOURS
    of_hours = [
        line
        for line in profession.working_conditions
        if _OF_HOURS & set(aspects("profession_conditions", line)) or "roulement" in fold_text(line)
    ]
    first = [line for line in of_hours if asked & set(aspects("profession_conditions", line))]
    lines = [*first, *(line for line in of_hours if line not in first)]
    names = both_names(profession)
    if not lines:
        text = f"Les horaires ({names}), je n'en ai pas de sûrs : ils dépendent du lieu et de l'employeur."
        if profession.working_conditions:
            text += f" Ce que je sais du quotidien :\n\n{bullets(profession.working_conditions, 3)}"
    else:
        text = f"Les horaires ({names}) :\n\n{bullets([capital(line) for line in lines], 4)}"
        text += (
            "\n\nCombien d'heures dure une garde, je ne le sais pas : le service le dit."
            if _LENGTH_OF_DUTY.search(said)
            else "\n\nL'heure exacte dépend du lieu et du service : un stage permet de la voir."
        )
    return ReplyDraft(
        text=text,
        choices=[
            ChoiceDraft(title="Une journée", payload=f'/profession_day{{"profession": "{profession.slug}"}}'),
            ChoiceDraft(title="Le salaire", payload=f'/pay{{"profession": "{profession.slug}"}}'),
            ChoiceDraft(title="Faire un stage", payload="/immersion"),
        ],
        sources=distinct([source(entry.url, entry.as_of, entry.title) for entry in profession.sources], 2),
    )
