"""When a person can come to an event: the days of the week and the hours that they say, how that is said back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.catalogue.queries.event_hours import FreeHours
from bot.french.calendar_names import DAYS
from bot.french.folding import fold_text
from bot.french.normalise import normalise

_WEEKDAYS = tuple(fold_text(name) for name in DAYS)
_MANY_DAYS = 3  # of the week: more are told by those left out
# « le samedi », « que les mercredis », « jeudi c'est mort sinon »; « le samedi 5 », « samedi prochain » are dates.
_WEEKDAY = re.compile(
    rf"\b(?:le|les|un|que|uniquement|seulement|plutot|tous les|libre|dispo\w*) (?:le |les |un"
    rf" )?({'|'.join(_WEEKDAYS)})s?\b"
    r"(?! (?:\d|premier|1er|prochain|qui vient|dernier|de la semaine|en huit))"
)
_WEEKENDS = re.compile(
    r"\b(?:le|les|que|uniquement|seulement|plutot|ou) (?:le |les )?(?:week ?-?ends?|we)\b(?! (?:du|prochain|qui"
    r"|suivant|d.apres))"
)
# « elle ne peut pas le samedi », « jamais le mercredi »: the other days.
_IN_THE_WEEK = re.compile(
    r"\b(?:en|la|de) semaine\b(?! (?:des|du|de|prochaine|pro\b|pr\b|qui|suivante|d'apres|avant|apres|nationale"
    r"|d.))|\bpas le week.?end"
)
# « la semaine j'ai cours »: the week-end.
_BUSY_WEEK = re.compile(
    r"\b(?:la|en|de) semaine,? (?:je |j.?|on |elle |il )?(?:ne )?(?:ai |suis |a |est |peux pas|peut pas)?"
    r"(?:cours|travail\w*|boss\w*|boulot|taf|ecole|lycee|stage|formation|prise?|occupee?|pas\b|jamais)"
    r"(?! (?:toute )?(?:la journee|en journee|le matin|l.apres|le soir|les matins))"
    r"|\b(?:cours|travail\w*|boss\w*|boulot|taf|stage|occupee?|prise?|pas|jamais)(?: \w+){0,2}? (?:la|en) semaine\b"
)
_NOT_DAYS = re.compile(
    rf"\b(?:pas|plus|jamais|sauf|ni) (?:(?:libre|dispo\w*|le|les|un|possible) )*({'|'.join(_WEEKDAYS)})s?\b"
    r"(?! (?:\d|premier|1er|prochain|qui vient))"
)
# « le samedi c'est mort pour moi », « le mercredi je peux pas »
_DAY_RULED_OUT = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})s?,? (?:c'est|ca|cela|je|j'|on|elle|il)? ?(?:ne |n')?(?:est |serait )?"
    r"(?:mort|cuit|fichu|foutu|impossible|(?:pas|plus) possible|(?:peu[tx]|pourr\w+|va|suis libre|marche) pas)\b(?! sinon)"
)
_ANY_DAY = re.compile(r"\b(?:n.?importe quel(?:le)?|peu importe le|tous les) jours?\b")

_MIDNIGHT = 24 * 60
_DAWN = 8 * 60
_WEEKEND = (5, 6)
_Windows = tuple[tuple[int, int], ...]
# Parts of the day, as minutes since midnight; what is named first is read first.
_PARTS: dict[str, tuple[str, str, tuple[int, int]]] = {
    "late_morning": (r"fin de mat\w+", "en fin de matinée", (600, 750)),
    "morning": (r"matin(?:ee)?s?", "le matin", (0, 750)),
    "early_afternoon": (r"debut d.?\s?(?:apres.?midi|aprem\w*)", "en début d'après-midi", (750, 930)),
    "late_afternoon": (r"fin d.?\s?(?:apres.?midi|aprem\w*)", "en fin d'après-midi", (930, 1170)),
    "afternoon": (r"(?:apres.?midis?|aprem\w*|aprm)", "l'après-midi", (750, 1110)),
    "noon": (
        r"(?:entre midi et (?:2|deux|14 ?h)|(?:sur|pendant|a) (?:l.heure du |la pause (?:de |du )?)?(?:dejeuner|midi)"
        r"|le midi|pause dej\w*)",
        "à l'heure du déjeuner",
        (705, 840),
    ),
    "evening": (
        r"(?:soir(?:ee)?s?|fin de journee"
        r"|(?:apres|sortie d[eu]) (?:le |mon |ma |mes |les |l.)?(?:travail|boulot|taf|job|journee|cours|ecole"
        r"|lycee|bureau))",
        "le soir",
        (1050, _MIDNIGHT),
    ),
    "daytime": (
        r"(?:en|pendant la|dans la|la|toute la) journee(?! (?:d|port|du|nation|info))",
        "en journée",
        (480, 1050),
    ),
}
# Who cannot come in the afternoon is free soon after it.
_REFUSED = {"afternoon": (750, 1080)}
_PART = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, (words, _, _) in _PARTS.items()) + r")\b"
)
_BARE = {"le matin": "matin", "l'après-midi": "après-midi", "le soir": "soir"}
# « bonne soirée », « hier soir », « ce matin j'ai vu… » tell nothing of when one is free.
_NO_PART = re.compile(r"\b(?:bon|bonne|hier|ce|cette) (?:l.|la )?$")
_THIS_EVENING = re.compile(r"\bce (?:soir|midi|aprem\w*)|\bcet? (?:apres.?midi|aprem\w*)")
# What is said before or after a part of the day at which one cannot come.
_BUSY = (
    r"(?:travail\w*|boss\w+|boulot|taf|cours|stage|lycee|ecole|occupee?s?|prise?s?|garde\w*|entrainement"
    r"|bloquee?s?|dors|service)"
)
_CANNOT = re.compile(
    r"\b(?:pas|jamais|sauf|ni|hors|plutot que|impossible|exclus?)\b(?: (?:libres?|dispo\w*|possible|trop|du tout|venir"
    r"|y aller|aller|le|la|les|en|de|tot|pour))*(?: l.| d.)?\s*$"
    rf"|\b{_BUSY}\b(?: (?:que|tous|toujours|souvent|chaque jour|tous les jours|du lundi au vendredi|le|la|les|en"
    rf"|dans|toute"
    rf"|tous les))*(?: l.)?\s*$"
)
# « y a pas le matin ? » asks for it.
_ASKS_FOR_IT = re.compile(
    r"\b(?:a|aurait|aurie[sz]|ave[sz]|as|existe\w*|trouve\w*|avoir)(?: t.il)? pas(?: \w+){0,2} ?(?:l.)?$"
)
_CANNOT_AFTER = re.compile(
    r"^s?(?: ca)?,?(?: moi)?,? (?:(?:c.?est|ce n.est) (?:mort|impossible|pas possible|chaud|complique|trop tot"
    r"|trop tard)"
    rf"|(?:je |j.?|on |elle |il )(?:ne |n.)?(?:suis |ai |est |a |fais )?(?:{_BUSY}|(?:peux|pourrai\w*|suis|peut"
    rf"|pourra\w*) pas)"
    r"|impossible|(?:ca|c.?est) (?:ne |n.)?(?:va |m.?arrange |le fait )?pas)"
)
_TIME = r"(?:([01]?\d|2[0-3]) ?(?:h(?:eures?)?|:) ?([0-5]\d)?(?!\d)|(midi))"
_ENDS = r"(?:fini\w*|sors|sort|termine\w*|debauche\w*|quitte\w*|rentre\w*|libre|libere\w*|dispo\w*)"
_BETWEEN = re.compile(rf"\b(?:entre|de|des)? ?{_TIME} ?(?:et|a|-|jusqu.a) ?{_TIME}")
_SINCE = re.compile(
    rf"\b(?:apres(?! midi)|a partir d.|a partir de|des|pas (?:\w+ ){{0,2}}?avant|passe|au.dela de|qu.a partir de"
    rf"|qu.apres) (?:les )?{_TIME}"
    rf"|{_TIME} (?:passees?|minimum|au plus tot|et plus)"
)
# Then one works or learns in the week, and is at home at the week-end.
_BUSY_UNTIL = re.compile(
    rf"\b{_BUSY}\b(?: \w+){{0,3}}? jusqu.?a {_TIME}|\b{_ENDS}(?: \w+){{0,3}}? (?:a|vers|qu.a|que vers) {_TIME}"
)
_NOT_EARLY = re.compile(r"\bpas (?:trop |si )?tot\b")
_NOT_LATE = re.compile(r"\bpas (?:trop |si )?tard\b")
_EARLY, _LATE = 570, 1110
_UNTIL = re.compile(
    rf"\b(?:avant|jusqu.?a|pas apres|pas plus tard que|au plus tard) (?:les )?{_TIME}"
    rf"|\b(?:repart\w*|partir|pars|parte|repren\w*|embauche|commence|attaque)(?: \w+){{0,2}}? (?:a|vers) {_TIME}"
    rf"|{_TIME} (?:max\w*|au plus tard|dernier delai|grand max\w*)"
)
_ABOUT = re.compile(rf"\b(?:vers|autour de|aux alentours de|dans les) (?:les )?{_TIME}")
_TOGETHER = re.compile(r"^ (?:et|ou|ni) (?:le |l.|la |en |dans la )?$")
_AROUND = 75  # minutes
_EARLIEST = 6 * 60  # an hour before is a length: « après 3 h de route »
_ANY_HOUR = re.compile(
    r"\b(?:peu importe|n.?importe quelle?) (?:l.)?heures?\b|\ba toute heure\b|\btoutes les heures\b"
    r"|\bpeu importe (?:quand|le moment|le moment de la journee)\b|\bn.?importe quand\b"
)
# « c'est le matin ou l'après-midi ? »: asked of an event shown.
_OF_THIS_ONE = re.compile(
    r"^\W*(?:et |ok |mais |alors |du coup )*(?:est.ce que )?"
    r"(?:c.?est|(?:ca|cela|elle|il) (?:est|commence|debute|finit|se passe|a lieu|tombe|dure)|ce sera|celui"
    r"|celle)\b.*\?\s*$"
)
_MAY_NOT = re.compile(r"\b(?:peux|pourrai\w*|suis|peut|pourra) pas\b|\bautre\b|\bplutot\b")


@dataclass(frozen=True)
class FreeWhen:
    """The days of the week (0 for Monday; none: any) and the hours (None: any) at which one can come."""

    weekdays: tuple[int, ...] = ()
    hours: FreeHours | None = None

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> FreeWhen:
        """From what the slot `free_when` keeps."""
        kept = kept or {}
        windows = tuple((int(first), int(last)) for first, last in kept.get("windows") or [])
        hours = FreeHours(windows, tuple(kept.get("on") or ())) if windows else None
        return cls(tuple(kept.get("weekdays") or ()), hours)

    def kept(self) -> dict[str, Any] | None:
        """What the slot `free_when` keeps; None when one can come at any time."""
        if not self.weekdays and self.hours is None:
            return None
        windows = [list(one) for one in self.hours.windows] if self.hours else []
        on = list(self.hours.on) if self.hours else []
        return {"weekdays": list(self.weekdays), "windows": windows, "on": on}

    def words(self) -> str:
        """« le mercredi matin », « en semaine, le soir », « le soir »; nothing for any time."""
        days, hours = days_words(self.weekdays), hours_words(self.hours)
        if len(self.weekdays) == 1 and hours in _BARE:
            return f"{days} {_BARE[hours]}"
        return ", ".join(part for part in (days, hours) if part)


def weekdays_asked(text: str) -> tuple[int, ...]:
    """The days of the week that `text` says are the ones one is free (« le samedi sinon j'ai cours »), 0 for Monday."""
    said = normalise(text)
    patterns = (_NOT_DAYS, _DAY_RULED_OUT)
    if refused := {_WEEKDAYS.index(found[1]) for words in patterns for found in words.finditer(said)}:
        return tuple(number for number in range(len(_WEEKDAYS)) if number not in refused)
    named = tuple(sorted({_WEEKDAYS.index(found[1]) for found in _WEEKDAY.finditer(said)}))
    if _BUSY_WEEK.search(said):
        return named or _WEEKEND
    if _IN_THE_WEEK.search(said):
        return tuple(range(5))
    if _WEEKENDS.search(said):
        return _WEEKEND
    return named


def free_when(text: str, before: FreeWhen, one_day: bool = False) -> FreeWhen:
    """When one can come: as `text` says it, else as was said `before`; `one_day`: the text names a date."""
    said = normalise(text)
    hours, weekdays = hours_asked(text), weekdays_asked(text)
    if hours is not None and hours.on:
        weekdays = ()
    elif hours is None and weekdays and set(weekdays) <= set(_WEEKEND) and before.weekdays != weekdays:
        before = FreeWhen(before.weekdays)  # « après le travail », then « ou un samedi »: at any hour of it
    elif hours is not None and before.hours is not None and not weekdays:
        hours = FreeHours(hours.windows, before.hours.on)  # who works in the week still has the week-end
    if not (weekdays or _ANY_DAY.search(said) or one_day or (hours and hours.on)):
        weekdays = before.weekdays
    return FreeWhen(weekdays, hours or (None if _ANY_HOUR.search(said) else before.hours))


def hours_asked(text: str) -> FreeHours | None:
    """The hours at which `text` says one can come: « plutôt le soir », « après 17 h 30 », « j'ai cours le matin »."""
    said = normalise(text)
    if _OF_THIS_ONE.search(said) and not _MAY_NOT.search(said):
        return None
    windows, week_end = _on_the_clock(said)
    if not windows:
        windows, week_end = _in_parts(said)
    # « le soir ou le week-end »: at any hour then.
    week_end = week_end or (
        _WEEKENDS.search(said) is not None and re.search(r"\b(?:ou|et)\b", said) is not None
    )
    return FreeHours(windows, _WEEKEND if week_end else ()) if windows else None


def _on_the_clock(said: str) -> tuple[_Windows, bool]:
    """The hours told by figures, and whether the week-end is free beside them."""
    if (found := _BETWEEN.search(said)) and (first := _minutes(found.groups()[:3])) is not None:
        last = _minutes(found.groups()[3:])
        if last is not None and first < last:
            return ((first, last),), False
    since, until, busy = _first(_SINCE, said), _first(_UNTIL, said), _first(_BUSY_UNTIL, said)
    since = since if since is not None else busy
    until = None if until in (busy, since) else until  # « je travaille jusqu'à 17 h », « pas avant 18 h »
    if since is None and _NOT_EARLY.search(said):
        since = _EARLY
    if until is None and _NOT_LATE.search(said):
        until = _LATE
    if since is not None or until is not None:
        first, last = since or 0, until or _MIDNIGHT
        windows = ((first, last),) if first < last else ((0, last), (first, _MIDNIGHT))
        return windows, busy is not None
    about = _first(_ABOUT, said)
    return (((about - _AROUND, about + _AROUND),) if about is not None else ()), False


def _first(pattern: re.Pattern[str], said: str) -> int | None:
    """The first hour of the day that `pattern` finds."""
    return next((at for one in pattern.finditer(said) if (at := _minutes(one.groups())) is not None), None)


def _minutes(groups: tuple[str | None, ...]) -> int | None:
    """Minutes since midnight of the first time found among the groups of `_TIME`; None for what is no hour of the day."""
    for at in range(0, len(groups), 3):
        hour, minute, noon = groups[at : at + 3]
        if noon:
            return 12 * 60
        if hour and (found := int(hour) * 60 + int(minute or 0)) >= _EARLIEST:
            return found
    return None


def _in_parts(said: str) -> tuple[_Windows, bool]:
    """The same, told by parts of the day."""
    wanted: list[str] = []
    refused: list[str] = []
    told, ended = wanted, 0
    for found in _PART.finditer(said):
        before, after = said[: found.start()], said[found.end() :]
        if _NO_PART.search(before) and not _THIS_EVENING.search(said):
            continue
        name = str(found.lastgroup)
        cannot = _CANNOT_AFTER.search(after) or (_CANNOT.search(before) and not _ASKS_FOR_IT.search(before))
        if name == "daytime" and not cannot and not found[0].startswith("en "):
            continue  # « la journée des métiers »
        # « j'ai cours le matin et l'après-midi »: the second goes with the first.
        if not _TOGETHER.match(said[ended : found.start()]):
            told = refused if cannot else wanted
        told.append(name)
        ended = found.end()
    if wanted:
        return tuple(sorted({_PARTS[name][2] for name in wanted})), False
    return _left_by([_REFUSED.get(name, _PARTS[name][2]) for name in refused]), "daytime" in refused


def _left_by(refused: list[tuple[int, int]]) -> _Windows:
    """The hours of the day outside those `refused`; nothing when none was."""
    if not refused:
        return ()
    left, begins = list[tuple[int, int]](), 0
    for first, last in sorted(refused):
        left.append((begins, first))
        begins = max(begins, last)
    return tuple((first, last) for first, last in [*left, (begins, _MIDNIGHT)] if last > max(first, _DAWN))


def days_words(weekdays: tuple[int, ...]) -> str:
    """« le mercredi », « en semaine », « hors mardi »; nothing for any day."""
    if weekdays == tuple(range(5)):
        return "en semaine"
    if len(weekdays) > _MANY_DAYS:
        return f"hors {' et '.join(DAYS[number] for number in range(len(DAYS)) if number not in weekdays)}"
    if not weekdays:
        return ""
    names = ["week-end"] if weekdays == _WEEKEND else [DAYS[number] for number in weekdays]
    return f"le {' ou le '.join(names)}"


def hours_words(hours: FreeHours | None) -> str:
    """« le soir », « à partir de 17 h 30 », « le matin ou le soir »; nothing for any hour."""
    if hours is None:
        return ""
    told = " ou ".join(_window_words(first, last) for first, last in hours.windows)
    return f"{told} ou le week-end" if hours.on else told


def _window_words(first: int, last: int) -> str:
    if named := next((words for _, words, window in _PARTS.values() if window == (first, last)), None):
        return named
    if last == _MIDNIGHT:
        return f"à partir de {_clock(first)}"
    return f"avant {_clock(last)}" if first <= 0 else f"entre {_clock(first)} et {_clock(last)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60} h" + (f" {minutes % 60:02}" if minutes % 60 else "")
