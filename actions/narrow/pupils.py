"""A pupil's internship, a first job and a class that wants to meet a trade: what was told is kept, and said again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.narrow.publics import public_in, trades_of_public
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.compared import short_name
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from actions.words.wording import enumerated, interval, lowered, place_words
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# The classes whose internship is one of observation, in the order in which they are looked for.
_CLASSES = (
    (re.compile(r"\bbac pro\b|\bassp\b|\bsapat\b"), "stage de bac pro"),
    (re.compile(r"\bcap\b"), "stage de CAP"),
    (re.compile(r"\b(?:3e|3emes?|troisiemes?)\b"), "stage de 3e"),
    (re.compile(r"\b(?:4e|4emes?|quatriemes?)\b"), "stage de 4e"),
    (re.compile(r"\b(?:2nde|2de|seconde)\b"), "stage de seconde"),
    (re.compile(r"\b(?:1ere|premiere)\b"), "stage de première"),
    (re.compile(r"\b(?:terminale|tle)\b"), "stage de terminale"),
)
# The place of work wanted: what it is called when noted, and whom to write to.
_WORKPLACES = (
    (re.compile(r"\bcreches?\b"), "en crèche", "aux crèches et à la mairie"),
    (re.compile(r"\bmaternites?\b"), "en maternité", "aux hôpitaux et cliniques qui ont une maternité"),
    (
        re.compile(r"\behpad\b|maisons? de retraite"),
        "en Ehpad",
        "aux Ehpad et aux maisons de retraite",
    ),
    (re.compile(r"\bhopita\w+|\bhosto\b|\bchu\b|\bcliniques?\b"), "à l'hôpital", "aux hôpitaux et cliniques"),
    (
        re.compile(
            r"\bmaternelle|(?<!\bde l.)(?<!\bmon )(?<!\bpar l.)(?<!\bnotre )(?<!\bpendant l.)(?<!\bdurant l.)"
            r"\becoles?\b(?! me)"
        ),
        "dans une école",
        "aux écoles et à la mairie",
    ),
    (
        re.compile(
            r"\bfoyers? de l.enfance\b|\bmecs\b|\bprotection de l.enfance\b|\b(?:enfants?|jeunes|ados) places\b"
        ),
        "auprès d'enfants placés",
        "aux foyers de l'enfance et aux maisons d'enfants (MECS)",
    ),
    (
        re.compile(r"\bime\b|\bfoyers?\b(?! de l.enfance)|handicap\w*"),
        "auprès de personnes handicapées",
        "aux IME et aux foyers",
    ),
    (re.compile(r"\bpharmacies?\b"), "en pharmacie", "aux pharmacies"),
    (re.compile(r"ambulanc\w*"), "en ambulance", "aux entreprises d'ambulances"),
)
# Those whom one would be with stand for their place of work.
_PUBLICS = (
    (
        re.compile(r"\b(?:vieux|vieilles?|personnes agees|mamies?|papis?|papys?|anciens|retraites)\b"),
        "en Ehpad",
        "aux Ehpad et aux maisons de retraite",
    ),
    (re.compile(r"\b(?:bebes?|tout.petits)\b"), "en crèche", "aux crèches et à la mairie"),
    (
        re.compile(r"\benfants?\b(?! (?:malades?|handicap))|\bles (?:petits|gosses|gamins)\b"),
        "avec des enfants",
        "aux crèches, aux écoles maternelles et à la mairie",
    ),
)
_EVERY_PLACE = (*_WORKPLACES, *_PUBLICS)
_ANYWHERE = "aux lieux où ce métier se fait"
_NO_TRADE = "aux lieux qui vous tentent (Ehpad, crèche, école, pharmacie)"
# Who says yes or no there, in the words of an answer.
_DECIDES = {
    "en Ehpad": ("l'Ehpad", "dans votre Ehpad"),
    "en crèche": ("la crèche", "dans votre crèche"),
    "en maternité": ("l'hôpital", "à la maternité"),
    "à l'hôpital": ("l'hôpital", "dans votre hôpital"),
    "dans une école": ("l'école", "dans votre école"),
    "en pharmacie": ("la pharmacie", "dans votre pharmacie"),
    "en ambulance": ("l'entreprise d'ambulances", "dans votre entreprise"),
}
_OF_COLLEGE = frozenset({"stage de 3e", "stage de 4e"})
_OF_A_TRADE = frozenset({"stage de bac pro", "stage de CAP"})
# « un stage d'une semaine », « stage de bac pro à Limoges, 6 semaines »
_LENGTH = re.compile(
    r"\bstages?\b(?: (?!stages?\b)[^ /]+){0,9}? (?:d.|de )?(\d\d?|une|deux|trois|quatre|cinq|six|huit|dix) (semaines?)\b"
)
# « dsl pour les fautes », « je sais pas trop écrire »
_SPELLING = re.compile(
    r"\b(?:desolee?|pardon|excuse\w*|scuse\w*)\b.{0,20}\b(?:fautes?|fotes?|ortho\w*)\b"
    r"|\b(?:sais|sait) (?:pas|mal) (?:\w+ )?(?:bien )?ecrire\b"
)
_NO_MATTER = "Pas de souci pour les fautes, je vous comprends. "
# « à part les crèches »: the places named after these words are refused, until they are named again.
_BUT = r"(?:\ba part|\bsauf|\bhormis|\bpas|\bplus|\bni|\bautre(?:s| chose| lieu\w*)? que|\bailleurs qu.?)"
_BUT_WORDS = r"(?: (?:de|des|d.|les?|la|l.|en|dans|une?|trop|envie|aux?|avec|vraiment|tout|forcement|travailler|aller))*"
_Workplace = tuple[re.Pattern[str], str, str]
# « le foyer, ils prennent pas, j'ai demandé »: tried already.
_TRIED = (
    r".{0,24}\b(?:pren(?:d|nent)|accept\w+|veu(?:t|lent)|repon\w+) pas\b|.{0,24}\b(?:dit non|refuse\w*)\b"
)
# The homes that young people live in, and not those of disabled adults.
_CHILDRENS_HOME = re.compile(
    r"\b(?:jeunes|ados?|enfants|gamins|mineurs)\b.{0,16}\bfoyers?\b|\bfoyers? (?:de |pour |d.|des |avec )+(?:jeunes|ados?"
    r"|enfants|mineurs|l.enfance)\b"
)
_HOME = re.compile(r"\bfoyers?\b(?! de l.enfance)")
_MOST_PLACES = 3
# After these, another place of work is the same request.
_OF_STAGES = frozenset({"school_stage", "stage_none_found", "stage_with_babies", "stage_hospital_minor"})
_LIST = re.compile(
    r"qui (?:en )?(?:pren\w+|accueil\w+|accept\w+)|quoi comme|\bou (?:il )?y a\b|\bfai[st] ou\b"
    r"|\b(?:vais|va|cherche|demande) ou\b"
    r"|quelles? (?:creche|ehpad|hopita|maison|adresse|endroit)|"
    r"\bliste\b|des adresses|connai\w+ .*(?:creche|ehpad|hopita)|"
    r"\b(?:ils|elles|on) (?:en )?(?:pren\w+|accept\w+)\W*$|\bou (?:je |on )?(?:peux|peut|chercher|aller|demander|postuler)"
)
_OTHERS = re.compile(
    r"\b(?:quoi|ou|lieux?|endroits?|qui) d.autres?\b|\bautres? (?:lieux?|endroits?|structures?|idees?|etablissements?)\b"
    r"|\bailleurs\b|\bcomme lieux?\b"
)
_AGE = re.compile(r"\bavant (?:d.avoir )?1[4-8]\b|\bmineure?s?\b|\bage\b|\b1[1-7] ans\b|trop jeune|\bjeune\b")
_ADULT = 30  # years, at which an apprentice has a handicap or a business to take over
_APPRENTICE = re.compile(r"apprenti|alternan|\bcfa\b|\bdea[sp]\b|\bdeaes\b")
_WAS_IT = re.compile(r" Étiez-vous en apprentissage \?$")
_COMES = re.compile(r"\bqu.*(?<!\ba )(?<!vers )\bvienne\b")
_SUNDAY = 6
_SHORT = 12  # words of a message that only adds a town or a period
_LONGEST = 16  # words of a message that only says for whom it is
_LONGEST_WEEKS = 62  # days
_WANTS = re.compile(r"\bstages?\b")
# Who has left school tries a trade by an immersion: no class and no school make the convention.
_OUT_OF_SCHOOL = re.compile(
    r"missions? locales?|garanties? jeunes?|\bcej\b|france travail|pole emploi|au chomage|(?:arrete|quitte|lache) l.ecole"
)
# A placement that is under way, or that went wrong, is not looked for.
_NOT_SOUGHT = re.compile(
    r"\b(?:deja|ai trouve|j.ai) (?:deja )?(?:un|mon|trouve) (?:lieu de )?stage\b|engueul\w*|\bgueul\w*|\bhurl\w*"
    r"|\bdispute\w*|\bembrouill\w*"
    r"|\b(?:si|pas|non|rate|peur).{0,14}\bj?valid\w*|\bj?valid\w+.{0,10}\bstages?\b|\bquoi d.?autre (?:avec|apres)\b"
)
# « l'école d'auxi de puer, c'est où ? »: where one trains, no place for an internship.
_TRADE_SCHOOL = re.compile(
    r"\b(?:ecoles?|instituts?|ifsi|ifas|ifap) (?:d|de|des|pour|du)\b(?!.{0,30}\bstages?\b)"
)
_OF_PUPILS = re.compile(r"\beleves?\b|convention|sign\w+|autoris\w+|accord")


@dataclass(frozen=True)
class Stage:
    """What was told of the internship looked for, in the words of our answers.

    `what` is what is asked for (« un stage de CAP de 3 semaines »), `here` tells that the message itself names a place of
    work, `decides` who says yes or no there, `at` what a letter to it says.
    """

    kind: str
    here: bool
    where: str
    noted: str
    week: str | None
    decides: str
    school: str
    at: str
    what: str


def soon(turn: Turn) -> bool:
    """Whether the internship is this month or the next."""
    start, today = turn.dates[0], turn.now.date()
    if start is None or start < today.replace(day=1):
        return False
    return (start.year - today.year) * 12 + start.month - today.month <= 1


def told_of_stage(turn: Turn, said: str, talk: str) -> Stage:
    """What the message, whose folded words are `said`, and the `talk` before it tell of the internship."""
    # What the message itself says wins over what the talk said before.
    classes = (
        next((kind for pattern, kind in _CLASSES if pattern.search(text)), None) for text in (said, talk)
    )
    kind = next(filter(None, classes), "stage")
    here, found, refused = _workplaces(said, talk)
    if found and not here and _OTHERS.search(said):
        # « y a quoi d'autre comme lieux ? », after the one that was asked for.
        refused = [*refused, found]
        here, found = True, None
    where = (
        found[2]
        if found
        else _elsewhere(refused)
        if refused
        else (_ANYWHERE if turn.profession else _NO_TRADE)
    )
    start, end = turn.dates
    place = place_words(turn.place) if turn.place else None
    # « l'an prochain » is no week to ask for.
    week = interval(start, end) if start and (end is None or (end - start).days <= _LONGEST_WEEKS) else None
    refused = [] if found and found in refused else refused
    if start and start == end and start.weekday() == _SUNDAY:
        week = None  # « dans deux semaines » is no Sunday
    length = _length(said) or _length(talk)
    parts = [
        " ".join(filter(None, (kind, found and found[1]))),
        *(f"pas {one[1]}" for one in refused),
        length,
        week,
        place,
    ]
    noted = f"Noté : {', '.join(part for part in parts if part)}. "
    level = str(turn.known("level") or "")
    college = kind in _OF_COLLEGE or level == "college"
    school = (
        "le collège" if college else "le lycée" if level or kind != "stage" else "l'établissement scolaire"
    )
    decides, at = _DECIDES.get(found[1] if found else "", ("le lieu", "chez vous"))
    # Only the classes that are not those of a trade's diploma have an internship of observation.
    what = f"un {kind}" if kind in _OF_A_TRADE else "un stage d'observation"
    return Stage(kind, here, where, noted, week, decides, school, at, f"{what} {length}" if length else what)


def _length(text: str) -> str | None:
    """« d'une semaine », « de 6 semaines »: how long the internship looked for is to last."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    number, unit = found[1], found[2].rstrip("s")
    return f"d'une {unit}" if number in ("une", "1") else f"de {number} {unit}s"


async def school_stage(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The internship of a pupil, with the class, place of work, week and town told; None when nothing new is told."""
    teacher = role(turn) == "teacher"
    if not teacher and (turn.audience == "counsellor" or _OUT_OF_SCHOOL.search(talk)):
        return None
    if (turn.said("profession") and _TRADE_SCHOOL.search(said)) or (not teacher and _NOT_SOUGHT.search(said)):
        return None
    told = told_of_stage(turn, said, talk)
    here, where, noted, week = told.here, told.where, told.noted, told.week
    lately = any(given == "school_stage" or given.startswith("stage_") for given in turn.points_lately)
    if lately and turn.said("profession") and not here:
        # « et animateur alors ? »: the same request, for another trade
        return await _of_trade(turn, told)
    if _LIST.search(said):
        slug = "stage_places"
    elif not teacher and turn.said("date") and soon(turn):
        slug = "stage_soon"
    elif turn.said("date") and week:
        slug = "stage_when"
    elif turn.said("place"):
        slug = "stage_near"
    elif _AGE.search(said) and not _WANTS.search(said):
        slug = "stage_age"
    elif teacher and (_WANTS.search(said) or _OF_PUPILS.search(said)):
        slug = "stage_of_pupils"
    elif here and any(given in _OF_STAGES for given in turn.points_lately):
        slug = "stage_other_place"
    elif here or _WANTS.search(said) or any(pattern.search(said) for pattern, _ in _CLASSES):
        slug = "stage_school"
    else:
        return None
    reply = await stored(turn, slug, noted=noted, where=where, school=told.school)
    reply.text = (_NO_MATTER if _SPELLING.search(said) else "") + reply.text
    if slug in ("stage_near", "stage_places"):
        await show_contacts(turn, reply, ["cio"], 1, age_of(turn))
    return reply


async def _of_trade(turn: Turn, told: Stage) -> ReplyDraft | None:
    """The same internship for the trade just named: whom to write to is where it is practised."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None:
        return None
    place = f", {place_words(turn.place)}" if turn.place else ""
    places = [one if one.startswith("Ehpad") else lowered(one) for one in trade.workplaces]
    where = f"{_ANYWHERE} ({enumerated(places, 3)})" if places else _ANYWHERE
    noted = f"Noté : {told.kind}, pour ce métier ({short_name(trade, 40)}){place}. "
    return await stored(turn, "stage_other_place", noted=noted, where=where, school=told.school)


def _workplaces(said: str, talk: str) -> tuple[bool, _Workplace | None, list[_Workplace]]:
    """Whether the message tells of a place of work, the one wanted last, and those refused; what was said last wins."""
    here, wanted = False, None
    refused: list[_Workplace] = []
    if _CHILDRENS_HOME.search(talk) or _CHILDRENS_HOME.search(said):
        said, talk = (_HOME.sub("foyer de l'enfance", text) for text in (said, talk))
    for message in (said, *(part for part in talk.split(" / ") if part != said)):
        for entry in _EVERY_PLACE:
            if not entry[0].search(message):
                continue
            here = here or message is said
            against = re.search(
                rf"{_BUT}{_BUT_WORDS}\W*(?:{entry[0].pattern})|(?:{entry[0].pattern})(?:{_TRIED})", message
            )
            known = {one[1] for one in (*refused, *([wanted] if wanted else []))}
            if entry[1] in known:
                continue
            if against:
                refused.append(entry)
            elif wanted is None:
                wanted = entry
    return here, wanted, refused


def _elsewhere(refused: list[_Workplace]) -> str:
    """Whom else to write to, without the places refused."""
    others = [
        (words, pattern)
        for words, pattern in (
            ("aux Ehpad", "en Ehpad"),
            ("aux crèches", "en crèche"),
            ("aux écoles maternelles", "dans une école"),
            ("aux foyers et IME", "auprès de personnes handicapées"),
            ("aux centres de loisirs et aux centres sociaux", "en animation"),
            ("aux pharmacies", "en pharmacie"),
        )
        if pattern not in {one[1] for one in refused}
    ]
    if any(one[1] == "auprès d'enfants placés" for one in refused):
        others.reverse()  # elders before babies, for who would be with the young
    return ", ".join(words for words, _ in others[:_MOST_PLACES])


async def job_near(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """A first job in the town just told: where the offers are, and who helps there; None when no town is told."""
    if not turn.said("place") or turn.place is None:
        return None
    reply = await stored(turn, "job_near", noted=f"Noté : {place_words(turn.place)}. ")
    await show_contacts(turn, reply, ["mission_locale", "france_travail"], 2, age_of(turn))
    return reply


async def teacher_more(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The town or the period told after the request of `teacher_professional`; None for an event, or for neither."""
    told = (turn.said("place") or turn.said("date")) and not turn.said("event_type")
    return await teacher_professional(turn, said, talk) if told and len(said.split()) <= _SHORT else None


async def teacher_professional(turn: Turn, said: str, _talk: str) -> ReplyDraft:
    """A professional wanted in a class: who is to be asked, with the town and the period told."""
    if _COMES.search(said):  # « qu'une soignante vienne » names no town
        turn.remember("place", None)
    start, end = turn.dates
    parts = [turn.place and place_words(turn.place), start and interval(start, end)]
    told = ", ".join(part for part in parts if part)
    reply = await stored(turn, "teacher_professional", noted=f"Noté : {told}. " if told else "")
    await show_contacts(turn, reply, ["region"], 1)
    return reply


# « mon petit-fils veut s'occuper de jeunes enfants », and not « ma fille handicapée cherche un métier ».
_WOULD_WORK_WITH = re.compile(
    r"\b(?:veut|voudrait|aime|aimerait|souhait\w+|reve|cherche|pense|envie)\b[^.?!]{0,24}"
    r"\b(?P<whom>(?:s.?occuper|travailler|bosser|etre|aider|accompagner|garder|soigner|metier|boulot)\b[^.?!,]{0,40})"
)


async def for_someone(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """A welcome for who asks in another's place; the trades of those the other would work with, when told.

    None when the message asks something of its own.
    """
    if turn.professions or turn.also or len(normalise(turn.text).split()) > _LONGEST:
        return None
    wish = _WOULD_WORK_WITH.search(normalise(turn.text))
    if wish and public_in(wish["whom"]):
        return await trades_of_public(replace(turn, text=wish["whom"]), "", "")
    return await stored(turn, "for_someone")


async def apprentice_dismissed(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """Whom to turn to after a dismissal; whether it was an apprenticeship is not asked of who said so.

    None for an adult who speaks of no apprenticeship: it is another contract that ended.
    """
    if (
        turn.metadata.get("audience") == "career_change" or (turn.age or 0) >= _ADULT
    ) and not _APPRENTICE.search(talk):
        return None
    reply = await stored(turn, "apprentice_dismissed")
    if _APPRENTICE.search(talk):
        reply.text = _WAS_IT.sub("", reply.text)
    return reply
