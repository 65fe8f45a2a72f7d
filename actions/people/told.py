"""What the person told of themselves and is not asked again: an experience, the private sector, that they are adult."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.people.roles import told_of_whom
from bot.french.normalise import normalise

if TYPE_CHECKING:
    from actions.talk.turn import Turn

_YEARS = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente)"
# Years of something done: « 14 ans à domicile », « depuis 2011 », « 4 ans d'assistante maternelle ».
_DONE = re.compile(
    rf"\b{_YEARS} (?:ans|annees) (?:de |d.|d |comme |chez |en tant )(?!age\b|etudes\b|formation\b|permis\b|cotis)"
    rf"|(?<!ai )(?<!\bg )(?<!elle a )(?<!il a )(?<!age de )\b{_YEARS} ans (?:a |au |aux |en |dans )"
    rf"(?:domicile|ehpad|creche|hopital|usine|restauration|menage|maison|clinique|l.|la |le |un|foyer|magasin)"
    rf"|\b(?:depuis|pendant|durant|fait) (?:plus de |environ )?(?:{_YEARS} (?:ans|mois|annees)|(?:19|20)\d\d)\b"
    rf"|\b(?:mes|ses|nos|leurs) {_YEARS} (?:ans|annees) (?:en|dans|a|au|aux|chez|comme|aupres)\b"
    r"|\bmon experience\b|\bd.experience\b|\bmon (?:travail|metier|poste|boulot|emploi) (?:d|comme|en)\b"
    r"|\bj.?(?:ai|etais) (?:ete |bosse |travaille |garde |fait |tenu |occupe )?(?:une? )?(?:\w+ )?"
    r"(?:garde|bosse|travaille|assistante? mat\w*|nounou|ash|aes|aide.?soign\w*|aide a domicile|avs|animat\w+|benevole)"
    r"|\bj.?(?:ai|aie) (?:garde|bosse|travaille|accompagne|aide|soigne)\b"
    r"|\bj.m?.?occupe (?:de|d)\b|\bj.?aide (?:ma|mon|mes)\b"
)
_IDLE = re.compile(
    r"\b(?:chomage|rsa|arret|france|inscrite?|licenciee?|malade|cherche|permis)\b.{0,20}?"
    r"\b(?:depuis|fait|pendant) (?:plus de )?\w+ (?:ans|mois|annees|semaines)\b"
)
_PRIVATE = re.compile(
    r"\b(?:dans|pour|chez|a) (?:une |l.|mon |notre |la )?"
    r"(?:asso|association|associatif|admr|mutuelle|fondation|croix.rouge|adapei|apajh)\b"
    r"|\bdans le prive\b|\bdu prive\b|\bprivee?\b|\b(?:magasin|usine|entrepot|supermarche|hypermarche|restaurant|boite|"
    r"entreprise|banque|hotel|boulangerie|garage|carrefour|leclerc|auchan|lidl|amazon|korian|orpea|mcdo)\b"
    r"|\b(?:caissi\w+|vendeu\w+|cariste|serveu\w+|cuisini\w+|comptable|coiffeu\w+|prepara\w+ de commandes)\b"
)
_TENS = "(?:trente|quarante|cinquante|soixante)"
_A_TRADE = (
    r"(?:caissi\w+|vendeu\w+|cariste|magasini\w+|serveu\w+|cuisini\w+|boulang\w+|patissi\w+|bouch\w+|barma\w+|pizzaiol\w+|comptable"
    r"|coiffeu\w+|estheticien\w*|secretaire|receptionniste|hotesse|standardiste"
    r"|manutentionnaire|prepara\w+ de commandes|ouvri\w+|chauffeu\w+|routi\w+|livreu\w+"
    r"|employee? de \w+|assistante? (?:de direction|commerciale?|administrative?)|commercial\w*"
    r"|femme de (?:chambre|menage)|menuisi\w+|charpenti\w+|macon\w*"
    r"|plombi\w+|electrici\w+|mecanici\w+|peintre|carreleu\w+|soudeu\w+|jardini\w+|paysagiste|maraich\w+|agricult\w+|technicien\w*|informatici\w+"
    # those of our field, of who would go on to another
    r"|aide a domicile|aides?.?soignant\w*|auxiliaire|ash|infirmi\w+|aes|avs|aesh|atsem|cesf|tisf|ambulanci\w+|animat\w+"
    r"|assistante? (?:mat\w*|familial\w*|social\w*)|educ\w+(?: \w+)?|monit\w+(?: \w+)?|agent de service\w*"
    r"|psychologue|sage.femme|surveillante? de nuit"
    r"|graphiste|couturi\w+|fleuriste|opticien\w*|agent (?:de securite|immobilier|d.entretien)|gardien\w*|conducteu\w+)"
)
_AT_WORK = re.compile(
    r"\b(?:je|j|moi je) (?:suis|bosse|travaille|taffe|taf)\b[^.,;?!]{0,40}"
    r"\b(?:chez|depuis|dans (?:un|une|le|la)|en cdi|en cdd)\b"
    r"|\bje suis (?:caissi\w+|vendeu\w+|cariste|serveu\w+|cuisini\w+|comptable|coiffeu\w+|secretaire|manutentionnaire|"
    r"ouvri\w+|chauffeu\w+|livreu\w+|employee?|assistante? \w+|agent \w+|femme de chambre|menuisi\w+|boulang\w+)\b"
    # « caissière depuis 11 ans », « boulanger, 39 ans »
    rf"|^(?:\W*(?:bonjour|bonsoir|salut|slt|bjr|coucou|hello|alors|moi|suis|je suis)\b)*\W*{_A_TRADE}\b[^.!?]{{0,30}}?"
    rf"(?:,? (?:\d\d|{_TENS}(?:[ -](?:et[ -])?\w+)?)(?: ans|,)|\bdepuis (?:\d|{_YEARS}|l.apprentissage|toujours))"
    r"|\bgagne (?:tres |plutot )?(?:bien )?ma vie\b"
    r"|\b(?:mon|ma) (?:patron\w*|chef\w*|employeu\w+|boite|boulot actuel|poste)\b"
)
_PUPIL = re.compile(
    r"\b(?:suis|rentre|passe) (?:en|au|une?) (?:classe de )?(?:[3-6] ?e(?:me)?\b|troisieme|quatrieme|2nde|seconde|1ere"
    r"|premiere|terminale|tle\b|college|lycee)|\bj.?ai 1[0-7] ans\b"
)
_NO_LONGER = re.compile(
    r"\b(?:j.?etais|je n.?ai plus|ex\b|ancien\w*|licenci\w*|au chomage|sans emploi|demission\w*|ne travaille)"
)
_AGES = re.compile(r"\b(?:2[6-9]|[3-6]\d) ?ans\b(?! (?:de|d.|chez|comme)\b)")


def _texts(turn: Turn) -> tuple[str, ...]:
    return tuple(normalise(text) for text in told_of_whom(turn) if not text.startswith("/"))


def experience_told(turn: Turn) -> bool:
    """Whether the person told, now or before, of something they did long enough to speak of it."""
    texts = (_IDLE.sub(" ", text) for text in _texts(turn))
    return bool(turn.said("profession_current")) or any(_DONE.search(text) for text in texts)


def private_told(turn: Turn) -> bool:
    """Whether a private employer was told of."""
    return any(_PRIVATE.search(text) for text in _texts(turn))


def at_work_told(turn: Turn) -> bool:
    """Whether a present job was told of, by the employer or the trade; « je suis en 3e dans la Creuse » tells of none."""
    return not any(_PUPIL.search(text) for text in _texts(turn)) and any(
        _AT_WORK.search(text) and not _NO_LONGER.search(text) for text in _texts(turn)
    )


# « douze ans d'expérience », « ça fait 15 ans que je soigne »: nobody under 26 has these.
_MANY_YEARS = re.compile(
    r"\b(?:[89]|[1-4]\d|huit|neuf|dix|onze|douze|quinze|vingt|trente)(?:.cinq|.six|.huit)? (?:ans|annees) (?:d.experience"
    r"|d.anciennete|de (?:metier|maison|service|carriere))\b"
    r"|\b(?:depuis|ca fait|pendant) (?:plus de |environ |bientot )?(?:[89]|[1-4]\d|huit|neuf|dix|onze|douze|quinze|vingt"
    r"|trente) ans\b(?! (?:ma|mon|mes|il|elle)\b)"
)


def adult_told(turn: Turn) -> bool:
    """Whether an adult is spoken of: an age from 26 on, a job, or many years of work."""
    grown = any(_AGES.search(text) or _MANY_YEARS.search(text) for text in _texts(turn))
    return grown or at_work_told(turn)
