"""Two towns of one name: the one of the territory told in the talk, else the person is asked which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import button
from bot.french.find import find_all
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent, subjects

_SHARE = 0.3  # of the inhabitants of the largest one: under it, a town is not what the bare name means
_LOOK_SOMEWHERE = frozenset(
    {
        "event_search",
        "training_search",
        "job_offers",
        "follow_up_place",
        "human",
        "apprenticeship",
        "immersion",
    }
)
# Of two places, the second is the farthest one would go.
_AT_MOST = re.compile(r"\b(?:au )?(?:max|maxi|maximum)\b|\bau plus loin\b|\ba la limite\b|\bpas plus loin\b")
_TERRITORIES = frozenset({"department", "region"})
# « Clermont-Ferrand, pas l'autre dans l'Oise »: what stands before the place that is not meant.
_NOT_THERE = re.compile(
    r"\b(?:pas|non) (?:(?:l.?autres?|celui|celle|ceux|la|le|les|l.?|qui|est|cest|c.?est|dans|de|d.?|du|en|au|aux|a|pour|sur"
    r"|vers|bas|cote|plutot|trop)\W*)*$"
)
_FEW = 5  # words of a message that only says where
# « dans l'Allier hein, pas la Bretagne »: a territory told to say which town of the name was meant, and not to look wider.
_WHICH_ONE = re.compile(
    r"\b(?:pas|non|plutot)\b|\b(?:celui|celle|l.?autre|hein|je (?:parl\w+|precise\w*)|voulais dire|je veux dire|bien sur)\b"
    r"|\b(?:le|la) mien(?:ne)?\b"
)
_WIDER = re.compile(
    r"\b(?:tout|toute|tous|toutes|partout|elargi\w*|entier\w*|n.importe|ailleurs|sinon|ou bien|region)\b"
)
_A_REMARK = 10  # words of a message that says which town was meant
_LATELY = 2  # messages
_RECENT = 6  # messages in which a territory is looked for


def _twins(turn: Turn) -> list[dict[str, Any]]:
    """The towns that the place of the message may be, the one taken first; empty when it is plain."""
    found = [one for one in turn.entities if one.get("entity") == "place"]
    if len(found) != 1 or not isinstance(found[0].get("value"), dict):
        return []
    return _alike(found[0]["value"], found[0].get("alternatives") or [])


def _alike(taken: dict[str, Any], alternatives: Iterable[Any]) -> list[dict[str, Any]]:
    """The town `taken` and those of its name that are not far smaller; empty when it is plain."""
    others = [
        one
        for one in alternatives
        if isinstance(one, dict) and one.get("kind") == "commune" and one.get("name") == taken.get("name")
    ]
    gazetteer = load_gazetteer()

    def inhabitants(place: dict[str, Any]) -> int:
        commune = gazetteer.commune(str(place.get("code")))
        return commune.population if commune else 0

    if taken.get("kind") != "commune" or not others:
        return []
    most = max(inhabitants(one) for one in (taken, *others))
    return [taken, *(one for one in others if inhabitants(one) >= _SHARE * most)] if most else []


def _tells(text: str, place: dict[str, Any]) -> bool:
    """Whether `text` names the département of `place` or its region, by name or by number."""
    gazetteer = load_gazetteer()
    for code in gazetteer.departments_of(place):
        department = gazetteer.department(code)
        region = gazetteer.region(department.region) if department else None
        names = [fold_text(one.name) for one in (department, region) if one]
        folded = fold_text(text)
        if re.search(rf"\b{code}(?:\d{{{5 - len(code)}}})?\b", folded) or any(
            re.search(rf"\b{re.escape(name.removeprefix('la '))}\b", folded) for name in names
        ):
            return True
    return False


def _asked_before(turn: Turn) -> list[dict[str, Any]]:
    """The towns between which the person was asked to choose just before, when this message only names a territory."""
    places = [one["value"] for one in turn.entities if one.get("entity") == "place"]
    bare = len(places) == 1 and places[0].get("kind") in _TERRITORIES and len(turn.text.split()) <= _FEW
    if not bare or not turn.earlier:
        return []
    before = [one for one in find_all(turn.earlier[0]) if one.entity == "place"]
    return _alike(before[0].value, before[0].alternatives) if len(before) == 1 else []


def _plain(name: str) -> str:
    return fold_text(name).replace("-", " ").strip()


def _meant_there(turn: Turn) -> dict[str, Any] | None:
    """The town named just before, of several of its name, that lies in the one territory that the message says was meant."""
    places = [one["value"] for one in turn.entities if one.get("entity") == "place"]
    said = normalise(turn.typed or turn.text)
    bare = len(places) == 1 and places[0].get("kind") in _TERRITORIES and len(said.split()) <= _A_REMARK
    if not bare or turn.professions or _WIDER.search(said) or not _WHICH_ONE.search(said):
        return None
    gazetteer = load_gazetteer()
    territory = set(gazetteer.departments_of(places[0]))
    for text in turn.earlier[:_LATELY]:
        before = [one for one in find_all(text) if one.entity == "place"]
        if len(before) != 1:
            continue
        names = {fold_text(str(before[0].value["name"])), typed := _plain(before[0].text)}
        there = [one for one in gazetteer.communes() if one.department in territory]
        same = [one for one in there if fold_text(one.name) in names or _plain(one.name) in names]
        # « Villefranche », that of the Aveyron: the largest whose name begins so.
        same = same or [one for one in there if _plain(one.name).startswith(f"{typed} ")]
        if same:
            town = max(same, key=lambda one: one.population)
            return {"kind": "commune", "code": town.insee, "name": town.name}
    return None


def leave_place_aside(turn: Turn) -> None:
    """Leave out the place that the message says not to mean, beside the one it means: « Nîmes, pas l'Hérault »."""
    places = [one for one in turn.entities if one.get("entity") == "place"]
    aside = [
        one for one in places if _NOT_THERE.search(fold_text(turn.text[: int(one.get("start") or 0)]) + " ")
    ]
    meant = [one for one in places if one not in aside]
    if turn.text.startswith("/") or not aside or len(meant) != 1:
        return
    turn.entities = [one for one in turn.entities if one not in aside]
    turn.remember("place", meant[0]["value"])


def settle_place(turn: Turn) -> None:
    """Keep, of two towns of one name, that of the territory told; of « Guéret, Limoges au maximum », the first.

    « Saint-Denis », which one is asked, then « dans le 93 »: the town of that name that lies there.
    """
    told = [one for one in _asked_before(turn) if _tells(turn.text, one)]
    if len(told) == 1 or (meant := _meant_there(turn)):
        place = told[0] if len(told) == 1 else meant or {}
        turn.remember("place", place)
        _replace_place(turn, place)
        return
    places = [one["value"] for one in turn.entities if one.get("entity") == "place"]
    if len(places) == 2 and _AT_MOST.search(fold_text(turn.text)):
        turn.remember("place", places[0])
        return
    twins = _twins(turn)
    if len(twins) < 2:
        return
    for text in (turn.text, *turn.earlier[:_RECENT]):
        told = [one for one in twins if _tells(text, one)]
        if len(told) == 1:
            turn.remember("place", told[0])
            _replace_place(turn, told[0])
            return


def _replace_place(turn: Turn, place: dict[str, Any]) -> None:
    for entity in turn.entities:
        if entity.get("entity") == "place":
            entity["value"], entity["alternatives"] = place, []


async def which_place(turn: Turn) -> ReplyDraft | None:
    """Which of the towns of one name is meant; None where it is plain."""
    twins = _twins(turn) if turn.intent in _LOOK_SOMEWHERE else []
    if len(twins) < 2:
        return None
    gazetteer = load_gazetteer()
    turn.remember("place", None)
    asked = subject_of_intent().get(turn.intent)
    if asked in subjects() and not turn.intent.startswith("follow_up"):
        turn.remember("last_subject", asked)  # which the town told next goes on with
    reply = await stored(turn, "which_place", name=str(twins[0]["name"]))
    for one in twins[:3]:
        code = gazetteer.departments_of(one)[0]
        department = gazetteer.department(code)
        title = button(f"{department.name if department else one['name']}")
        reply.choices.append(ChoiceDraft(title=title, payload=f"{turn.text} ({code})"))
    return reply
