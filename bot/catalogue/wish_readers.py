"""How each constraint is read: what one can do, when one works, one's level and one's time, wherever it is said."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.catalogue import polarity
from bot.catalogue.orientation import ANY, questions
from bot.catalogue.polarity import NO, SOME, YES
from bot.catalogue.wish_doubts import left_open, without_failed
from bot.catalogue.wish_idioms import plainly
from bot.catalogue.wish_lengths import AT_MOST, BAC_PLUS, read_length
from bot.catalogue.wish_words import wording
from bot.french.number_words import tokenize
from bot.french.quantities import quantities

# A reader takes a prepared text and whether its question was asked, and gives the value of the answer if there is one.
Reader = Callable[[str, bool], "str | None"]

TEENAGERS = "teenagers"  # of the public « children », the elder ones
RHYTHM = ("nights", "weekends", "evenings")
_LEVELS = ("none", "cap", "bac", "bac2")
SIDES = {YES: "for", NO: "against", SOME: "some"}

# Outside its question, a word counts only beside words of wish or refusal: « ma mère est à l'hôpital » wants nothing.
WISH = re.compile(
    r"\b(?:veu[xt]|voudrais?|aime(?:rais?)?|adore|prefere(?:rais?)?|envie|plutot|m'occuper|bosser avec"
    r"|(?:travailler|bosser|taffer) (?:avec|aupres|dans|en|chez)|rester (?:avec|aupres)|aimais|plait|plaisait"
    r"|plaisir|dou(?:x|ce)|a l'aise"
    r"|me (?:va|vont|irait|iraient|parle|parlent|tente\w*)|m'attendri\w*|me touche\w*|m'emeu\w*"
    r"|gentil\w*|touchant\w*|attachant\w*|mignon\w*"
    r"|adorable\w*|feeling|bon contact|moi c'?est"
    r"|aupres d\w*|(?:aider|accompagner|conduire|soutenir|s'occuper) (?:des|les|d'autres|de)"
    r"|(?:entends?|sens) bien|bien avec|m'attire\w*|attiree?|interesse\w*|oui|non|volontiers"
    r"|(?:etre|sentir|rendre) utiles? (?:aux?|a)"
    r"|(?<!comment )(?<!bonjour )(?<!salut )(?<!bonsoir )(?<!coucou )\bca (?:va|passe|le fait|irait)(?: encore| bien)?"
    r"(?=\W*(?:$|[,.;]| (?:mais|et|je|j'|moi)\b))"
    r"|finalement|reve|faible pour|craqu\w+|peut[ -]etre|(?:t'|vous )?ai (?:deja |bien )?dit (?:les|des|avec))\b"
)
_LIKED = re.compile(r"\b(?:aim(?:e|es|ais)|ador\w+|passionn\w+|kiff\w+|me plai\w+)\b")
_HAS_LEVEL = re.compile(
    r"\b(?:ai|j'ai|n'a|a que|n'ai|qu'un|avec|niveau|diplomee?|titulaire|bacheliere?|sans|pas|rate|juste|obtenu|eu|suis en)\b"
)
_NOT_HAD = re.compile(
    r"\b(?:ratee?|loupee?|echoue|foiree?|abandonnee?|arrete\w*|lache\w*|quitte\w*|stoppe\w*|recalee?|collee?|sans"
    r"|pas (?:eu|finie?|terminee?|validee?|obtenue?|allee?))\b"
)
_HOURS_LATE = re.compile(
    r"\b(?:finir|fini[srt]?|terminer|rentrer|bosser|travailler|sortir)\b[^.;]*?(?:heures?|h)\b"
)
_OFFICE_HOURS = re.compile(r"\b(?:[6-9]|10) ?h(?:eures)?\d* ?(?:-|a|/) ?(?:1[4-8]) ?h")
_NEEDS_INCOME = re.compile(
    r"\b(?:faut|besoin|minimum|au moins|mini|sortir)\b[^.;!?]{0,25}\b[12] ?\d{3}\b(?! (?:heures|km))"
    r"|\b[12] ?\d{3} (?:euros? )?(?:nets? )?(?:a sortir|minimum|mini|au moins)\b"
    r"|(?<!pas )\b(?:besoin d'|garder |il me faut |faut |sans )(?:un |mon |ma |une |de )?(?:salaire|paye|revenus?)\b"
    r"|\bfaut (?:bien )?que je (?:gagne|touche|sois paye\w*)|\b(?:j'ai|ai|avec) (?:un |mon |des |le )?(?:loyer"
    r"|credits?|dettes)\b"
    r"|\b(?:loyer|credit) (?:de|a|d'environ) \d|\d ?(?:euros? |e )?(?:de|pour le) loyer\b"
    r"|\b(?:et|avec|plus) un (?:loyer|credit)\b"
    r"|\bloyer a payer\b|\bcredit (?:sur le dos|a rembourser|a payer)\b"
    r"|\b(?:veux|cherche|faut|aimerais|voudrais)\b[^.;!?]{0,30}\bpayee?s? (?:pendant|durant) (?:la|ma|les|mes)\b"
    r"|\bgagner (?:de l'argent|ma vie) (?:vite|tout de suite|rapidement|maintenant|des)\b"
)
# « l'ARE s'arrête en mai », « plus beaucoup d'argent », « en fin de droits »: the money runs out.
_MONEY_ENDS = re.compile(
    r"\b(?:are|chomage|indemnites?|allocations?|allocs?|economies|droits|rsa|ass)\b[^.;!?]{0,24}"
    r"\b(?:s'?arret\w*|se? termin\w*|s'epuis\w*|fini\w*|diminu\w*|baiss\w*|touche a sa fin)\b"
    r"|\bfin d(?:e |')(?:mes |l'|mon )?(?:droits?|chomage|are|indemnisation)\b"
    r"|\b(?:n'ai |n'a |j'ai |ai |reste |sans )?plus (?:beaucoup |trop |assez |vraiment |guere )?(?:d'|de |un )"
    r"(?:argent|sous?|rond|euro|economies|thunes?|indemnites|chomage|droits|are|revenus?|cote)\b"
    r"|\bplus (?:droit a|rien (?:pour vivre|sur (?:mon|le) compte|de cote))\b|\ba decouvert\b"
)
_NO_MONEY = re.compile(
    r"\b(?:pas|aucune?s?|sans|zero|peu) (?:beaucoup |trop |assez |encore )?(?:d'|de |un |mes )?"
    r"(?:argent|sous?|economies|thunes?|epargne|cote)\b|\bplus rien\b"
)
_HAS_SAVINGS = re.compile(
    r"\b(?:ai|avec|sur|grace a) (?:des |mes |de l'|quelques |un peu d')?(?:economies|indemnites|argent de cote)\b"
    r"|\b(?:argent|sous) de cote\b"
    r"|\b(?:ans?|mois) (?:de|d') ?(?:chomage|are|indemnisation)\b(?! (?:derriere|deja))"
    r"|\b(?:mari|femme|conjointe?|compagn(?:on|e)) (?:\w+ )?(?:travaille|bosse|gagne (?:bien|assez)"
    r"|a un bon salaire|assure)\b"
)
_LATE, _MIDNIGHT = 18, 24  # hours of the day


def value_of(wanted: set[str], refused: set[str]) -> str:
    order = [option.value for question in questions().values() for option in question.options]
    order += [TEENAGERS, *RHYTHM, *wording()["exposures"], SOME]
    return " ".join(
        [
            *sorted(wanted, key=lambda token: (order.index(token), token)),
            *(f"-{token}" for token in sorted(refused, key=lambda token: (order.index(token), token))),
        ]
    )


def _topic(name: str) -> Reader:
    def reader(text: str, is_asked: bool) -> str | None:
        topic, says = wording()["topics"][name], wording()["says"].get(name, {})
        unasked = () if is_asked else wording()["when_asked"]
        text = plainly(name, text)
        if name == "driving" and (drives := _drives(text)):
            return drives
        own = polarity.named(
            text, [(word, value) for value, listed in says.items() for word in listed if word not in unasked]
        )
        hits = polarity.named(text, [(word, name) for word in topic["words"]])
        if name == "income" and (_MONEY_ENDS.search(text) or (is_asked and _NO_MONEY.search(text))):
            return "needed"
        if not is_asked and name == "income":
            return "needed" if _NEEDS_INCOME.search(text) else "free" if _HAS_SAVINGS.search(text) else None
        if name == "income" and re.search(
            r"\b(?:pas|jamais|dur|impossible)\b.*\bsans\b|\bsans\b.*\b(?:pas|dur|impossible)\b", text
        ):
            return "needed"
        for hit in own if not (name == "contact" and hits) else []:
            if hit.meant != NO:
                return hit.key if is_asked or name in ("effort", "driving") else None
            if name == "effort" and is_asked:
                return "able" if hit.key == "light" else "light"
        if not hits:
            return None
        meant = {hit.meant for hit in hits}
        if is_asked and left_open(text, name):
            return ANY
        if is_asked:
            conceded = NO in meant and _CONCEDES.search(text)
            worst = SOME if conceded else NO if NO in meant else SOME if SOME in meant else YES
            return str(topic[SIDES[worst]])
        if name == "science":
            liked = any(hit.meant == YES and _LIKED.search(hit.clause) for hit in hits)
            return str(topic["against"]) if NO in meant else str(topic["for"]) if liked else None
        return (
            str(topic["against"])
            if NO in meant
            else str(topic["some"])
            if SOME in meant and name != "driving"
            else None
        )

    return reader


# « la toilette je ne pourrais pas, enfin si c'est de temps en temps »
_CONCEDES = re.compile(
    r"\b(?:enfin|sauf|a moins que|ou alors|mais)(?: bon)? (?:si|un peu|quand|pour|de temps|une fois|a la rigueur"
    r"|peut[ -]etre)\b|\ba la rigueur\b"
)
# Who says it has a licence or a car, or drives for a living.
_HAS_LICENCE = re.compile(
    r"\b(?:ai|avec) (?:le |mon |un )?permis\b(?! (?:de (?:construire|chasse)|a |am))|\b(?:ai|avec) (?:ma|une) voiture\b"
    r"|(?:^|\bsuis |\betais |\bcomme )(?:un |une )?(?:chauffeu|routi|conduct|livreu|taxi)\w*"
)
# Too young to drive: a constraint that passes, which rules nothing out.
_TOO_YOUNG = re.compile(
    r"\btrop (?:jeune|petite?)\b|\bmineure?\b|\b1[1-7] ans\b|\bpas (?:encore )?(?:l'age|18|majeure?)\b"
)
_NO_CAR = re.compile(r"\b(?:pas|sans|plus|aucune?)\b[^,.;]{0,14}\b(?:permis|voiture|vehicule|conduire)\b")


def too_young_to_drive(said: str) -> bool:
    """Whether `said` answers the question on driving by one's age: « j'ai quinze ans lol »."""
    return _TOO_YOUNG.search(polarity.prepared(said)) is not None


def _drives(text: str) -> str | None:
    return "able" if _HAS_LICENCE.search(text) and not _NO_CAR.search(text) else None


def _rhythm(text: str, is_asked: bool) -> str | None:
    topics = wording()["topics"]
    # « plus de soirs » said of hours is a refusal, whatever « plus » means elsewhere.
    text = re.sub(
        r"\bplus (?:de |d'|aucun |le |la |les )(?=(?:soir|nuit|week|samedi|dimanche))", "pas ", text
    )
    text = plainly("rhythm", text)
    hits = polarity.named(text, [(word, name) for name in RHYTHM for word in topics[name]["words"]])
    refused = {hit.key for hit in hits if hit.meant == NO}
    accepted = {hit.key for hit in hits if hit.meant == YES or (hit.meant == SOME and refused)} - refused
    late = _late(text)
    if late:
        refused.add("evenings")
    some = any(hit.meant == SOME for hit in hits)
    if not is_asked and not refused:
        says = polarity.named(text, [(word, "day") for word in wording()["says"]["rhythm"]["day"]])
        return "day" if any(hit.meant != NO and WISH.search(hit.clause) for hit in says) else None
    if is_asked and not refused and _OFFICE_HOURS.search(text):
        return "day"
    if refused:
        if any(word in text for word in wording()["says"]["rhythm"]["day"]):
            accepted = {"day"}  # « dormir la nuit et travailler en journée »
        # « nuit non, week-end bof »
        sometimes = {hit.key for hit in hits if hit.meant == SOME} - refused
        if sometimes and is_asked:
            return value_of((accepted - sometimes) | {SOME}, refused)
        return value_of(accepted if is_asked or accepted == {"day"} else set(), refused)
    if some:
        return SOME
    says = polarity.named(
        text, [(word, value) for value, listed in wording()["says"]["rhythm"].items() for word in listed]
    )
    if says:
        return (
            "day"
            if says[-1].key == "day" and says[-1].meant != NO
            else "day"
            if says[-1].meant == NO
            else "flexible"
        )
    return (
        "flexible" if accepted >= {"nights", "weekends"} else value_of(accepted, set()) if accepted else None
    )


def _late(text: str) -> bool:
    """Whether the text refuses to end its days late: « je ne veux plus finir à vingt heures »."""
    found = _HOURS_LATE.search(text)
    if not found or not re.search(r"\b(?:pas|plus|marre|jamais|ras le bol|sans)\b", text):
        return False
    hours = [q.number for q in quantities(tokenize(found.group())) if q.unit == "TH"]
    return any(_LATE <= hour <= _MIDNIGHT for hour in hours)


def _level(text: str, is_asked: bool) -> str | None:
    if AT_MOST.search(text) and BAC_PLUS.search(text):
        return None  # « bac plus trois max » says how far one would go
    text, failed = without_failed(text)
    text = BAC_PLUS.sub(lambda match: "bac" if match[1] in ("1", "un") else "bts", text)
    pairs = [
        (word, option.value)
        for option in questions()["level"].options
        if option.value in _LEVELS[1:]
        for word in option.words
        if is_asked or word not in ("premiere", "seconde", "but")
    ]
    pairs += [
        (word, "school")
        for word in (
            "brevet",
            "college",
            "troisieme",
            "3eme",
            "3e",
            "4eme",
            "4e",
            "5eme",
            "quatrieme",
            "certificat d'etudes",
        )
    ]
    hits = [hit for hit in polarity.named(text, pairs) if is_asked or _HAS_LEVEL.search(hit.clause)]
    had: set[str] = set()
    begun: set[str] = {"cap"} if failed else set()
    for hit in hits:
        # One who left school in première had its years all the same.
        missed = hit.meant == NO or (
            hit.key != "cap"
            and _NOT_HAD.search(hit.clause)
            and not re.search(r"\ba part\b|\bsauf\b|\bhormis\b", hit.clause)
        )
        (begun if missed else had).add(hit.key)
    if had:
        best = max(had, key=lambda key: _LEVELS.index(key) if key in _LEVELS else 0)
        return "none" if best == "school" else best
    if "bac2" in begun:
        return "bac"  # a licence begun asks for the bac
    if begun:
        return "none"
    nothing = re.search(r"\b(?:aucun|aucune|rien|(?:pas|sans) (?:de |le |un )?diplomes?|zero)\b", text)
    return "none" if nothing and (is_asked or "diplome" in text) else None


CONSTRAINTS: dict[str, Reader] = {
    **{name: _topic(name) for name in ("contact", "science", "income", "effort", "driving")},
    "rhythm": _rhythm,
    "level": _level,
    "length": read_length,
}
