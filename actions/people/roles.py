"""Who speaks, and for whom: a teacher, a counsellor, a relative, an employer… told once, and kept until told otherwise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from actions.people.standing import titles_told
from actions.talk.guided import guided_told, own_trade_told
from bot.french.aspects import aspect
from bot.french.normalise import normalise
from bot.roles import SELF, role_learnt

if TYPE_CHECKING:
    from actions.talk.turn import Turn

_ASKS = re.compile(
    r"\?|\b(?:comment|quels?|quelles?|combien|quand|pourquoi|qui|ou|cherch\w*|veu[tx]?|voul\w*|voudr\w*|aimer\w*|besoin|faut"
    r"|souhait\w*|recrut\w*|embauch\w*|form\w+|apprenti\w*|stages?|pay\w*|financ\w*|aid\w*|connai\w*|savoir|prendre|trouver"
    r"|visit\w*|offres?|annonces?|reconver\w*|changer|quitt\w*|faire|demand\w*|metiers?|salon|forum|portes?|parcoursup|vae)\b"
)
_INTRODUCES = re.compile(
    r"^(?:(?:bonjour|bonsoir|salut|hello|coucou|alors|voila|donc|moi|euh|oui)[ ,.:!]*)*"
    r"(?:je (?:suis|dirige|gere|travaille|m.occupe|represente|enseigne)|suis|moi c.est|ici|en tant que|prof\w*|enseign\w*"
    r"|direct\w+|employeur)\b"
)
_LONGEST = 16  # words of a message that only says who speaks
# A relative the message asks for, with a determinant; the words that follow tell whether the talk is of them.
_RELATIVE = re.compile(
    r"\b(?:mon|ma|notre) (?:grand |grande |petite? (?!fils|fille)|jeune )?(?P<who>petit.?fils|petite.?fille|fils|fille"
    r"|ado|gamine?|neveu|niece|filleule?|frere|soeur|cousine?|copine|copain|voisine?|mari|femme|conjointe?|compagnon|compagne)\b"
)
_CALLED = {
    "petit.?fils": ("votre petit-fils", "il"),
    "petite.?fille": ("votre petite-fille", "elle"),
    "fils|gamin|ado": ("votre fils", "il"),
    "fille|gamine": ("votre fille", "elle"),
    "neveu": ("votre neveu", "il"),
    "niece": ("votre nièce", "elle"),
    "filleul": ("votre filleul", "il"),
    "filleule": ("votre filleule", "elle"),
    "frere": ("votre frère", "il"),
    "soeur": ("votre sœur", "elle"),
    "cousin": ("votre cousin", "il"),
    "cousine": ("votre cousine", "elle"),
    "mari": ("votre mari", "il"),
    "femme": ("votre femme", "elle"),
    "conjoint": ("votre conjoint", "il"),
    "conjointe": ("votre conjointe", "elle"),
    "compagnon": ("votre compagnon", "il"),
    "compagne": ("votre compagne", "elle"),
    "copain": ("votre copain", "il"),
    "copine": ("votre copine", "elle"),
    "ami": ("votre ami", "il"),
    "amie": ("votre amie", "elle"),
    "pere|papa": ("votre père", "il"),
    "mere|maman": ("votre mère", "elle"),
    "oncle": ("votre oncle", "il"),
    "tante": ("votre tante", "elle"),
    "belle.soeur": ("votre belle-sœur", "elle"),
    "beau.frere": ("votre beau-frère", "il"),
    "belle.fille": ("votre belle-fille", "elle"),
    "beau.fils": ("votre beau-fils", "il"),
}
# « ma sœur vient de perdre son emploi, je voudrais l'aider à trouver une voie »: whoever is helped is asked for.
_HELPED = re.compile(
    r"\b(?:l.|la |le |lui )(?:aider a|orienter|accompagner|conseiller|trouver une?|proposer|suggerer)\b"
)
# A parent or an elder is mostly told of as one who decides or is cared for: they must be said to want something themselves.
_ELDER = re.compile(
    r"\b(?:mon|ma) (?P<who>pere|papa|mere|maman|oncle|tante|amie?"
    r"|belle.soeur|beau.frere|belle.fille|beau.fils)\b(?P<after>.*)"
)
_WANTS_SOMETHING = re.compile(
    r"^(?:[ ,]+(?:qui|elle|il|aussi|a \d\d ans|\d\d ans|de \d\d ans|et))*[ ,]+"
    r"(?:(?:veu[tx]|voudrait|aimerait|souhaite|envisage|pense|reve|cherche)"
    r" (?:a |de |d.|se |s.|s'|une? |etre |devenir |faire |passer |changer |reprendre |travailler |trouver )(?!pour moi)"
    r"|hesite (?:entre|a)|se reconverti|est en reconversion)"
)
_AGED = re.compile(
    r"^\W*(?:de |d.|a |,|qui |il |elle |aussi |donc |en fait )*(?:1[0-9]|2[0-9])\b(?: ?ans?\b)?"
)
# Who only lives beside the person: « divorcée avec ma fille de 15 ans », « j'élève seule ma fille de 12 ans ».
_LIVES_WITH = re.compile(
    r"\b(?:avec|j.?ai|j.?eleve|eleve|elevant|habite\w*|vi[st]|garde|garder|vivre|depuis que) "
    r"(?:seule? |encore |toujours |aussi )?(?:[^,.;:?!]{0,30}\bet )?$"
)
# What the writer wants for their own life, whoever lives beside them.
_WANTS_ONESELF = re.compile(
    r"\bje (?:veux|voudrais|aimerais|souhaite|pense|songe|envisage|reve|compte|cherche)\b[^.?!]{0,40}?"
    r"\b(?:devenir|me reconvertir|me former|changer de|reprendre mes|passer le|passer mon)\b"
)
# « seule à payer pour ma fille et moi »: what is paid or done for them asks nothing for them.
# Who tells their own age speaks of themselves, unless the relative is told to be at school.
_OWN_AGE = re.compile(r"\bj.?ai (?:2[5-9]|[3-6]\d) ?ans\b")
_AT_SCHOOL = re.compile(
    r"^[ ,]*(?:qui est |est )?(?:en|au|a la) "
    r"(?:terminale|premiere|seconde|troisieme|[1-6]e|bac|cap|lycee|college|fac)\b"
)
_KEEPS = re.compile(
    r"\b(?:rentr\w+|a la maison|chez moi|disponible|dispo|presente?|libre|etre la|du temps"
    r"|\d+ ?h(?:eures?)?(?: ?[0-5]\d)?|heures|horaires|soirs?|mercredis?"
    r"|week.?ends?|vacances|apres.midi|tot|tard|sacrifi\w*|fais (?:ca|tout)) pour $"
    r"|\b(?:pay\w+|loyer|gard\w+|travaill\w+|vi[stv]\w*|argent|factures?|courses?|seule?|nourri\w*) pour $"
    # « il faut que je sois rentrée à 18 h pour mon fils »
    r"|\b(?:rentr\w+|libre|disponible|dispo|presente?|a la maison|horaires?)\b[^.?!]{0,20} pour $"
)
# « ma fille de 4 ans » looks for no trade; « pour mon fils il faut que je finisse à 17 h » tells of one's own hours.
_TOO_SMALL = re.compile(
    r"^ ?(?:(?:qui |elle |il )?a |de )?(?:[1-9]|un|deux|trois|quatre|cinq|six|sept|huit|neuf) (?:ans|mois)\b(?! et \w+ ans)"
)
_MUST_BE_THERE = re.compile(
    r"^[ ,]*(?:il (?:me )?(?:faut|faudrait) (?:que je|bien que je|absolument que je|(?:etre|rentrer|finir))"
    r"|je (?:dois|veux|voudrais|peux pas|suis obligee?)(?: absolument| toujours)? (?:d'|de )?"
    r"(?:etre|rentrer|finir|rester|garder|pouvoir))\b"
)
_AND_ME = re.compile(r"^,? et (?:pour )?moi\b")
_IN_QUESTION = re.compile(
    r"^\W*(?:(?:qui |il |elle |,|lui |aussi |se |s.|ne |n.)*"
    r"(?:veu\w*|voudrai\w*|aimerai\w*|souhait\w*|cherch\w*|hesit\w*|reve"
    r"|est (?:en(?! (?:conge|arret|maladie|invalidite|cdi|cdd|interim|deplacement))"
    r"|au(?! (?:smic|chomage|rsa|travail|boulot|foyer))|a la(?! maison)|pris|refus|accept)"
    r"|passe|fait|pense|va|prepare|a (?:1|2|rat|eu|ete|envie|le bac|son)|adore|termine|rentre|entre"
    # « ma sœur dit qu'ils ouvrent un samedi » tells what is said, and asks nothing for her.
    # « mon mari dit non » decides with us, and asks nothing for himself.
    r"|dit(?! (?:non|oui|stop|ok|pas|jamais|d.accord|que? (?:non|oui))\b)"
    r"(?! qu(?:.?ils|.?elles|.?on|e (?!.{0,12}\b(?:il|elle) ))\b)|peu[tx]|sait)\b)"
    # « mon mari est agent de sécurité et il veut devenir ambulancier »
    r"|^ (?:est|travaille|bosse|a)\b[^.?!]{2,60}?\b(?:et|mais|,) ?(?:qui |il |elle )?(?:veut|voudrait|aimerait|souhaite"
    r"|envisage|cherche)"
    r" (?!que\b)"
)
_OF_ONESELF = re.compile(
    r"\b(?:et moi|moi (?:je|c.est|aussi)|pour moi|c.(?:est|etait) moi|je (?:veux|voudrais|cherche|souhaite))\b"
)

# What is asked for oneself, whoever was taken to speak.
_FOR_ONESELF = re.compile(
    r"\bme (?:former|reconvertir)\b|\bma reconversion\b|\bchanger de (?:metier|vie|voie|travail|boulot)\b"
    r"|\bc.est moi qui (?:veu[xt]|cherche|voudrai)"
)
# « non, c'est pour moi, pas pour ma fille »: a relative was taken for the one in question.
_NOT_THEM = re.compile(
    r"^(?:mais |ah |euh |ben |desolee? |pardon )*"
    r"(?:non|nan|pas du tout|vous vous trompez|vous confondez|je (?:vous |l.)?(?:ai|l.ai) (?:deja )?dit)"
    r"\b[^?]{0,60}\bc.(?:est|etait) (?:bien )?(?:pour )?moi\b"
)
# Who has an employer is none, whatever else is said of hiring and paying.
_EMPLOYED = re.compile(
    r"\b(?:mon|ma) (?:patron\w*|employeu\w+|boite|chef\w*|direct(?:rice|eur|ion))\b"
    r"|\bje (?:suis|bosse|travaille)[^.,;?!]{0,30}"
    r"\b(?:salariee?|en c(?:di|dd)|en interim|au chomage|sans emploi|apprentie?|en apprentissage|en alternance)\b"
    r"|\bnous,? les (?:apprentis?|alternants?)\b"
    r"|\b(?:m.embauch\w+|me recrut\w+|m.engag\w+)\b"
    r"|\bje cherche (?:un|mon|une) (?:patron\w*|employeu\w+|maitre (?:d.apprentissage|de stage))\b"
)
# Who has a counsellor, or lives on what the mission locale pays, is none, whatever the words around look like.
_FOLLOWED = re.compile(
    r"\b(?:ma|mon) (?:conseill\w+|referente?|prof\w* principale?)\b"
    r"|\bje suis [^.?!]{0,45}\b(?:en|au) (?:garanties? jeunes?|cej)\b"
    r"|\bsuivie? (?:par|a) (?:la |une |ma )?mission locale\b"
)
# « je suis pas employeur, c'est moi l'apprenti », « c'est moi le jeune »: whoever was taken to speak.
_NO_EMPLOYER = re.compile(
    r"\b(?:suis|sui|chui) pas (?:un |une |l.?|la |le )?(?:employeu\w+|patron\w*|rh\b|direct(?:eur|rice)\b|recruteu\w+)"
    r"|\bc(?:.est|est)? moi (?:l.? ?|le |la )(?:apprenti\w*|stagiaire|salariee?|candidate?|alternante?"
    r"|jeune|eleve|concernee?|beneficiaire|demandeu\w+)\b"
)
_BECOMES = re.compile(
    r"\b(?:je |j.)(?:veux|voudrais|aimerais|souhaite|pense|reve|compte) (?:\w+ )?(?:d.)?(?:devenir|etre)\b"
    r"|\bje (?:pense|songe|reflechis) (?:a|aux?) (?!.*\b(?:pour|a) (?:lui|elle|eux|elles|mes|un|une)\b)"
)
# Where a talk about somebody else turns to the one who writes.
_TURNS = re.compile(
    r"\b(?:et|sinon|quant a)(?: c.est)?(?: pour)? moi\b|^moi (?:je|j)\b|^(?:mais |non |la \w+ )*(?:c.est )?pour moi\b"
    r"|(?<!\bcher )(?<!chere )(?<!\bdur )(?<!loin )(?<!nouveau )(?<!difficile )(?<!important )(?<!mieux )(?<!complique )"
    r"(?<!fait )(?<!bien )(?<!trop )(?<!grave )\bpour moi\b"
)


def _turns(said: str) -> bool:
    """Whether `said` turns to its author; all that tells it says « moi »."""
    return "moi" in said and _TURNS.search(said) is not None


@lru_cache(maxsize=256)
def role_told(text: str) -> str | None:
    """`employer`, `teacher`, `counsellor` or `relative` when `text` tells that its author is one; else None."""
    if text.startswith("/"):
        return None
    if "employer" in titles_told(text):
        return "employer"
    if aspect("role", text) == "teacher":
        return "teacher"
    if aspect("audience", text) == "counsellor" or own_trade_told(text):
        return "counsellor"
    return "relative" if relative_told(text) else None


# « ma voisine fait surveillante de nuit, elle dit que… »: a trade seen near, and nobody asked for.
_TOLD_AS_AN_EXAMPLE = re.compile(
    r"(?:voisine?|copine|copain|cousine?)\W+(?:qui |elle |il )?(?:fait|est|bosse|travaille|etait)\b"
    r"(?!.*\b(?:veut|voudrait|aimerait|cherche|hesite|souhaite|envisage)\b)"
)


@lru_cache(maxsize=256)
def relative_told(text: str) -> tuple[str, str] | None:
    """How the relative is called whom `text` asks for, and their pronoun: (« votre fils », « il »); None without one."""
    said = normalise(text)
    for found in _RELATIVE.finditer(said):
        if _TOLD_AS_AN_EXAMPLE.match(said[found.start("who") :]):
            continue
        if _is_asked_for(said[: found.start()], said[found.end() :]):
            return next(
                (words for who, words in _CALLED.items() if re.fullmatch(who, found["who"])),
                ("la personne", "elle"),
            )
    helped = _HELPED.search(said)
    for found in _RELATIVE.finditer(said[: helped.start()] if helped else ""):
        return next(
            (words for who, words in _CALLED.items() if re.fullmatch(who, found["who"])),
            ("la personne", "elle"),
        )
    for found in _ELDER.finditer(said):
        if _WANTS_SOMETHING.match(found["after"]):
            return next(words for who, words in _CALLED.items() if re.fullmatch(who, found["who"]))
    return None


# « et la crèche pour mon fils ? »: who is to be minded while one trains asks for nothing.
_MINDED = re.compile(
    r"\b(?:creche|garderie|nounou|cantine|periscolaire|mode de garde|garde|garder)\b[^.?!,]{0,14}$"
)


# « ma femme veut que je lève le pied »: it is of the one who writes.
_WANTS_IT_OF_ME = re.compile(
    r"\W*(?:ne |n.)?(?:veut|voudrait|aimerait|souhaite\w*|prefere\w*|insiste\w* pour|dit|pense|trouve) (?:bien |pas |plus )?"
    r"qu.? ?(?:je|j|on|nous)\b(?! (?:l|le|la|les|lui|leur)\b)"
)


# « je suis chez ma sœur, il peut pas venir » says where somebody is: but for a wish of hers, nothing is asked for her.
_WHERE_ONE_IS = re.compile(r"\b(?:chez|hebergee? (?:par|avec)|refugiee? avec) $")
_A_WISH = re.compile(
    r"^(?: 1\d ans|[ ,]|et\b|mais\b)*(?:qui|elle|il) (?:\w+ )?(?:veut|voudrait|aimerait|souhaite|cherche|hesite|envisage)\b"
)


def _is_asked_for(before: str, after: str) -> bool:
    """Whether the relative named between `before` and `after` is who the message asks for, and not only who lives near."""
    if _WANTS_IT_OF_ME.match(after):
        return False
    if _WHERE_ONE_IS.search(before) and not _A_WISH.match(after):
        return False
    aged = _AGED.match(after)
    if _IN_QUESTION.match(after[aged.end() :] if aged else after):
        return True
    if _TOO_SMALL.match(after) or _MUST_BE_THERE.match(after):
        return False
    if before.endswith("pour ") and not before.endswith("pas pour "):
        return not (_KEEPS.search(before) or _MINDED.search(before) or _AND_ME.match(after))
    if aged is None:
        return False
    if _AT_SCHOOL.match(after[aged.end() :]):
        return True
    said = f"{before} {after}"
    return not (_LIVES_WITH.search(before) or _WANTS_ONESELF.search(said) or _OWN_AGE.search(said))


def keep_speaker(turn: Turn) -> None:
    """Remember who speaks: told in plain words, else by the message as a whole. Who spoke as an employer stays one.

    What the whole of a message tells must be surer to change what is known; an own change of trade ends it.
    """
    # A choice that says the message before once more, with the place meant, tells no more of who speaks.
    again = any(turn.text.startswith(f"{before} (") for before in turn.earlier[:1])
    if turn.text.startswith("/") or again:
        return
    known, text = turn.known("speaker"), normalise(turn.text)
    mistaken = known == "employer" and _EMPLOYED.search(text) and not any(map(role_told, turn.earlier))
    if (
        mistaken
        or _NO_EMPLOYER.search(text)
        or _FOR_ONESELF.search(text)
        or says_it_is_oneself(turn)
        or (turn.professions and _BECOMES.search(text))
    ):
        said: str | None = SELF if known or any(role_told(one) for one in turn.earlier) else None
    else:
        followed = any(_FOLLOWED.search(normalise(one)) for one in (turn.text, *turn.earlier))
        learnt = None if followed else role_learnt(turn.message, changes=known is not None)
        # « elle est très timide » is still the pupil; « il peut signer un contrat ? » makes no employer of who guides.
        if known in ("counsellor", "teacher") and (
            learnt == "employer" or (learnt == "relative" and not relative_told(turn.text))
        ):
            learnt = None
        said = role_told(turn.text) or learnt
        if said == "employer" and any(_EMPLOYED.search(normalise(one)) for one in (turn.text, *turn.earlier)):
            said = role_told(turn.text)
        if said == "employer" and _RELATIVE.search(text) and _THEIR_EMPLOYER.search(text):
            said = "relative"  # « mon fils est apprenti, son employeur ne le paie pas »
        said = known if said is None or known == "employer" else said
    if said != known:
        turn.remember("speaker", said)
    if said == SELF != known and turn.audience == "counsellor":
        turn.remember("audience", None)


def role(turn: Turn) -> str | None:
    """The role told last, now or before. Who spoke as an employer stays one."""
    known = turn.known("speaker")
    if known == SELF:
        return None
    told = [role_told(text) for text in (turn.text, *turn.earlier)]
    return "employer" if "employer" in told else known or next(filter(None, told), None)


def only_says_who(turn: Turn) -> bool:
    """Whether the message says who speaks and asks for nothing: « bonjour, je suis prof principal de 3e »."""
    said = normalise(turn.text)
    return (
        (role_told(turn.text) or role_learnt(turn.message)) is not None
        and len(said.split()) <= _LONGEST
        and _INTRODUCES.match(said) is not None
        and not _ASKS.search(said)
        and not turn.professions
    )


def turns_to_oneself(turn: Turn) -> bool:
    """Whether the talk was of a relative until this message, which is of its author: « et moi je suis chauffeur… »."""
    return (
        not turn.text.startswith("/")
        and not says_it_is_oneself(turn)
        and _turns(normalise(turn.typed or turn.text))
        and relative_told(turn.text) is None
        and any(relative_told(text) for text in turn.earlier)
    )


def says_it_is_oneself(turn: Turn) -> bool:
    """Whether the message tells that it never was about a relative: all that was told before is the writer's own."""
    text = turn.text
    return (
        not text.startswith("/")
        and relative_told(text) is None
        and _NOT_THEM.search(normalise(text)) is not None
    )


def told_of_whom(turn: Turn) -> tuple[str, ...]:
    """What the person typed, the latest first, back to where the talk turned from a relative to themselves."""
    texts: list[str] = []
    every = (turn.text, *turn.earlier)
    for at, text in enumerate(every):
        texts.append(text)
        turns = _turns(normalise(text)) and relative_told(text) is None
        if turns and any(relative_told(older) for older in every[at + 1 :]):
            break
    return tuple(texts)


def relative_in_question(turn: Turn) -> tuple[str, str] | None:
    """The relative the talk is of, as `relative_told`; None once the person speaks of themselves or of another.

    To who guides others, the person they ask for is one too: « un jeune de 19 ans », « une de mes élèves ».
    """
    guides = role(turn) in ("counsellor", "teacher")
    for text in (turn.text, *turn.earlier):
        if found := relative_told(text) or (guided_told(text) if guides else None):
            return found
        if role_told(text) or _OF_ONESELF.search(normalise(text)):
            return None
    return None


_THEIR_EMPLOYER = re.compile(r"\b(?:son|leur) (?:employeu\w+|patron\w*|chef|maitre d.apprentissage)\b")
_TAKES_UP = re.compile(r"\b(?:repren\w*|reprend\w*|continu\w*|aide[rz]?[ -](?:moi|nous) a choisir)\b")


def spares_questions(turn: Turn) -> bool:
    """Whether the questions that help to choose begin for who asks on behalf of others: they are answered instead."""
    # Begun before and spared at once, they were never answered nor asked for.
    spared = (
        turn.form.asked is None
        and not turn.text.startswith("/")
        and not _TAKES_UP.search(normalise(turn.text))
    )
    anew = not turn.form.resumed or spared
    return turn.form.began and anew and role(turn) in ("employer", "teacher", "counsellor")
