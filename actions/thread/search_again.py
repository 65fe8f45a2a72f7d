"""A search made just before, changed in few words: in one of its two towns, anywhere, later, or after another matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.words.anywhere import takes_anywhere
from bot.french.find import find_all
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise

# What goes on when a place or a time is told after each of these.
_SEARCH_OF = {
    "event_search": "event_search",
    "event_detail": "event_search",
    "reminder": "event_search",
    "training_search": "training_search",
    "training_detail": "training_search",
    "job_offers": "job_offers",
}
_UNSURE = frozenset({"nlu_fallback", "gibberish", "out_of_scope", "goodbye", "orientation_answer"})
# How a message that only tells where or when may be read.
_LITTLE_ELSE = _UNSURE | frozenset(
    {"follow_up_place", "follow_up_date", "event_search", "event_detail", "training_search", "reminder"}
    | {"yes", "no", "help", "help_choose", "thanks", "greet"}
)
_OF_LEARNING = _LITTLE_ELSE | frozenset({"training_path", "admission", "apprenticeship", "profession_info"})
_LONGEST = 18  # words of a message that only changes a search
_FEW = 11  # words of one that only chooses a town of those just searched
_RECENT = 3  # messages in which those were named
_SURELY = 0.8  # confidence in another subject
_IN_DOUBT = 0.75
_CARE = frozenset({"distress", "insult", "human", "personal_data"})
_LEAST = 4  # letters of a town's name that is known again without its capital
# « Pour les visites, on élargit à… »: which of the searches is changed.
_FOR = (
    r"\b(?:pour|cote|concernant|niveau|quant aux?|reven\w+ aux?|et) (?:les |mes |nos |la |le |l.|des |une? )*"
)
_NAMED = {
    "event_search": re.compile(
        rf"{_FOR}(?:visites?|rencontres?|evenements?|forums?|salons?|portes? ouvertes?|jpo|job ?datings?|reunions?)\b"
    ),
    "training_search": re.compile(rf"{_FOR}(?:formations?|ecoles?|instituts?)\b"),
}
# « où suit-on ce certificat, dans le 54 ? »
_WHERE_LEARNT = re.compile(
    r"\bou\b(?: est.ce qu.?)?(?: \w+)?? ?"
    r"(?:suit|suivre|passe[rz]?|passe.t|prepare[rz]?|fai[st]|faire|obtien\w*|decroche[rz]?|peut)\b"
    r".{0,24}\b(?:ce|cette|le|la|un|une|l.) ?"
    r"(?:certificat|diplome|titre|formation|cursus|brevet|specialisation|cap|bts|deas|deaes|dees|deme|deeje)\b"
)
_OPENS = re.compile(
    r"^(?:(?:bon|ok|alors|donc|hum+|[mh]{2,}|mouais|bof|pff+|euh|ah|oui|ouais|va|pour|plutot|finalement|disons|a|au|vers|sur|non|mais|et|la|le|en"
    r"|ben|bah|eh|allez|d.accord|dans ce cas|tant pis|du coup|moi)\b[ ,.!]*)*$"
)
# « dans toute la région », which our own choices say; « toute la région Bretagne » names its place.
_ALL_THE_REGION = re.compile(
    r"\b(?:toute (?:la|ma|notre)|(?:dans|sur) (?:la|ma|notre)) region\b(?! (?:d[eu' ]|\w+(?:aise|oise|ienne)\b))"
)
_CANNOT = re.compile(
    r"\b(?:j?peu[xt]?|jpe|pourrai\w*|vais|irai) pas\b|\btrop loin\b|\b(?:sans|pas de) (?:voiture|permis|caisse)\b"
)
_LATER = re.compile(r"\b(?:apres|plus tard|ensuite|au.dela|derriere)\b")
_EARLIER = re.compile(r"\b(?:avant|plus tot)\b")
# « je suis de garde tout décembre. plus tard ? »
_BUSY = re.compile(
    r"\b(?:suis|serai|sera|sommes|est) (?:\w+ )?(?:de (?:garde|nuit|service)|prise?|occupee?|absente?"
    r"|en (?:vacances|stage|conges?)|pas la|pas dispo\w*|pas libre)\b"
    r"|\b(?:j.?ai (?:cours|stage|mes partiels|mes examens|concours)|je (?:bosse|travaille|taffe))\b"
)
_ONLY_WHEN = re.compile(
    r"^(?:et |ou |non |bon |sinon |plutot |mais |alors |juste )*(?:avant|apres|plus tard|plus tot)"
    r"(?: alors| sinon| plutot)?\W*$"
)
_A_WEEK = 6  # days: days alone that do not suit are those of the week (actions/people/free_when.py)


def keep_what_changes(turn: Turn) -> None:
    """Remember the town chosen of those just searched, that anywhere will do, that it is to be after what does not suit."""
    search = _SEARCH_OF.get(str(turn.known("last_subject")))
    if turn.text.startswith("/") or turn.professions:
        return
    if (search or turn.known("last_search")) and (town := _town_chosen(turn)):
        turn.remember("place", town)
    elif (search or turn.intent in _SEARCH_OF) and anywhere_now(turn):
        turn.remember("place", None)
    elif search and (region := _region_around(turn)):
        turn.remember("place", region)
    if search and (days := _days_left(turn)):
        turn.remember("date", days)
    if turn.in_form and turn.form.set and searched_again(turn):
        for name in turn.form.set:
            turn.remember(name, None)  # « aucune idée, le plus près de Nevers » answers no question of ours


def searched_again(turn: Turn) -> str | None:
    """The search that the message changes, by the place or the time it tells; None when it is about something else."""
    if turn.text.startswith("/") or turn.professions or (turn.in_form and not _beside_our_questions(turn)):
        return None
    said = normalise(turn.typed or turn.text)
    if _WHERE_LEARNT.search(said) and turn.said("place") and turn.intent in _OF_LEARNING:
        return None if turn.said("event_type") else "training_search"
    town = _town_chosen(turn)
    moved = _ONLY_WHEN.match(said) and turn.remembered.get("date")
    told = (
        turn.said("place") or town or anywhere_now(turn) or _days_left(turn) or moved or _region_around(turn)
    )
    if not told or len(said.split()) > _LONGEST:
        return None
    if turn.intent in _LITTLE_ELSE:
        named = (search for search, words in _NAMED.items() if words.search(said))
        if found := next(named, "event_search" if _names_a_kind(turn) else None):
            return found
    search = _SEARCH_OF.get(str(turn.known("last_subject")))
    if search is None and town:
        search = _SEARCH_OF.get(str(turn.known("last_search")))
    elsewhere = turn.intent in _UNSURE and turn.confidence >= _SURELY
    doubtful = (town or _opens_with_a_place(turn)) and turn.confidence < _IN_DOUBT
    if (
        turn.intent in _CARE
        or (turn.intent not in _LITTLE_ELSE and not doubtful)
        or elsewhere
        or turn.said("event_type")
    ):
        return None
    asks = "?" in turn.text or asks_of_its_own(turn.text)
    return None if asks and turn.intent in _UNSURE else search


def only_searches_again(turn: Turn, meant: str | None) -> bool:
    """Whether the message does nothing but change the search that is `meant`, and asks nothing beside it."""
    plain = "?" not in turn.text or (turn.intent.startswith("follow_up") and not turn.also)
    return meant is not None and plain and meant == searched_again(turn)


def chooses_again(turn: Turn) -> bool:
    """Whether the message settles on what was just found, which may be said again; « Toulon jpeux pas » does not."""
    return searched_again(turn) is not None and not _CANNOT.search(normalise(turn.text))


def anywhere_now(turn: Turn) -> bool:
    """Whether few words let go of the place of the search just made: « n'importe où alors »."""
    few = len(turn.text.split()) <= _LONGEST and not turn.said("place")
    return few and takes_anywhere(turn.text) is not None


def _region_around(turn: Turn) -> dict[str, object] | None:
    """The région of the place in question, when few words look for all of it: « et si je bouge, toute la région »."""
    few = len(turn.text.split()) <= _FEW and not turn.said("place")
    if not few or turn.place is None or not _ALL_THE_REGION.search(normalise(turn.text)):
        return None
    gazetteer = load_gazetteer()
    codes = gazetteer.departments_of(turn.place)
    department = gazetteer.department(codes[0]) if codes else None
    region = gazetteer.region(department.region) if department else None
    return {"kind": "region", "code": region.code, "name": region.name} if region else None


def _beside_our_questions(turn: Turn) -> bool:
    """Whether our questions have only just begun, or a place is told to the search made beside them the message before."""
    if turn.form.began and not turn.form.resumed:
        return True
    searched = turn.known("last_subject") in _SEARCH_OF and turn.said("place") and turn.earlier
    return bool(searched) and any(one.entity == "place" for one in find_all(turn.earlier[0]))


def _opens_with_a_place(turn: Turn) -> bool:
    """Whether a place opens the message: « Mmh. Troyes si vraiment, j'y bosse un mardi sur deux »."""
    starts = [int(one.get("start") or 0) for one in turn.entities if one.get("entity") == "place"]
    return bool(starts) and _OPENS.match(fold_text(turn.text[: min(starts)])) is not None


def _names_a_kind(turn: Turn) -> bool:
    """Whether a kind of event is named where a place or a time is told, and nothing else: « une visite à Dole »."""
    return bool(turn.said("event_type")) and turn.intent in ("follow_up_place", "follow_up_date")


def _town_chosen(turn: Turn) -> dict[str, object] | None:
    """The town of those searched lately that opens the message, written as no place: « calais alors, c'est ma route »."""
    if turn.said("place") or turn.said("place_excluded") or len(turn.text.split()) > _FEW:
        return None
    said = fold_text(turn.text).replace("-", " ")
    for name, place in _towns(turn):
        found = re.search(rf"\b{re.escape(name)}\b", said)
        if found and _OPENS.match(said[: found.start()]):
            return place
    return None


def _towns(turn: Turn) -> Iterator[tuple[str, dict[str, object]]]:
    """Each town named in the last messages, by its name without accents."""
    for text in turn.earlier[:_RECENT]:
        for one in find_all(text):
            name = fold_text(str(one.value.get("name"))).replace("-", " ") if one.entity == "place" else ""
            if len(name) >= _LEAST and one.is_filter:
                yield name, one.value


def _days_left(turn: Turn) -> dict[str, str | None] | None:
    """After the days that do not suit, or before them: « décembre je peux pas. après », « et avant ? »; else None."""
    said = normalise(turn.text)
    refused = [one["value"] for one in turn.entities if one.get("entity") == "date_past"]
    if not refused and _ONLY_WHEN.match(said) and turn.known("date"):
        refused = [turn.known("date")]
    busy = turn.said("date") if _BUSY.search(said) and (_LATER.search(said) or _EARLIER.search(said)) else []
    refused = busy or refused
    if (turn.said("date") and not busy) or len(refused) != 1 or len(turn.text.split()) > _LONGEST:
        return None
    known = turn.known("date")
    if not busy and known and not _overlap(known, refused[0]):
        return None  # « janvier plutôt », then « septembre c'est mort »
    first, last = (
        date.fromisoformat(day) if (day := refused[0].get(side)) else None for side in ("start", "end")
    )
    if first and _EARLIER.search(said):
        return {"start": None, "end": str(first - timedelta(days=1))}
    if last is None or last < turn.now.date() or _EARLIER.search(said):
        return None
    if first and (last - first).days < _A_WEEK and not _LATER.search(said):
        return None
    return {"start": str(last + timedelta(days=1)), "end": None}


def _overlap(one: dict[str, str | None], other: dict[str, str | None]) -> bool:
    """Whether two intervals of days have one in common; an open side goes on for ever."""
    starts = max(one.get("start") or "", other.get("start") or "")
    return starts <= min(one.get("end") or "9999", other.get("end") or "9999")
