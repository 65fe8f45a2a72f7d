"""After somebody was told to be hit, held or ill-treated: what is feared of speaking of it, and how the line works."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.french.safety import find_danger, gives_away

_MEMORY = 6  # messages
_LATELY = 4  # messages after which « appeler » is of the line no more
# Of whom the danger was told: each has a line of its own.
_LINES = {
    "child_danger": "child",
    "violence": "violence",
    "elder_abuse": "witness",
    "harassment": "harassment",
}
_AT_WORK = re.compile(
    r"\b(?:chef\w*|patron\w*|collegues?|manager|boulot|travail|cadre|employeur|directrice"
    r"|directeur)\b"
)
_FEARS = re.compile(
    # to be kept quiet
    r"\b(?:faut|veux|voudrais|peux|dois|doit|surtout|devais|ose|oserai|oserais) (?:surtout |vraiment |jamais |trop )?"
    r"(?:pas|jamais|rien) (?:que (?:\w+ ){1,4}(?:sach\w+|l'apprenn\w+|voi\w+)|(?:le |la |l'|en |lui |leur |les? )*"
    r"(?:dire|parler|raconter|repeter|denoncer|signaler|balancer|porter plainte|trahir|appeler)\b)"
    r"|\bpas (?:le|lui|leur|en) (?:dire|parler) a\b|\b(?:dites|dis|repete[sz]?|parle[sz]?)[ -](?:le|en)? ?(?:pas"
    r"|rien)\b"
    r"|\b(?:c'est|reste|restera|garde\w*) (?:\w+ )?(?:un secret|secret|entre nous)\b"
    r"|\bpersonne (?:ne )?doit (?:le )?savoir\b"
    r"|\b(?:fasse|faire|cherche|veux) (?:pas )?d'histoires?\b|\bveux pas (?:d'|de |avoir (?:d'"
    r"|de ))(?:histoires?|ennuis|problemes?)\b"
    # what may come of it
    r"|\b(?:si|quand) (?:je|j'|on) ?(?:l'|le |la |les |en |lui )*(?:parle|dis|dit|denonce|signale|raconte"
    r"|appelle|porte plainte"
    r"|balance|ouvre la bouche)\b"
    r"|\b(?:peur|crains|risque|risques|va|vont|vais) (?:de |que |qu'(?:il|elle|ils|on) |me |m'|se |le |la |l'"
    r"|nous |de me )*"
    r"(?:venge\w*|vire\w*|virer|licencie\w*|renvoye\w*|perdre (?:mon|ma|mes|sa)|represailles|en vouloir|retomber"
    r"|croi\w+|place\w*|retire\w*|separe\w*|mettre (?:dehors|a la porte|en prison|au placard)|grille\w*|savoir que)\b"
    r"|\b(?:on|personne|ils|elle|il) (?:ne )?(?:va|vont|me|m') ?(?:jamais |pas )*(?:me )?croi\w+\b"
    r"|\b(?:perds?|perdre|perdrai\w*) (?:mon|ma) (?:boulot|travail|poste|emploi|place|stage|diplome|contrat|taf)\b"
    r"|\bme meler\b|\bpas (?:mes|nos) (?:affaires|oignons)\b|\bque (?:c'est|c'etait) moi\b|\bpas en parler\b"
    r"|\b(?:sauront|saura|apprendr\w+|verront|verra)\b(?=.*\b(?:moi|j'ai|je)\b)"
    r"|\bc'est (?:surement |peut[ -]etre |forcement )?(?:de )?ma faute\b|\bje l'ai (?:bien )?cherche\b"
    r"|\b(?:j'ose|je n'ose) (?:pas|plus)\b|\bj'ai honte\b"
    r"|\b(?:m'a|ma|m'ont|me|nous a) menac\w+\b|\ben parler a personne\b|\bpromis (?:de |que )?(?:ne |n'|je"
    r" )?(?:rien|pas|dirai\w*)\b"
    r"|\b(?:veut|veulent|voulait|voulaient|voudrait) (?:surtout )?pas (?:que |qu')(?:je |j'|on |ca |tu |vous )"
    r"(?:en |le |l'|la )?(?:parl|di[st]|sach|repet|appel|signal|racont)\w*"
    r"|\bm'a (?:demande|dit|supplie|fait (?:promettre|jurer)) (?:de |d'|que )?(?:surtout )?(?:ne |n')?(?:rien"
    r"|pas|le garder|en parler)\b"
    r"|\b(?:va|vont|peut|peuvent|pourrai\w*) (?:tous |tout )?(?:le |la |l'|me )*(?:savoir|decouvrir|apprendre"
    r"|entendre|tomber dessus)\b"
)
# What becomes of one's post or training, once one complains of what was done there.
_THE_POST = re.compile(
    r"\b(?:perds?|perdre|perdrai\w*|perte|garder\w*|garde) (?:de )?(?:mon|ma|le|la) (?:boulot|travail|poste|emploi|place"
    r"|stage|contrat|taf|job|cdi|cdd|formation)\b|\b(?:vire[rz]?|viree?s?|licenci\w+|mutee?|mutation|titularis\w+"
    r"|renvoye\w*|pas renouvel\w+)\b"
    r"|\b(?:mon|ma|le|la) (?:contrat|poste|cdd|cdi|place)\b.{0,20}\b(?:fini\w*|saut\w+|risque)\b"
)
_ASKS_WHETHER = re.compile(r"\?|\b(?:si|est ce que|peur|crains|risque\w*)\b")
# What he who does it reads or watches.
_WATCHED = re.compile(
    r"\b(?:lit|lis|lire|surveill\w+|fouill\w+|regard\w+|verifi\w+|control\w+|espionn\w+|pirat\w+)\b.{0,24}"
    r"\b(?:messages?|telephone|portable|tel|historique|sms|ordi\w*|conversations?)\b"
    r"|\b(?:va|vont|peut|pourrai\w*) (?:le |la |l'|les )?(?:savoir|voir|lire|trouver|tomber dessus)\b.*"
    r"\b(?:j?ecri\w*|messages?|conversation|ici|discussion|telephone)\b"
)
# One who will not or cannot speak on the telephone.
_NOT_ON_THE_PHONE = re.compile(
    r"\b(?:veux|peux|ose|pourrai\w*|arrive|sais|vais|aime|envie|dois|possible) (?:vraiment |surtout )?(?:pas"
    r"|plus|jamais) "
    r"(?:a |de |d'|les? |la |l'|y )*(?:app?el+er|telephoner|parler (?:au telephone|la|fort|maintenant)|au telephone)\b"
    r"|\bappellerai (?:pas|jamais)\b|\b(?:pas|plus) de (?:credit|forfait|telephone|reseau|tel|portable)\b"
    r"|\b(?:par|avec) (?:ecrit|message|sms|chat|tchat|mail)\b|\b(?:chat|tchat|ecrire) (?:plutot|au lieu|a la"
    r" place|a quelqu'un)\b"
    r"|\bsans (?:appeler|telephoner|parler)\b|\b(?:il|elle|ils|on) (?:va|vont|peut|peuvent|risque\w*) (?:de"
    r" )?(?:m'|me |nous )entend\w+\b"
)
# Who is to be told, who has to act; nobody who was told does.
_WHOM = re.compile(
    r"\b(?:s'?en|sen) (?:fout|fou|fiche|moque|tape|bat)\b|\b(?:fait|font|a|ont|change|bouge) rien(?: fait)?\b"
    r"|\brien (?:ne )?(?:change|bouge|se passe)\b"
    r"|\b(?:m'ecoute|ecoute|ecoutent|croit|croient|prend|prennent) (?:pas|jamais)\b|\b(?:ferme|ferment) les"
    r" yeux\b|\betouff\w+\b"
    r"|\bqui (?:doit|dois|devrait|peut|est cense\w*) (?:le |la |en |l')*(?:faire|dire|signaler|prevenir|parler"
    r"|appeler|agir)\b"
    r"|\b(?:a qui|qui est.ce que|qui)\b.{0,24}\b(?:dire|parler|prevenir|signaler|adresser|confier|contacter)\b"
    r"|\b(?:dire|parler|prevenir|signaler|confier)\b.{0,12}\b(?:a qui|qui)\b"
    r"|\b(?:dois|doit|faut(?: il)?|peux|devrais) (?:je |que je )?(?:le |la |en |l')*(?:signaler|declarer|dire"
    r"|prevenir|parler)\b"
    r"|\boblig\w+ (?:de|a) (?:le |la |l'|en )*(?:signaler|dire|declarer|prevenir|parler)\b"
    r"|\b(?:c'est|ce n'est|n'est ce|est ce) (?:pas )?(?:plutot )?(?:a )?(?:moi|toi|eux|elle|lui|l'\w+|(?:ma|mon"
    r"|la|le|les) \w+) (?:de (?:le |la )?(?:faire|dire"
    r"|signaler)|qui (?:doit|dois))\b"
    r"|\b(?:je fais|on fait|faire) quoi\b|\bquoi faire\b|\bcomment (?:je |on )?(?:reagi\w+|fai[st]|agir)\b"
)
_UNTOLD = re.compile(
    r"\b(?:rien|pas|jamais|personne) (?:ose )?(?:dit|parle|raconte|dire|parler)\b|\b(?:dit|parle|raconte)"
    r" (?:rien )?a personne\b"
    r"|\bpersonne (?:ne )?(?:le )?sait\b|\bma faute\b"
)
# A roof elsewhere.
_LEAVES = re.compile(
    r"\b(?:foyers?|hebergements?|refuges?|abri)\b|\b(?:partir|fuguer|fugue|me (?:barrer|casser|tirer|sauver|enfuir))\b"
    r"|\bquitter (?:la maison|chez (?:moi|nous|lui|eux)|le domicile)\b|\bme casse\b"
    r"|\bou (?:je |on )?(?:peux|pourrais|vais|puis.je|peut) (?:\w+ )?(?:aller|dormir|me refugier)\b|\bdormir"
    r" (?:dehors|ailleurs)\b"
    r"|\brentrer (?:chez moi|a la maison)\b"
)
_WORKS_THERE = re.compile(r"\b(?:travaill\w+|boss\w+|stages?|educ\w*|embauch\w*|bosser)\b")
# What one carries since.
_WEIGHS = re.compile(
    r"\b(?:ronge|mine|hante|bouffe|obsede|devore)\b|\b(?:dors|dormais|mange) (?:plus|pas|mal|tres mal)\b"
    r"|\bcauchemars?\b"
    r"|\bculpabilis\w+|\bcoupable\b|\bmal au ventre\b|\bboule au ventre\b|\by pense (?:tout le temps|tous les"
    r" jours|toutes les nuits|chaque (?:nuit|jour|soir)|sans arret"
    r"|jour et nuit|sans cesse"
    r"|tous les soirs|la nuit)\b|\b(?:je|j'en|en) pleure\w*\b|\bm'empeche de dormir\b|\ben peux plus\b|\ba"
    r" bout\b|\bcraque\w*\b|\bj'en suis malade\b"
)
_LINE = re.compile(
    r"\b(?:119|3919|3133)\b|\b(?:ils|vous|elles|qui) (?:va |vont |me |m')*(?:repon\w+|ecout\w+|previen\w+|prevenir)\b"
    r"|\b(?:je|j'|si j'|on) ?appell\w+\b|\bappeler\b|\bau telephone\b|\banonym\w*|\bmon (?:nom|numero)\b"
    r"|\b(?:c'est|est[ -]ce que c'est) (?:payant|gratuit|confidentiel)\b|\bla facture\b|\bpar (?:ecrit|message"
    r"|sms|chat|tchat)\b"
)
_SPEAKS_OF_TRADES = re.compile(
    r"\b(?:metiers?|formations?|salaires?|diplomes?|devenir|inscri\w+|parcoursup|ecoles?|portes? ouvertes?)\b"
)
# « je peux le dire à qui à l'école ? »
_TELLS = re.compile(
    r"\b(?:dire|signaler|prevenir|denoncer|confier)\b(?!.*\b(?:formations?|diplomes?|metiers?"
    r"|inscri\w+)\b)"
)
# What is said of things given away for a plain reason.
_PLAIN_REASON = re.compile(
    r"\b(?:demenag\w*|vacances|allergi\w*|parce que|car|vu que|pendant|formations?|stages?|association|emmaus|brocante"
    r"|travail\w*|boulot|metiers?|hospitali\w*|place chez|trop de|faute de|le temps)\b|\?"
)


def after_danger(turn: Turn) -> str | None:
    """The answer to what a message fears, or asks of the line, after a danger told of; None when it speaks of neither."""
    said = normalise(turn.text)
    watched = _WATCHED.search(said) is not None
    now = find_danger(turn.text)
    another = now is not None and now.kind != "general_distress" and not watched
    if turn.text.startswith("/") or turn.professions or another:
        return None
    told = ((text, found) for text in turn.earlier[:_MEMORY] if (found := find_danger(text)) is not None)
    before, danger = next(told, ("", None))
    line = _LINES.get(kind_told(turn) or "") if danger is not None else None
    if line in ("violence", "harassment") and _THE_POST.search(said) and _ASKS_WHETHER.search(said):
        return "danger_post_violence"
    if line == "harassment":
        at_school = not (_AT_WORK.search(normalise(before)) or _SPEAKS_OF_TRADES.search(said))
        asks = _FEARS.search(said) or _WHOM.search(said) or _UNTOLD.search(said) or _WEIGHS.search(said)
        return "danger_whom_harassment" if at_school and asks else None
    if line is None or (_SPEAKS_OF_TRADES.search(said) and not _TELLS.search(said)):
        return None
    if watched and line != "witness":
        return "danger_watched"
    if _NOT_ON_THE_PHONE.search(said):
        return f"danger_written_{line}"
    if _FEARS.search(said):
        return f"danger_feared_{line}"
    if _LEAVES.search(said) and line != "witness" and not _WORKS_THERE.search(said):
        return f"danger_leave_{line}"
    if _WEIGHS.search(said):
        return f"danger_weighs_{line}" if line == "witness" else f"danger_feared_{line}"
    if _WHOM.search(said):
        return f"danger_whom_{line}" if line != "violence" else "danger_line_violence"
    lately = any(find_danger(text) is not None for text in turn.earlier[:_LATELY])
    return f"danger_line_{line}" if lately and _LINE.search(said) else None


def kind_told(turn: Turn) -> str | None:
    """The kind of the danger told last; who was a child when it was first told still is at the next blow."""
    found = [one.kind for one in map(find_danger, turn.earlier[:_MEMORY]) if one is not None]
    if found and found[0] == "violence" and "child_danger" in found:
        return "child_danger"
    return next(iter(found), None)


def hinted(turn: Turn) -> str | None:
    """The answer to what is given away for good: a word of care, or the lines when there is another sign."""
    if turn.text.startswith("/") or turn.professions or not gives_away(turn.text):
        return None
    if _PLAIN_REASON.search(normalise(turn.text)):
        return None
    before = any(gives_away(text) or find_danger(text) is not None for text in turn.earlier[:_MEMORY])
    return "distress_suicide" if before else "distress_hinted"
