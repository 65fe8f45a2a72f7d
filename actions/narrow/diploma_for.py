"""« Direct en IFAS avec mon bac ASSP ? »: what the diploma held gives for each trade asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from actions.narrow.bridges import choices_of
from actions.narrow.diploma_held import trades_apart
from actions.narrow.way_between import practised
from actions.people.at_school import at_school
from actions.people.roles import told_of_whom
from actions.talk.turn import Turn
from actions.thread.compared import short_length
from actions.words.bridge_lines import at_large, lines_of, names_of_diploma, naming, way_sources
from actions.words.countries import foreign_told
from actions.words.wording import both_names, distinct
from bot.catalogue.models import Diploma, Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

POINT = "diploma_for"
_CUE = re.compile(
    r"\bdirect\w*|\bpasse\b|suffi\w*|\b(?:sert|servir|servira|vaut|marche|compte)\b|acces\b|possible|\bpeu(?:x|t)\b|\bpuis\b"
    r"|droit|dispens\w*|equival\w*|alleg\w*|passerelle|plus (?:court|simple|facile|rapide|vite)\w*|priorit\w*|avantag\w*"
    r"|\baide\w* (?:pour|a)\b|raccourci\w*|gagner"
    r"|\bapres (?:un|mon|le|ton|son|bac|cap|bep)|\bavec (?:un|mon|le|son|bac|cap|bep)\b"
    r"|\bva(?:is|it)?\b|valable|bon pour|pris\w*\b|accept\w*|\bsans\b|entrer|integrer|\bj.ai\b|\b(?:il|elle) a\b"
)
# What is asked of the diploma itself, when the message names no trade.
_OF_IT = re.compile(
    r"\bdirect\w*|\bpasse\b|suffi\w*|\b(?:sert|servir|vaut|marche|compte)\b|acces\b|possible|\bpeu(?:x|t)\b"
    r"|plus (?:court|simple|facile|rapide|vite)\w*|avantag\w*|raccourci\w*|entrer|integrer|\bj.ai\b"
    r"|\b(?:il|elle) a\b"
)
# « le CAP, c'est long ? je peux le faire à 47 ans ? »: the diploma is what is wanted.
_WANTED_ITSELF = re.compile(
    r"\b(?:le|la) (?:faire|passer|preparer|obtenir|tenter|reprendre)\b|\bc.?est long\b"
)
# « et le CAP petite enfance, je peux le passer de chez moi ? », said before.
_ASKED_ABOUT = re.compile(
    r"\b(?:peux|peut|pourrais|puis.je|veux|voudrais|aimerais|dois|comment|jpeux|jveux) (?:je |on )?(?:bien )?(?:le |la |l.)?"
    r"(?:passer|preparer|faire|obtenir|tenter|avoir)\b"
)
_OF_THE_WAY_IN = frozenset({"training_path", "admission", "follow_up_profession", "career_change"})
_BRIDGES = re.compile(r"alleg|equival|dispens|passerelle")  # told of by actions/narrow/bridges.py
# Levels that another message may have said more of: « mon bac pro » after « bac pro ASSP ».
_LEVELS = frozenset(
    {"cap", "bep", "bac", "bac-general", "bac-techno", "bac-pro", "bts", "but", "licence", "master"}
)
_BAC = 4
# What every pupil passes on the way, and is told to say where one is: « les études après le brevet ? ».
_PASSED_BY_ALL = "brevet"
_AFTER = re.compile(r"\bapres (?:le |son |mon |ton |leur )?(?:brevet|dnb)\b")
_SCHOOLED = ("bac-", "bts-", "cap-", "but-", "titre-")
_OF_SCHOOL = ("bac-", "bts-", "cap-", "but-", "brevet")
_LEVEL_OF = {"bac": 4, "bac-plus-2": 5, "bac-plus-3": 6}
_SELECTION = re.compile(r"selection|dossier|entretien|parcoursup|classement|admission")
_NOT_THE_WAY = re.compile(r"formation continue|admission de droit|\bvae\b")
# « aller en ST2S ? », « pour le titre ADVF », « la VAE du DEAES », « entre l'ADVF et le DEAES »: a diploma thought of is not
# one that is held.
_THOUGHT_OF = re.compile(
    r"\b(?:aller|prendre|choisir|passer|preparer|viser|mieux|ou|pour|entre|vers|voudrai\w*|veu\w*|aimerai\w*|souhait\w*"
    r"|obtenir"
    r"|valider|decrocher|tenter|vae|vise|inscri\w+|interess\w+|demand\w+) "
    r"(?:en |un |une |le |la |l.? ?|vers |du |de |d.? ?|au |a |pour |titre |pro |professionnel |diplome |d.etat |avoir "
    r"|faire |passer )*$"
)
# « entre l'ADVF et le DEAES, lequel », « le DEAES ou l'ADVF ? »: both are thought of.
_CHOICE = re.compile(r"\bentre\b.* et \b|\ble(?:quel|squels)\b|\bmieux vaut\b|\bvaut mieux\b")
# « en ST2S j'hésite infirmière ou éduc »: the diploma tells where one stands, what tells the trades apart is asked.
_HESITATES = re.compile(
    r"\bhesit\w*|\bbalance\b|\bpartagee?\b"
    r"|\b(?:sai[st]|arrive) pas (?:quoi |lequel |laquelle )?(?:chois\w+|prendre|faire|si)"
)
_OF_WHAT_IT_GIVES = re.compile(
    r"\bdirect\w*|suffi\w*|\bacces\b|possible|\bpeu(?:x|t)\b|\bpuis\b|droit|dispens\w*|equival\w*|alleg\w*|passerelle"
    r"|plus (?:court|simple|facile|rapide|vite)\w*|\b(?:avec|apres) (?:juste |que )?(?:un|mon|le|ton|son|ce|bac|cap|bep)\b"
    r"|pris\w*\b|accept\w*|jouable|a ma portee"
)
_OR = re.compile(r"\bou\b")
# Words just before a diploma that say it is held: « avec mon CAP », « j'ai le DEAES », « après le bac ».
_HELD = re.compile(
    r"\b(?:ai|a|ayant|avec|mon|ma|mes|son|sa|ton|titulaire|obtenu|eu|apres|deja|possede|diplomee?|passe|valide|comme) "
    r"(?:deja |eu |obtenu |mon |ma |son |sa |un |une |le |la |l.? ?|titre |diplome |d.etat |du |de |d.? ?|bien |donc "
    r"|que )*$"
)
# « passer en bac pro ASSP après mon CAP »: that diploma is what is wanted.
_INTO_IT = re.compile(
    r"\b(?:passer|aller|entrer|rentrer|basculer|integrer|inscri\w+|monter) (?:en|au|dans (?:le|un)) (?:bac|cap|bts)\b"
)
# « je me suis fait virer de mon bac pro », « j'ai arrêté en CAP »: it was not obtained, unless « j'ai un bac pro » says so.
_LEFT = re.compile(
    r"\b(?:vire[rs]?|jete[rs]?|virees?|exclu\w*|renvoy\w+|arret\w+|lach\w+|quitt\w+|stopp\w+|abandonn\w+|decroch\w*|rate[rs]?|loupe\w*)\b"
)
_OBTAINED = re.compile(
    r"\b(?:ai (?:eu |deja |obtenu |bien |fini )*(?:un|une|le|la|mon|ma)|avec (?:un|mon|le)|titulaire|obtenu|diplomee?"
    r"|apres (?:un|mon|le)) "
    r"(?:titre |diplome |du |de )*$"
)
_WITHOUT = re.compile(r"\bsans (?:le |mon |aucun |avoir (?:le |mon )?)?(?:bac|diplome)\b")
_UNDER_WAY = re.compile(
    r"\b(?:est|suis|sui|rentre|entre|encore|actuellement) en (?:\w+ )?(?:de )?(?:bac|cap|bts|premiere|seconde|terminale)\b"
    r"|\ben (?:1ere|premiere|2nde|seconde|tle|terminale) \w+|\b(?:en|term\w*|tle) (?:stmg|st2s|stl|sti2d|stav|assp|sapat)\b"
)
_FOR = re.compile(r"\bbac pr\b")  # « faut le bac pr etre ambulancier »: « pr » is « pour »
# « un diplôme du social ou de la santé »
_OF_THE_FIELD = re.compile(r"\bdiplomes? (?:du (?:travail )?social|de la sante|paramedical)")
_SHORT = 8  # words of a message that only names other trades
_WHO = "L'école visée dit par écrit ce qui est allégé."
_MOST = 3


# « Diplôme technique du métier enseigné (CAP au moins) »: what is asked of who comes with a trade of their own.
_AT_LEAST = re.compile(r"\((?P<least>[^)]* au moins)\)")
_HOLDS_A_CAP = re.compile(r"\b(?:cap|bep|bac pro|brevet professionnel|bp)\b")


def at_least(turn: Turn, profession: Profession) -> str | None:
    """What is asked to come with, when the diploma is that of another trade; with yes first for who names such a one."""
    title = next((one.title for one in profession.diplomas if _AT_LEAST.search(one.title)), None)
    if title is None:
        return None
    held = _HOLDS_A_CAP.search(normalise(turn.text)) is not None
    learnt = f" Formation : {profession.training_text.rstrip(' .')}." if profession.training_text else ""
    verdict = "Oui, d'après ce que j'ai. " if held else ""
    asked = title.split(" ; ")[0]
    return (
        f"{verdict}Pour exercer ({both_names(profession)}) : {asked[:1].lower()}{asked[1:]}.{learnt}"
        " Chaque employeur peut demander plus, de l'expérience par exemple : à confirmer auprès de lui."
    )


async def diploma_for_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What the diploma told in the talk gives for the trades in question; None without both."""
    diploma = await held_diploma(turn)
    if diploma is not None and _chosen_between(turn, said):
        return None
    named = trades_apart(turn)
    slugs = list(dict.fromkeys(str(one["value"]) for one in named))
    if len(slugs) > 1 and _weighs_trades(turn, said):
        return None
    continues = turn.point_before == POINT and len(said.split()) <= _SHORT
    both = bool(slugs and turn.said("diploma"))
    if _INTO_IT.search(said):
        return None
    asks = _CUE.search(said) or ("?" in said and turn.intent in _OF_THE_WAY_IN)
    if diploma is None or not (continues or both or asks):
        return None
    implied = {one["value"] for one in turn.entities if one["entity"] == "profession" and one not in named}
    if (
        not slugs
        and isinstance(turn.profession, str)
        and turn.said("diploma")
        and turn.profession not in implied
    ):
        of_the_trade = _OF_IT.search(said) and not (_BRIDGES.search(said) or _WANTED_ITSELF.search(said))
        # « mon BEP compte encore ? », of who already works in the trade, is asked of what comes next.
        own_trade = practised(turn) == turn.profession and turn.intent != "profession_info"
        slugs = [turn.profession] if of_the_trade and not own_trade else []
    if not slugs and turn.known("last_subject") == "compare_professions":
        slugs = [str(slug) for slug in turn.known("last_list") or []][:_MOST]
    found = [await professions.known(turn.session, slug) for slug in slugs[:_MOST]]
    trades = [trade for trade in found if trade is not None]
    if not trades:
        return None
    told = [given_by(diploma, trade, short=len(trades) > 1) for trade in trades]
    under_way = _UNDER_WAY.search(said) or (at_school(turn) and diploma.slug.startswith("bac"))
    head = "Une fois ce diplôme obtenu" if under_way else "Avec ce diplôme"
    text = f"{head} ({title_of(diploma)}) :\n\n" + "\n".join(f"- {line}" for line in told)
    if len(trades) == 1 and (asked := at_least(turn, trades[0])):
        text = asked
    elif len(trades) == 1:
        text = f"{head} ({title_of(diploma)}), {told[0]}"
    shortened = any(naming(names_of_diploma(diploma), lines_of(trade)) for trade in trades)
    return ReplyDraft(
        text=f"{text}\n\n{_WHO}" if shortened else text,
        choices=choices_of(trades[0]),
        sources=distinct([one for trade in trades for one in way_sources(trade)], 3),
    )


async def held_diploma(turn: Turn) -> Diploma | None:
    """The diploma that the message names, or the latest one told before it; the finer of two names of one.

    One that was then said not to have been obtained counts no longer.
    """
    thought_of = _thought_of(turn.text)
    told = [str(slug) for slug in turn.said("diploma") if slug not in thought_of]
    if _AFTER.search(fold_text(turn.text)):
        told = [slug for slug in told if slug != _PASSED_BY_ALL]
    missing = {str(slug) for slug in turn.said("diploma_missing")}
    for text in told_of_whom(turn)[1:]:
        for found in find_terms(text):
            if found.entity != "diploma" or not _told_as_held(text, str(found.value), found.start):
                continue
            if foreign_told(text) or (
                found.value.startswith(_OF_SCHOOL) and _ASKED_ABOUT.search(fold_text(text))
            ):
                continue  # a diploma of another country is not the French one of that name
            if found.value == _PASSED_BY_ALL:
                continue
            if found.details.get("negated") or _left(text, str(found.value), found.start):
                missing.add(str(found.value))
            elif found.value not in missing:
                told.append(str(found.value))
    if _FOR.search(fold_text(turn.text)):
        told = ["bac" if slug == "bac-pro" else slug for slug in told]
    if _WITHOUT.search(fold_text(turn.text)):
        missing |= {slug for slug in told if slug.startswith("bac")}
    told = [slug for slug in told if slug not in missing]
    if not told:
        return None
    finer = next((slug for slug in told[1:] if slug.startswith(f"{told[0]}-")), None)
    slug = finer if told[0] in _LEVELS and finer else told[0]
    return await professions.diploma(turn.session, slug)


def _left(text: str, slug: str, start: int) -> bool:
    """Whether `text` says that the school diploma it names at `start` was left on the way: « viré de mon bac pro »."""
    if not slug.startswith(_OF_SCHOOL) or not _LEFT.search(normalise(text)):
        return False
    return _OBTAINED.search(f"{normalise(text[:start])} ") is None


def _told_as_held(text: str, slug: str, start: int) -> bool:
    """Whether a message before this one tells that the diploma it names at `start` is held.

    A level or a school diploma tells where one stands (« bac pro ASSP »); a trade's may be what the talk is about.
    """
    if slug in _LEVELS or slug.startswith(_OF_SCHOOL):
        return not _is_thought_of(text, start)
    return _HELD.search(f"{normalise(text[:start])} ") is not None


def _thought_of(text: str) -> set[str]:
    """The diplomas that `text` names as wanted or weighed, and nowhere as held."""
    found = [one for one in find_terms(text) if one.entity == "diploma"] if not text.startswith("/") else []
    held = {str(one.value) for one in found if not _is_thought_of(text, one.start)}
    return {str(one.value) for one in found} - held


def _is_thought_of(text: str, start: int) -> bool:
    """Whether the diploma named at `start` of `text` is one that is wanted or weighed, not one that is held."""
    before = f"{normalise(text[:start])} "
    return _THOUGHT_OF.search(before) is not None and _HELD.search(before) is None


def _chosen_between(turn: Turn, said: str) -> bool:
    """Whether the message only weighs diplomas of trades against each other: none of them is held."""
    text = turn.text
    named = [one for one in find_terms(text) if one.entity == "diploma" and one.value not in _LEVELS]
    held = any(_HELD.search(f"{normalise(text[: one.start])} ") for one in named)
    return bool(named) and not held and _CHOICE.search(said) is not None


def _weighs_trades(turn: Turn, said: str) -> bool:
    """Whether the message hesitates between the trades it names, and asks nothing of the diploma it tells."""
    if _OF_WHAT_IT_GIVES.search(said):
        return False
    ends = sorted(
        (int(one.get("start", 0)), int(one.get("end", 0)))
        for one in turn.entities
        if one["entity"] == "profession"
    )
    between = (turn.text[one[1] : other[0]] for one, other in pairwise(ends))
    joined = any(_OR.search(normalise(f"x {words} x")) for words in between)
    return joined or _HESITATES.search(said) is not None


async def opened_to(turn: Turn, trades: Sequence[Profession]) -> str | None:
    """That the bac told in the talk is enough to apply for each of `trades`; None without one, or when it is not known."""
    diploma = await held_diploma(turn)
    if diploma is None or not diploma.slug.startswith("bac"):
        return None
    asked = [profile(trade.slug).get("entry_level", "") for trade in trades]
    if any(profile(trade.slug).get("requires") for trade in trades) or not set(asked) <= {
        "bac",
        "cap",
        "sans-diplome",
    }:
        return None
    shorter = [one.name_f for one in trades if naming(names_of_diploma(diploma), lines_of(one))]
    more = f" ; il peut raccourcir la formation ({', '.join(shorter)})" if shorter else ""
    return f"Un {title_of(diploma)} suffit pour candidater dans chaque cas{more}."


def names_a_trade(diploma: Diploma) -> bool:
    """Whether the diploma is one of a trade, and no mere level (« un CAP »)."""
    return diploma.slug not in _LEVELS and not diploma.slug.startswith("brevet")


def title_of(diploma: Diploma) -> str:
    """The diploma in a few words."""
    if diploma.slug in _LEVELS or not diploma.slug.startswith(_SCHOOLED):
        plain = diploma.name[:1].lower() + diploma.name[1:]
        return diploma.acronym or plain
    return diploma.variants[0] if diploma.variants else diploma.name


async def shortened_by_diploma(turn: Turn, trade: Profession) -> ReplyDraft | None:
    """What the diploma told in the talk takes off the way to `trade`; None when no line of it names the diploma."""
    diploma = await held_diploma(turn)
    if diploma is None or diploma.slug in _LEVELS or not naming(names_of_diploma(diploma), lines_of(trade)):
        return None
    return ReplyDraft(
        text=f"Avec ce diplôme ({title_of(diploma)}), {given_by(diploma, trade, short=False)} Combien de mois cela enlève : "
        "l'école le dit.",
        choices=choices_of(trade),
        sources=distinct(way_sources(trade), 3),
    )


def given_by(diploma: Diploma, trade: Profession, short: bool) -> str:
    """What the diploma gives for one trade: the trade itself, a shorter way, the right to apply, or nothing known."""
    names = both_names(trade)
    if any(one.diploma_slug == diploma.slug for one in trade.diplomas):
        return f"{names} : c'est un diplôme de ce métier."
    lines = [] if diploma.slug in _LEVELS else naming(names_of_diploma(diploma), lines_of(trade))
    entry = _entry(trade)
    length = "" if short else f" Formation complète : {short_length(trade)}."
    if lines:
        return (
            f"{names} : la formation peut être plus courte ({lines[0]}). Pas d'entrée automatique pour autant : "
            f"{entry}.{length}"
        )
    return f"{names} : {_right(diploma, trade, entry)}{length}"


def _right(diploma: Diploma, trade: Profession, entry: str) -> str:
    """Whether the diploma is enough to apply, when no line names it."""
    mine = profile(trade.slug)
    no_gain = "je n'ai pas d'allègement sûr pour ce diplôme"
    if needed := mine.get("requires"):
        if _is_one_of(diploma, needed):
            left = entry.removeprefix("sélection : ")
            return f"oui, c'est l'un des diplômes demandés ({needed}). Reste la sélection : {left}."
        return (
            f"cela ne suffit pas, il faut {needed}."
            if "diplôme" in needed
            else f"il faut aussi {needed} ; {entry}."
        )
    asked = _LEVEL_OF.get(mine.get("entry_level", ""))
    if asked is None:
        return f"aucun diplôme n'est exigé, et {no_gain} ; {entry}."
    general = at_large(trade)[:1]
    more = f" En général : {general[0]}." if general else ""
    if diploma.slug == _PASSED_BY_ALL:
        return f"il ne suffit pas, il faut d'abord le bac : {entry}.{more}"
    if diploma.level is None:
        return f"je ne sais pas s'il compte. Il faut : {'; '.join(trade.access_conditions) or entry}."
    if diploma.level >= asked:
        what = (
            "le niveau suffit pour candidater"
            if asked > _BAC or diploma.level > _BAC or not diploma.slug.startswith("bac")
            else "ce bac suffit pour candidater"
        )
        return f"{what}, mais ce n'est pas automatique : {entry}. Et {no_gain}.{more}"
    level = "le bac" if asked == _BAC else "un diplôme plus élevé"
    return f"il ne suffit pas par Parcoursup, où il faut {level} : {entry}.{more}"


def _is_one_of(diploma: Diploma, needed: str) -> bool:
    """Whether the diploma is one that what is `needed` names, or one of care or social work at bac + 2 or more."""
    asked = fold_text(needed)
    of_trade = diploma.slug.removeprefix("de-") if diploma.slug.startswith("de-") else None
    if of_trade and re.search(rf"diplome\b.*\b{re.escape(of_trade)}\b", asked):
        return True
    high = diploma.level is not None and diploma.level > _BAC
    return bool(of_trade) and high and _OF_THE_FIELD.search(asked) is not None


def _entry(trade: Profession) -> str:
    """The selection of the trade in a few words."""
    ways = [f"{way.way} : {way.detail}" if way.detail else way.way for way in trade.ways_in]
    chosen = [
        way
        for way in ways
        if _SELECTION.search(fold_text(way)) and not _NOT_THE_WAY.search(fold_text(way.split(" : ")[0]))
    ]
    told = (
        (chosen or ways or ["l'école dit comment on entre"])[0].split(" ; ")[0].removeprefix("Parcoursup : ")
    )
    return told[:1].lower() + told[1:] if not told.startswith(("Parcoursup", "PASS")) else told
