"""A turn as an action sees it: what was said, what is remembered, and the catalogue at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from sqlalchemy.ext.asyncio import AsyncSession

from actions.talk.form_turn import FormTurn, earlier_texts, interruptions
from actions.talk.guided import own_trade_told
from actions.talk.said import print_of
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.french.place_of import find_place
from bot.french.set_aside import asked

PARIS = ZoneInfo("Europe/Paris")
_COUNSELS = "psychologue"  # the trade of those who counsel pupils
_OF_THE_TRADE = frozenset(
    {
        "profession_info",
        "profession_qualities",
        "profession_conditions",
        "profession_day",
        "profession_progression",
    }
    | {"pay", "segur"}
)
_LIKE_ME = re.compile(
    r"\b(?:gars|mec|type|homme) comme moi\b(?!.*\b(?:accept|pren|embauch|recrut|gen|refus|regard)\w*)"
)
# « accompagner des gens comme lui », of a neighbour who is blind: no handicap of one's own.
_LIKE_THEM = re.compile(
    r"\b(?:gens|personnes?|enfants?|jeunes?|ceux|adultes?) comme (?:lui|elle|eux|elles|mon|ma)\b"
)


def of_a_man_like_me(text: str) -> bool:
    """Whether « un gars comme moi » tells who writes, and asks nothing of men."""
    return _LIKE_ME.search(fold_text(text)) is not None


def sets_side_by_side(text: str) -> bool:
    """Whether words of `text` set two things beside each other."""
    return _COMPARES.search(fold_text(text)) is not None


AUDIENCES = ("young", "career_change", "counsellor")
_A_FEW = 5  # words
_LATELY = 3  # answers
_ADULT = 22  # years; below, one is still choosing
_RECENT = 6  # messages in which two trades may have been named together
# « j'en peux plus de garder chez moi, je voudrais une crèche »: the trade left is not in question.
_LEAVES = re.compile(
    r"\b(?:peux plus|marre|ras.le.bol|assez de|arreter|quitter|changer|lassee?|fatiguee?|usee?|epuisee?)\b"
)
_WANTS_ELSEWHERE = re.compile(
    r"\b(?:voudrais|veux|aimerais|souhaite\w*|reve|envie)\b(?: \w+'?){0,3}?"
    r" (?:travailler|bosser|exercer|aller|passer|partir)"
    r"(?: \w+){0,2}? (?:en|dans|avec|aupres|chez|a l'|au|aux)\b"
)
_TRADE_NAMES = ("profession", "profession_current")
_COMPARES = re.compile(
    r"\b(?:compar\w*|differen\w*|mieux|plus|moins|plutot|hesit\w*|ou|entre|versus|vs|pareil\w*|meme)\b|\bpar rapport\b"
)
_THE_OTHER = re.compile(r"\bl.?autre\b")


def audience_of(tracker: Tracker) -> str | None:
    """`young`, `career_change`, `counsellor` or None, for what `tracker` remembers."""
    return _audience(tracker.slots, (tracker.latest_message or {}).get("metadata") or {})


def _audience(slots: dict[str, Any], metadata: dict[str, Any]) -> str | None:
    told = slots.get("audience") or metadata.get("audience")
    age = slots.get("age")
    by_age = ("young" if age < _ADULT else "career_change") if isinstance(age, int | float) else None
    # « j'ai 55 ans, j'ai arrêté en 3e »: words of school do not make somebody of 55 young.
    if told in AUDIENCES and not (told == "young" and by_age == "career_change"):
        return str(told)
    if by_age:
        return by_age
    return "young" if slots.get("level") in ("college", "seconde", "premiere", "terminale") else None


@dataclass
class Turn:
    """One message in its conversation. Values of entities are canonical (see `subjects.md` of the contract).

    `text` is the message without what it puts aside (bot/french/set_aside.py), `typed` the whole of it.
    `point` is the narrow question answered in this turn, if it was one (actions/narrow/points.py); `easily` tells that a
    text of the answer is written to be easy to read (actions/words/easy_words.py); `leaves_form` and `begins_form` tell that
    the answer ends the questions that help to choose, or begins them; `spares` that they had only just begun and nothing
    follows; `refused_trade` and `for_women` what is set aside before something is asked of another trade, and why
    (actions/thread/refused_beside.py); `wordings` the prints of all the wordings of a text (actions/thread/stored.py);
    `number` how many messages were typed before it.
    """

    session: AsyncSession
    text: str
    intent: str
    entities: list[dict[str, Any]]
    slots: dict[str, Any]
    metadata: dict[str, Any]
    message: dict[str, Any]
    previous_profession: str | None = None
    in_form: bool = False
    form: FormTurn = field(default_factory=lambda: FormTurn())
    interruptions: int = 0
    earlier: tuple[str, ...] = ()
    remembered: dict[str, Any] = field(default_factory=dict)
    typed: str = ""
    point: str | None = None
    easily: bool = False
    leaves_form: bool = False
    begins_form: bool = False
    spares: bool = False
    refused_trade: str | None = None
    for_women: bool = False
    wordings: dict[str, frozenset[str]] = field(default_factory=dict)
    number: int = 0

    @classmethod
    def read(cls, tracker: Tracker, session: AsyncSession) -> Turn:
        """The turn that `tracker` is at."""
        message = tracker.latest_message or {}
        typed, earlier = message.get("text") or "", earlier_texts(tracker)
        return cls(
            session=session,
            text=typed if tracker.active_loop_name else asked(typed),
            typed=typed,
            intent=(message.get("intent") or {}).get("name") or "",
            entities=message.get("entities") or [],
            slots=dict(tracker.slots),
            metadata=message.get("metadata") or {},
            message=message,
            previous_profession=_previous_profession(tracker),
            in_form=bool(tracker.active_loop_name),
            form=FormTurn.read(tracker),
            interruptions=interruptions(tracker),
            earlier=earlier,
            number=len(earlier),
        )

    def said(self, entity: str) -> list[Any]:
        """The values of `entity` in this message, in order, without repeats."""
        values: list[Any] = []
        for found in self.entities:
            if found.get("entity") == entity and found["value"] not in values:
                values.append(found["value"])
        return values

    def known(self, name: str) -> Any:
        """The value of slot `name`: said in this message or remembered from before."""
        return self.slots.get(name)

    @property
    def profession(self) -> str | None:
        """The profession in question: the one wanted, else the one remembered, else the one practised.

        What is said of the trade itself (its pay, its nights) is asked of the one this message names, even practised.
        """
        slug = self.known("profession")
        current = self._practised()
        if current and (
            not isinstance(slug, str) or (self.intent in _OF_THE_TRADE and not self.said("profession"))
        ):
            return str(current[0])
        return slug if isinstance(slug, str) else None

    @property
    def next_door(self) -> str | None:
        """The trade outside our field that was named, when a trade of ours was taken in its place."""
        ours = {entity.get("start") for entity in self.entities if entity.get("entity") == "profession"}
        found = (
            one for one in self.entities if one.get("entity") == "neighbour" and one.get("start") in ours
        )
        return next((str(one["value"]) for one in found), None)

    @property
    def professions(self) -> list[str]:
        """Every profession this message names, wanted or practised, in order."""
        names = ("profession", "profession_current")
        found = [entity["value"] for entity in self.entities if entity.get("entity") in names]
        return list(dict.fromkeys(found))

    @property
    def trades_named(self) -> set[str]:
        """Every trade this message names, ours and those next door."""
        return {*self.professions, *map(str, self.said("neighbour"))}

    @property
    def other_meanings(self) -> list[str]:
        """Other professions that the words used for the profession may mean ("AS")."""
        for found in self.entities:
            if (
                found.get("entity") in ("profession", "profession_current")
                and found["value"] == self.profession
            ):
                return [value for value in found.get("alternatives") or [] if isinstance(value, str)]
        return []

    @property
    def the_other(self) -> str | None:
        """The trade spoken of before, when the message says « l'autre » and names nothing."""
        if self.entities or not _THE_OTHER.search(fold_text(self.text)):
            return None
        return self._other_of_the_pair() or self.previous_profession

    @property
    def place(self) -> dict[str, Any] | None:
        """The place in question, as a place value, or None."""
        place = self.known("place") or self.metadata.get("place")
        if isinstance(place, str):
            # Where the page was opened for: the code or the name that its site or its tag gives.
            place = find_place(place)
        return place if isinstance(place, dict) else None

    @property
    def dates(self) -> tuple[date | None, date | None]:
        """The interval in question, both days included; None for an open side."""
        value = self.known("date") or {}
        start, end = value.get("start"), value.get("end")
        return (date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)

    @property
    def age(self) -> int | None:
        """The person's age in years, if they said it."""
        age = self.known("age")
        return int(age) if isinstance(age, int | float) else None

    @property
    def audience(self) -> str | None:
        """`young`, `career_change`, `counsellor` or None: said in words, by the page, or plain from the age."""
        return _audience(self.slots, self.metadata)

    def keep_audience(self) -> None:
        """Remember whom the person says they are: « je suis en terminale », « en reconversion », « mon public ».

        Who has just been understood to speak for others is one of those who guide.
        """
        said = aspect("audience", self.text)
        guides = self.known("speaker") in ("counsellor", "teacher")
        if guides and self.known("audience") == "counsellor":
            return  # « il a lâché l'école en seconde » is said of the person they ask for
        if self.known("audience") is None and self.remembered.get("speaker") in ("counsellor", "teacher"):
            said = "counsellor"
        if said is not None and not self.text.startswith("/") and said != self.known("audience"):
            self.remember("audience", said)

    @property
    def filled_a_slot(self) -> bool:
        """Whether this message answered a question of a form, or started one."""
        return self.form.began or any(self.known(name) for name in self.form.set)

    @property
    def confidence(self) -> float:
        """How sure the engine is of the intent, from 0 to 1; a choice is sure."""
        return float((self.message.get("intent") or {}).get("confidence") or 0.0)

    @property
    def now(self) -> datetime:
        """The present, or the moment a test fixes."""
        fixed = self.metadata.get("now")
        if not fixed:
            return datetime.now(PARIS)
        moment = datetime.fromisoformat(fixed)
        return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)

    @property
    def reach(self) -> datetime | None:
        """Until when we can write to the person of ourselves; None where we cannot, as on the web."""
        told = self.metadata.get("reach")
        if told == "always":
            return datetime.max.replace(tzinfo=PARIS)
        return datetime.fromisoformat(told) if isinstance(told, str) else None

    @property
    def also(self) -> list[str]:
        """The other subjects this message asks about; « pour un gars comme moi », « des gens comme lui » ask no more."""
        found = list(self.message.get("also") or [])
        said = fold_text(self.text) if {"men_in_care", "disability"} & set(found) else ""
        beside = {"men_in_care"} if of_a_man_like_me(said) else set()
        beside |= {"disability"} if _LIKE_THEM.search(said) else set()
        if "compare_professions" in found and self.goes_from_one_to_another():
            beside |= {"compare_professions"}
        few = len(self.text.split()) <= _A_FEW and not self.said("event_type")
        if few and self.intent == "training_search":
            beside |= {"event_search"}  # « Toulouse ou Bordeaux », of schools
        return [subject for subject in found if subject not in beside]

    def goes_from_one_to_another(self) -> bool:
        """Whether one trade is practised, the other wanted, and no word sets them beside each other."""
        wanted, current = self.said("profession"), self.said("profession_current")
        return len(wanted) == len(current) == 1 and not sets_side_by_side(self.text)

    @property
    def question(self) -> str:
        """The words that say what is asked: « et pour infirmière ? » asks what the message before it asked."""
        if self.intent == "follow_up_profession" and self.earlier:
            return f"{self.earlier[0]} {self.text}"
        return self.text

    @property
    def point_before(self) -> str | None:
        """The narrow answer given just before this message; the print of a text when it was no narrow one."""
        return next(iter(self.known("last_said") or []), None)

    @property
    def points_lately(self) -> list[str]:
        """The narrow answers of the last answers, the latest first; '' for one that was no narrow answer."""
        return [str(given).split("@")[0] for given in (self.known("points_given") or [])[:_LATELY]]

    def point_given_to(self, text: str) -> str | None:
        """The narrow answer given to the message `text`, one of those before this one; None when none was, or long ago."""
        seen = print_of(normalise(text))
        given = (str(one).partition("@") for one in self.known("points_given") or [])
        return next((name for name, _, of in given if of == seen and name), None)

    def _other_of_the_pair(self) -> str | None:
        """The trade that a recent message named beside the one in question."""
        for text in self.earlier[:_RECENT]:
            named = list(
                dict.fromkeys(str(one.value) for one in find_terms(text) if one.entity == "profession")
            )
            if len(named) == 2 and self.known("profession") in named:
                return next(slug for slug in named if slug != self.known("profession"))
        return None

    def _practised(self) -> list[Any]:
        """The trades said to be practised, but that of a counsellor who says who speaks: « PsyEN à Clermont »."""
        found = self.said("profession_current")
        said = fold_text(self.text)
        if found and _LEAVES.search(said) and _WANTS_ELSEWHERE.search(said):
            return []
        return [one for one in found if one != _COUNSELS] if self.audience == "counsellor" else found

    def keep_trade(self) -> None:
        """Remember the trade the person practises while they speak of no other: « et c'est payé combien ? » follows."""
        current = self._practised()
        if current and not isinstance(self.known("profession"), str):
            self.remember("profession", str(current[0]))

    def leave_own_trade(self) -> None:
        """Forget the trade of a counsellor who only told it: « psy-en à Besançon » asks nothing of psychologists."""
        end = own_trade_told(self.text) if self.audience == "counsellor" else None
        if end is None:
            return
        others = [
            one
            for one in self.entities
            if not (one.get("entity") in _TRADE_NAMES and one.get("start", 0) < end)
        ]
        if len(others) < len(self.entities):
            self.entities = others
            wanted = next((one["value"] for one in others if one.get("entity") == "profession"), None)
            self.remember("profession", wanted)

    def turn_to_oneself(self) -> None:
        """Forget the trade and the level of a relative once the person speaks of themselves."""
        for name in ("profession", "level"):
            if self.known(name) is not None and not self.said(name):
                self.remember(name, None)

    def remember(self, name: str, value: Any) -> None:
        """Set slot `name` at the end of this turn."""
        self.slots[name] = value
        self.remembered[name] = value


def _previous_profession(tracker: Tracker) -> str | None:
    """The profession spoken of before the present one, from the history of its slot."""
    present = tracker.get_slot("profession")
    for event in reversed(tracker.events):
        if event.get("event") == "slot" and event.get("name") == "profession":
            value = event.get("value")
            if isinstance(value, str) and value != present:
                return value
    return None
