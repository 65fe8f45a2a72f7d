"""Whether words are meant for, against or so-so: French negation and nuance around what is named in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.french.normalise import normalise

YES, NO, SOME = "yes", "no", "some"

# Idioms whose negation does not bear on what is named, and what each amounts to.
_IDIOMS = (
    (
        r"\b(?:pas|aucun|sans|zero) (?:de |d')?(?:souci|soucis|probleme|problemes|pb)\b(?: (?:de|d'|avec|pour))?",
        " volontiers ",
    ),
    (
        r"\b(?:ne |n'|me |m'|ca )*(?:gene|derange|effraie|degoute|fait) pas(?: (?:peur|plus que ca|trop|du tout))?\b",
        " volontiers ",
    ),
    (
        r"\bpas peur (?:de |du |des |d')|\bpourquoi pas\b|\brien contre\b|\bpas contre\b|\bpas de refus\b",
        " volontiers ",
    ),
    (r"\bpas (?:que|seulement|uniquement|juste)\b", " aussi "),
    # One's own age is no public.
    (r"\b(?:a |de |vu |avec )?(?:mon|son|cet|l') ?age\b|\bd'age\b", " "),
    # Adults with a handicap are one public, and no families.
    (r"\badultes? (?:en situation de |avec (?:un |des )?|porteurs? de |(?=handicap))handicap", " handicap"),
    # « éduquer plutôt que gérer »: what comes after is not wanted.
    (
        # « plutôt des mamies » wants them.
        r"\b(?:plutot (?:que |qu')|(?:et pas|au lieu|et non|a la place) (?:que |qu'|du |des |de ))(?:de |d'|du |des )?",
        ", pas ",
    ),
    (r"\bpas (?:forcement|specialement|particulierement|plus que ca)\b|\bsans plus\b", " bof "),
    (r"\bpas mal\b|\bnon plus\b", " "),
    # « des gens que je ne vois jamais »: they are not refused.
    (
        r"\b(?:que|qu') ?(?:je|j'|on|tu|nous) ?(?:ne |n')?(?:l'|les )?"
        r"(?:vois|voit|voyais|croise\w*|connais\w*|rencontre\w*|entends|reverrai) (?:jamais|pas|plus|meme pas)\b",
        " ",
    ),
    # « en fait non, le week-end j'ai ma fille »: what comes next is taken back.
    (r"\b(?:en fait|finalement|ah|enfin) non,? (?=(?:le|la|les|pas) )", " pas "),
    (
        # « pourquoi tu sais pas » is said of us.
        r"\b(?<!tu )(?<!tu ne )(?<!vous )(?:je |j'|j )?(?:ne |n')?(?:en )?(?:sais|sait) (?:pas|rien)(?: trop| vraiment)?\b"
        r"|\baucune idee\b",
        " jsp ",
    ),
)
# « mai je veux pas », « mé pas les … »: « mais » as it is typed; the month is followed by other words.
_CLAUSES = re.compile(
    r"[.,;:!?()…/]+|\b(?=mais\b|(?:mai|me|mes) (?:je|j'|on|pas|moi|sa|ca)\b|mai (?:sans|surtout)\b"
    r"|par contre\b|en revanche\b|plutot\b(?! (?:ou|et)\b)|surtout\b|donc\b|peut-etre\b|j'aime\b|je prefere\b"
    r"|(?<!que )(?<!si )je (?:veux|voudrais|aimerais|cherche) (?!pas\b|plus\b|rien\b)|j'ai (?:juste|seulement"
    r"|que|un|une|mon|quand meme)\b)"
    r"|\b(?=(?:sauf|a part|hormis)\b)|\bet (?=(?:il (?:me |nous )?faut|je (?:cherche|veux|n'ai|n'))\b)"
)
_AGAINST = re.compile(
    # « pas loin de chez moi » refuses nothing.
    r"\b(?:pas(?! (?:trop |tres |bien |si )?loin\b)|ni|jamais|aucune?|zero"
    # « sans diplôme, avec des enfants »: what one has not is no public refused.
    r"|sans(?! (?:le |mon |son |aucun )?(?:diplomes?|permis|bac|brevet|experience|voiture|qualification|emploi)\b)"
    r"|evite\w*|evanoui\w*|pommes|de l'oeil|malaises?|fui[rs]|deteste\w*|hais|marre"
    r"|ras le bol|peur|trouille|flippe\w*|phobie|horreur|degoute\w*"
    r"|phobie|rien (?:de|d'|qui) ?(?!mieux|plus)|null?e?s? (?:en|a)|mauvaise? en|trop (?:vieux|vieille|agee?"
    r"|petite?|faible|fragile) pour"
    r"|plus jamais|(?:veux|veut|peux|peut|supporte|supporter|voudrais) plus|arreter|fini(?:e|es|s)? (?:les?|la)"
    r"|non (?:aux?|a la))\b"
)
_FOR = re.compile(
    r"\b(?:oui|volontiers|veux bien|aussi|plutot|prefere|adore|pourquoi pas|ok|il (?:me |nous )?fau(?:t|drait)|je cherche)\b"
)
_AGAINST_AFTER = re.compile(
    r"\bme (?:vrille\w*|casse\w* les (?:oreilles|pieds)|bloque\w*|insupporte\w*|rebute\w*|repugne\w*|ecoeure\w*|angoisse\w*)"
    r"|\bme (?:va|vont|convien\w+|plai\w+) pas\b"
    r"|\b(?:et|qui) ca (?:me )?(?:bloque|degoute|ecoeure|angoisse|insupporte)\b"
    r"|\b(?:non(?! stop)|nan|beurk|jamais|evite\w*|impossible|trop dur|c'est mort|hors de question|non merci"
    r"|tres peu pour moi"
    r"|pas (?:trop(?! (?:mal )?(?:paye\w*|long\w*|loin|chere?s?|dure?s?|physiques?|fatigant\w*))"
    r"|vraiment|possible|question|pour moi|du tout|fait pour|fan|terrible|top|mon|ma|mes)"
    r"|me (?:gene|degoute|derange|fait (?:peur|vomir|flipper|tourner|tomber|partir|horreur)|fatigue|casse|stresse|tord)"
    r"|m'a casse\w*|(?:peux|veux|supporte|pourrais?|saurais?) (?:pas|plus)|tourne de l'oeil"
    r"|tombe dans les pommes|m'evanoui\w*|(?:aime|prefere)\w* (?:mieux |autant |vraiment )?(?:ne )?(?:pas|eviter)|mieux pas"
    r"|c'?est (?:trop |super |vraiment |tres |un peu )?(?:bruyant|fatig\w+|chiant|relou|penible|insupportable"
    r"|deprimant|saoulant))\b"
)
# « je sais faire, mais je préférerais ne plus », « j'ai assez donné »: what was named is left behind.
_LEFT_BEHIND = re.compile(
    r"\b(?:prefer\w+|voudrais|aimerais|veux|souhaite\w*|compte|pense) (?:\w+ ){0,2}?(?:ne |n'|n' ?en )?(?:plus|pas|rien"
    r"|eviter|arreter|m'en passer|passer a autre chose|autre chose)"
    r"(?: (?:trop|vraiment|du tout|l'eviter|en faire|le faire|la faire|ca|cela|refaire|continuer|maintenant))*$"
    r"|\b(?:j'ai|j'en ai) (?:deja )?(?:assez|trop)(?: (?:donne|fait|vu|mange|porte|souleve))?$"
    r"|\b(?:en ai|j'ai) (?:assez|marre|ras le bol|soupe)(?: \w+)?$|\bc'?est (?:fini|termine)(?: pour moi)?$"
    r"|\b(?:l'eviter|m'en passer|tourner la page)$"
)
_A_THING = re.compile(r"\b(?:les?|la|des?|du|aux?)\b|\bl'")
# « les laver, pas trop les piqûres »: said of what it names itself.
_OF_ANOTHER = re.compile(r"\bpas (?:trop |vraiment )?(?:les?|la|l'|des?|du|d'|aux?)(?:\b|(?<='))(?! tout\b)")
_SO_SO = re.compile(
    r"\b(?:bof|mouais|un peu|un petit peu|ca depend|moyen|moyennement|parfois|de temps en temps|quelquefois|a la rigueur"
    r"|s'il faut|si besoin|exceptionnellement|occasionnellement|rarement|limite"
    r"|pas (?:trop )?souvent|pas tout le temps|pas tous les jours|oui et non)\b|\bmoins$"
)
# « sans piqûres auprès des vieux », « pas de sang avec les enfants »: what is done without is told before the public.
_DONE_WITHOUT = re.compile(
    r"\b(?:sans|ni|zero|aucune?|(?:pas|plus|jamais) (?:de|d')) ?(?!(?:travail|boss|taff|etre|rester|metier|boulot|job|stage"
    r"|contact)\w*)(?:\w+ ){1,3}?(?:aupres|avec|chez|dans|pour|en)\b"
)
_PAIR = re.compile(r"\b(?:les|tous les|toutes les|un peu des) (?:deux|trois)\b")
# … and what is said after it is of these as well: « les enfants, mais aussi les vieux », « les tout-petits aussi ».
_ABOVE_ALL = re.compile(
    r"(?:et |mais )?(?:surtout|notamment|avec|aupres|puis|aussi|egalement|pas (?:que|seulement))\b"
    r"|.* (?:aussi|egalement|pareil)$"
)
# « j'aime le calme, les vieux et la technique », « je ne supporte pas le bruit, les odeurs »: a list after its verb.
_LISTED = re.compile(
    r"(?:et |ni )?(?:les?|la|l'|des?|du)(?:\b|(?<='))(?!.*\b(?:est|sont|a|ont|c'est|ca|me|m'|qui|je|j'|on|oui|non|si|ok"
    r"|bof|plutot"
    r"|volontiers|pas|plus|jamais|moyen|possible|trop|un peu)\b).{1,40}$"
)
_LIKES_A_LIST = re.compile(
    r"\bj' ?(?:aime|adore|aime (?:bien|beaucoup|trop))\b(?! pas\b)"
    # « plutôt du droit, des dossiers, et suivre les mêmes personnes »
    r"|^plutot (?:du |de la |de l'|des |les? |la |l')(?!.*\b(?:pas|plus|jamais|non|bof)\b)"
)
_LISTED_TO_DO = re.compile(
    r"(?:et )?(?:suivre|\w{3,}(?:er|ir)) (?:les?|la|l'|des?|du|aux?)\b(?!.*\b(?:pas|plus|bof|non)\b)"
)
_REFUSES_A_LIST = re.compile(
    r"\b(?:(?:aime|supporte|tolere)(?: \w+)? pas|aime pas(?: \w+)?|supporte (?:mal|plus)|deteste|hais"
    r"|ai horreur d\w*|ai (?:peur|la trouille) d\w*)\b"
)
_EXCEPT = re.compile(r"^(?:sauf|a part|hormis)\b")
_NOTHING = re.compile(r"\b(?:rien|aucun|aucune|pas|rate|jamais)\b")
_INDIFFERENT = re.compile(
    r"\b(?:peu importe|n'?importe|m'?importe|m?'?en (?:fiche|fous|fou|tape|balance)|m'est egal|egal"
    r"|comme vous voulez|les deux"
    r"|jsp|sans preference|aucune? preference|pas de preference|tous|toutes|tout le monde|aucun|aucune"
    r"|passe|passer|suivante)\b"
)

_BARE = (
    (SOME, _SO_SO),
    (
        NO,
        re.compile(
            r"\b(?:non|nan|jamais|pas (?:trop|vraiment|possible|du tout|question)|impossible|hors de question)\b|\bpas$"
            r"|\b(?:peux|peut|pourra\w*|pourrai) (?:pas|plus)\b(?! (?:dire|savoir|repondre|choisir|decider|vous))"
        ),
    ),
    (
        YES,
        re.compile(
            r"\b(?:oui|ouais|ok|d'accord|volontiers|(?<!si )(?<!est ce )possible|ca va|ca me va|bien sur"
            r"|carrement|evidemment"
            r"|^si|grave)\b"
        ),
    ),
)
_NO_WORD, _YES_WORD = re.compile(r"\b(?:non|nan)\b(?! plus)"), re.compile(r"\b(?:oui|ouais|si|ok)\b")
# A message that begins so is an answer, whatever follows; « ok » and « non mais » begin anything.
_LEADS = re.compile(
    r"^(?:(?:euh|heu|hum+|hm+|ben|bah|bon|alors|ah|oh|moi|en fait|franchement|honnetement|je dirais(?: que)?) )*"
    r"(?:oui|ouais|non|nan|jamais|volontiers|carrement|bien sur|evidemment|impossible|hors de question|bof|mouais"
    r"|ca depend|un peu|possible|pas (?:trop|vraiment|du tout|possible)|(?:ok|d'accord) (?:pour|si|sauf))\b(?! mais)"
)
_SMALL = frozenset(
    word
    for line in (
        "je j tu il elle on ca c est ce cela me m moi pour a au de d du des le la les l un une tres bien",
        "plutot peu trop vraiment tout pas ne n en y pense crois dirais suis serais serait sera etre veux",
        "peux peut va aller pret prete fait faire avec mais et alors donc bon bn ben bah euh hein hum hmm hm",
        "quand meme sans que qu ca sa plus si ai dit oui non ok svp merci absolument totalement gene genee",
        "dire plait problemes probleme souci aussi",
    )
    for word in line.split()
)
_LITTLE = 2  # words
_AROUND = 5  # words beside « peu importe » that begins a message: more of them say something else
_ASIDE = re.compile(
    r"\b(?:(?:j'?ai|g|il a|elle a) )?\d\d? ans\b|\b(?:mdr+|mort de rire|lol|ptdr|haha|xd|vous savez"
    r"|tu sais|voyez|franchement"
    r"|honnetement|desolee?)\b"
)


@dataclass(frozen=True)
class Named:
    """One thing named in a message: its `key`, whether it is meant `yes`, `no` or `some`, and the clause around it."""

    key: str
    meant: str
    clause: str


def prepared(said: str) -> str:
    """`said` folded and written in full, its idioms replaced by what they amount to."""
    # « bb » alone is a goodbye; « les bb » are not.
    text = normalise(re.sub(r"(?i)\b(les|des|aux|avec) bbs?\b", r"\1 bebes", said))
    for pattern, amounts_to in _idioms():
        text = pattern.sub(amounts_to, text)
    return " ".join(text.split())


@cache
def _idioms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), amounts_to) for pattern, amounts_to in _IDIOMS)


def clauses(text: str) -> list[str]:
    """The clauses of a `prepared` text, in order."""
    return [part.strip() for part in _CLAUSES.split(text) if part and part.strip()]


def indifferent(text: str) -> bool:
    """Whether a `prepared` text says that all is one to the person, or that they do not know."""
    return _INDIFFERENT.search(text) is not None


def bare(text: str) -> str | None:
    """What a `prepared` text that names nothing amounts to: yes, no, some, or None when it says none of these."""
    meant = next((meant for meant, pattern in _BARE if pattern.search(text)), None)
    # « bof, non pas trop » says no.
    return NO if meant == SOME and _NO_WORD.search(text) and not _YES_WORD.search(text) else meant


def answers_by_itself(text: str, *, alone: bool = False) -> bool:
    """Whether the yes, the no or the « bof » of a `prepared` text is the answer, and not a word of some other sentence.

    « ok bon je demande à ma prof », « pas la nuit si possible » answer nothing. With `alone` the word must be a clause of
    its own, since the rest of the message says something else: « non, pas la nuit » says no, « non pas la nuit » does not.
    """
    parts = clauses(text)
    own = [part for part in parts if len(parts) == 1 or not part.startswith("mais ")]
    if any(bare(part) and len(_besides(part)) == 0 for part in own):
        return True
    if alone:
        return False
    led = bool(parts) and _LEADS.search(parts[0]) is not None
    return led or len(_besides(text)) < _LITTLE - (re.match(r"ok\b|d'accord\b", text) is not None)


def says_little(text: str) -> bool:
    """Whether a `prepared` text that is indifferent says hardly more than that."""
    most = _AROUND if _INDIFFERENT.match(text) else _LITTLE
    return len(_besides(text)) < most


def says_only(text: str, words: Iterable[str]) -> bool:
    """Whether a `prepared` text holds hardly anything but `words` (the longest first) and small ones."""
    for word in words:
        text = _whole(word).sub(" ", text) if word in text else text
    return len(_besides(text)) < _LITTLE


def _besides(text: str) -> list[str]:
    """The words of `text` that are neither a yes nor a no, nor those small words that go with them, an age or a laugh."""
    text = _ASIDE.sub(" ", text)
    for pattern in (_SO_SO, _INDIFFERENT, *(pattern for _, pattern in _BARE)):
        text = pattern.sub(" ", text)
    return [word for word in re.findall(r"[a-z0-9]+", text) if word not in _SMALL]


def named(text: str, words: Iterable[tuple[str, str]]) -> list[Named]:
    """What a `prepared` text names among `words` (word, key), the longest words first, each with what is meant of it."""
    table = sorted(words, key=lambda pair: -len(pair[0]))
    found: list[Named] = []
    before = ""
    for clause in clauses(text):
        hits = _hits(clause, table)
        if not hits and found and _leaves_behind(clause):
            found[-1] = Named(found[-1].key, NO, found[-1].clause)
        elif not hits and found and found[-1].clause.endswith(before):
            # « les bébés, bof » ; « la toilette, non merci »: said of what was named last.
            afterwards = (
                SOME
                if _SO_SO.search(clause)
                else NO
                if _AGAINST_AFTER.match(clause.removeprefix("plutot ")) and not _OF_ANOTHER.search(clause)
                else None
            )
            if afterwards and len(clause.split()) <= 4 and not _PAIR.search(clause):
                found[-1] = Named(found[-1].key, afterwards, found[-1].clause)
        listed = _LISTED.match(clause) is not None
        refused = listed and _REFUSES_A_LIST.search(before) is not None
        goes_on = listed or _LISTED_TO_DO.match(clause) is not None
        liked = goes_on and not refused and _LIKES_A_LIST.search(before) is not None
        excepted = refused or (_EXCEPT.match(clause) and not _NOTHING.search(before))
        for at, (start, end, key) in enumerate(hits):
            following = hits[at + 1][0] if at + 1 < len(hits) else len(clause)
            previous = hits[at - 1][1] if at else 0
            meant = _meant(clause[:start], clause[previous:start], clause[end:following])
            # « j'aime les gens, surtout les mamies »: what is wished is said just before.
            whole = f"{before} {clause}" if liked or _ABOVE_ALL.match(clause) else clause
            found.append(Named(key, NO if excepted else meant, whole))
        before = f"{before} {clause}" if refused or liked else clause
    return found


def _leaves_behind(clause: str) -> bool:
    """Whether a clause that names nothing leaves behind what was named last, and no other thing of its own."""
    found = _LEFT_BEHIND.search(clause)
    return found is not None and not _A_THING.search(clause[: found.start()])


def _meant(lead: str, just_before: str, after: str) -> str:
    lead = _DONE_WITHOUT.sub(" ", lead)
    against = [match.start() for match in _AGAINST.finditer(lead)]
    favour = [match.start() for match in _FOR.finditer(lead)]
    if _AGAINST_AFTER.search(after) or _LEFT_BEHIND.search(after):
        return NO
    if against and (not favour or favour[-1] < against[-1]):
        return NO
    return SOME if _SO_SO.search(after) or _SO_SO.search(just_before) else YES


@cache
def _whole(word: str) -> re.Pattern[str]:
    """The pattern of `word` standing whole: there are more of them than the `re` module keeps."""
    return re.compile(rf"(?<![\w+-]){re.escape(word)}(?![\w+-])")


def _hits(clause: str, table: list[tuple[str, str]]) -> list[tuple[int, int, str]]:
    taken: list[tuple[int, int, str]] = []
    for word, key in table:
        if word not in clause:
            continue  # most words: no pattern is run for these
        for match in _whole(word).finditer(clause):
            if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                taken.append((match.start(), match.end(), key))
    return sorted(taken)
