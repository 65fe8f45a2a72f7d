"""What is felt and no danger: shame, fear of asking, images that stay, mourning; and who was not heard is heard."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.french.safety import Danger, find_danger

_MEMORY = 8  # messages

_FAMILY = (
    r"(?:mere|pere|maman|papa|mari|femme|compagn\w+|conjointe?|fils|fille|bebe|enfant|soeur|frere|mamie|mamy|mami|meme"
    r"|papi|papy|pepe|grands?.?meres?|grands?.?peres?|tante|oncle|tata|tonton|cousine?|parents?|belle.?mere|beau.?pere"
    r"|epou(?:x|se)|meilleure? amie?)"
)
_CALLED_SO = r"(?:mamie|mamy|mami|papi|papy|maman|papa|tata|tonton|pepe)"
_THEIRS = rf"(?:(?:ma|mon|mes|notre|nos) (?:petite? |grande? )?{_FAMILY}|{_CALLED_SO})"
_NOT_OF = r"(?! (?:de|d.)\s?(?:rire|faim|fatigue|peur|trouille|inquietude|honte|stress|soif|froid|chaud|jalousie|ennui))"
_CARES = r"(?:garde\w*|soigne\w*|veille\w*|accompagne\w*|porte\w*|lave\w*|(?:m.|me suis |suis )(?:en )?occup\w*|aidante? de)"
_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|noel|paques|la toussaint)"
_LATELY = (
    rf"(?:(?:en|a|depuis|le \d+|fin|debut) {_MONTH}|(?:cet|cette|ce|l.) ?(?:ete|hiver|automne|printemps|annee|mois|semaine)"
    r"|(?:depuis|il y a) (?:peu|quelques (?:jours|semaines|mois)|(?:\d+|une?|deux|trois|quatre|cinq|six|huit|dix)"
    r" (?:jours?|semaines?|mois|an\b)|l.(?:ete|hiver|automne|an dernier)|le printemps|cet|cette))"
)
# Somebody near has died.
_DEAD = re.compile(
    rf"\b{_THEIRS}(?: (?!est |a |et |je |qui )\w+)? (?:(?:qui )?(?:est|sont|etait) )?(?:recemment )?"
    rf"(?:morte?s?\b{_NOT_OF}|decedee?s?\b|vient de (?:mourir|deceder)\b|s.est (?:eteinte?|suicidee?|donne la mort)\b"
    r"|nous (?:a|ont) quitte\w*|partie?s? trop (?:tot|vite)\b)"
    rf"|\b(?:(?:ai|a|avons) |vien[st] d(?:e |.))(?:perdu|perdre|enterrer?|enterree?) {_THEIRS}\b"
    # « je garde mon père à la maison. Il est parti en octobre », « veuve depuis mars », « accompagné jusqu'au bout »
    rf"|\b{_CARES}\b.{{0,40}}\b(?!\w+ (?:fils|fille|bebe|enfant)){_THEIRS}\b"
    r".*\b(?:il|elle) (?:s.est eteinte?|(?:est |nous a |m.a )(?:partie?|quitte\w*))"
    rf"(?:\W*$|\.| {_LATELY}\b)"
    rf"|\b(?:suis|etre|me retrouve) (?:\w+ )?(?:veuve|veuf) {_LATELY}\b"
    rf"|\b{_CARES}\b.{{0,30}}\b{_THEIRS}\b.{{0,40}}\bjusqu.(?:au bout|a la fin|a sa mort"
    rf"|a son (?:dernier|deces)|au dernier (?:jour|souffle|moment))(?! d[eu]\b| d.)"
    rf"|\b(?:mort|deces|enterrement|obseques|perte) de {_THEIRS}\b|\b(?:suis|etre|plein|notre|mon) (?:en |de )?deuil\b"
)
# Long ago, it is told as what one comes from.
_LONG_AGO = re.compile(
    r"\bil y a (?:plus de |bientot )?(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente"
    r") ?(?:ans|annees)\b"
    r"|\bil y a (?:tres )?longtemps\b|\bquand j.?(?:etais|avais)\b|\ba (?:mes|ses) \d+ ans\b|\ben (?:19\d\d"
    r"|200\d|201\d|202[0-3])\b"
)
# What goes on of it: the nights, the gestes kept, the absence.
_MISSED = re.compile(
    r"\b(?:elle|il|ma \w+|mon \w+|mamie|papi|maman|papa) (?:me )?manque\b|\bcomme si (?:elle|il|maman|papa"
    r"|mamie|papi) (?:\w+ )?"
    r"(?:allai\w*|etai\w*|m.?appel\w*|m.attend\w*|vivai\w*)\b|\b(?:entends?|entendre) (?:encore "
    r"|toujours )?(?:sa voix|(?:l.|la |le |l')appeler)\b"
    r"|\b(?:dors|dormir|sommeil) .{0,24}\b(?:depuis (?:qu.|sa|son)|sans (?:elle|lui))"
    r"|\bme (?:leve|releve|reveille)\b.{0,14}\bnuits?\b|\b(?:vide|silence) (?:chez moi|dans la maison"
    r"|a la maison|sans (?:elle|lui))\b"
    r"|\bla maison est vide\b|\b(?:sais|sait) plus (?:quoi faire de (?:moi|mes journees)|a quoi je sers)\b"
)
_ASHAMED = re.compile(
    r"\b(?:j.ai|jai|je|ai|avoir|c.est la) (?:juste |trop |tellement |un peu |grave |vraiment )*(?:honte|la honte)\b"
    r"(?!.{0,30}\b(?:d.avoir|arret\w*|abandon\w*|lache\w*|metier|boulot|travail\w*|salaire|rsa|age|diplomes?"
    r"|de (?:faire|dire que je (?:suis|fais))))"
)
# Behind the others, who have all found.
_BEHIND = re.compile(
    r"\btout le monde (?:\w+ ){0,3}?(?:trouve|reussi|avance|choisi|un (?:stage|projet|metier"
    r"|plan))\w*.{0,24}\b(?:sauf|et pas) moi\b"
    r"|\b(?:toute? la classe|les autres|mes (?:potes|copines?|copains|amie?s?)|ils"
    r"|elles) (?:\w+ ){0,4}?(?:trouve\w*|reussi\w*|avancent|choisi\w*|un projet)"
    r".{0,18}\b(?:sauf|pas|et) moi\b"
    r"|\b(?:suis|reste) (?:\w+ )?(?:la |le )?(?:seule?|derniere?|dernier) (?:a|de la classe a"
    r"|qui)\b.{0,26}\b(?:pas|rien|aucun\w*|sans|n.a)\b"
    r"|\b(?:suis|me sens) (?:\w+ )?(?:a la traine|en retard (?:sur|par rapport)|derriere (?:les autres"
    r"|tout le monde)|nulle? (?:a cote|par rapport))"
)
_AFRAID_TO_ASK = re.compile(
    r"\b(?:peur|honte|gene\w*|trouille|timide|intimide\w*|stress\w*) (?:\w+ )?(?:de |d.|pour "
    r"|a l.idee de )?(?:leur |lui |le |les |y |aller )*"
    r"(?:demander|parler|me presenter|y aller|entrer|deranger|aborder)\b"
    r"|\b(?:ose|oserai|oserais|osais|oses) (?:pas|jamais|plus) (?:\w+ )?(?:demander|parler|me presenter|entrer"
    r"|y aller|aborder|leur|lui)\b"
    r"|\b(?:arrive|ose) pas a (?:leur |lui )?(?:demander|parler|aborder)\b"
)
_BY_TELEPHONE = re.compile(r"\b(?:appel\w*|telephon\w*|\btel\b)")
# Mistakes of spelling and somebody else's shyness have answers of their own.
_NOT_OF_ONESELF = re.compile(
    r"\b(?:fautes?|orthographe)\b|\b(?:elle|il) (?:n.)?ose\b|\bpour (?:ma|mon|une?) \w+ (?:elle|il|qui)\b"
)
# What one has seen at work or at war, and the nights since.
_IMAGES = re.compile(
    r"\bimages? (?:\w+ )?(?:qui (?:\w+ )?(?:restent?|reviennent|revient|tournent|hantent|lachent|partent)"
    r"|en tete|dans la tete|de la.?bas|plein la tete)\b"
    r"|\b(?:revois|revoir|revis|revivre|repense) (?:\w+ )?(?:des |les |toujours |encore |sans cesse |tout le temps )*"
    r"(?:images?|scenes?|corps|visages?|morts|gamins?|gosses|enfants?|bebes?|blesses?|accidents?|interventions?"
    r"|missions?|attentats?)\b"
    r"|\b(?:mon sommeil|mes nuits|mes cauchemars) et (?:de |des |les |mes )*images?\b|\b(?:des|les|ces"
    r"|mes) images?\b.{0,24}\b(?:nuits?|dors|sommeil|cauchemars?|reveil\w*)\b"
    r"|\b(?:dors|sommeil|nuits?|reveil\w*)\b.{0,30}\b(?:des|les|ces|mes) images?\b"
    r"|\bcauchemars?\b|\bflash.?backs?\b|\btrauma\w*|\bstress post|\btspt\b|\bptsd\b"
)
_SEEN_THERE = re.compile(
    r"\bopex\b|\bmilitaires?\b|\barmee\b|\bsoldats?\b|\blegion\w*|\bpompiers?\b|\bspv\b|\bgendarm\w*"
    r"|\bpoliciere?\b|\bpolice\b|\bguerre\b|\bafghanistan\b"
    r"|\bmali\b|\binterventions?\b|\bmissions?\b|\bsecouristes?\b|\bsamu\b|\burgences?\b|\breanimation\b"
    r"|\bcovid\b|\battentats?\b|\baccidents?\b|\bambulanci\w*"
)
_AT_WAR = re.compile(
    r"\bopex\b|\bguerre\b|\battentats?\b|\b(?:fait|rentre\w*|revenue?|retour|partie?|envoye\w*"
    r"|deploye\w*) (?:\w+ ){0,2}?(?:mali|sahel"
    r"|afghanistan|irak|liban|kosovo|centrafrique|ukraine|syrie|tchad)\b"
)
_OWN_SLEEP = re.compile(
    r"\b(?:je |j.)?(?:dors|dormais|ne dors) (?:\w+ )?(?:mal|plus|pas|tres peu|peu)\b|\bmon sommeil\b"
    r"|\bmes nuits\b|\binsomni\w*"
    r"|\bme reveille (?:toutes les nuits|la nuit|en sueur|en hurlant|en criant)"
)
_TO_TALK = re.compile(r"\b(?:parler|parle|discuter|dire|raconter|vider|confier)\b")
# « t'as rien remarqué dans ce que j'ai dit ? »
_NOT_HEARD = re.compile(
    r"\b(?:tu (?:n.)?as|t.as|t as|vous (?:n.)?avez|tas) (?:\w+ )?(?:rien|pas|meme pas|zappe|loupe|rate|ignore|saute) "
    r"?(?:\w+ )?(?:remarqu\w*|vu|lu|entendu|releve|capte|tilte|ecoute|note|reagi|ce que)\b(?!.*\b(?:question"
    r"|repon\w*|ville|age)\b)"
    r"|\b(?:tu (?:ne )?|vous (?:ne )?)(?:m.)?(?:ecoute[sz]?|lis|lisez|entend(?:s|ez)?) (?:\w+ )?(?:pas|rien"
    r"|meme pas)\b(?!.*\bquestion)"
    r"|\b(?:ca|cela|sa) (?:ne )?(?:te|t.|vous) (?:\w+ )?(?:fait|inquiete|choque|interpelle|derange"
    r"|touche) (?:rien|pas|meme pas)\b"
    r"|\b(?:relis|relisez) (?:un peu |bien )?(?:ce que|mon message|mes messages|plus haut)\b"
    r"|\bpasse[sz]? a cote de ce que\b"
    r"|\b(?:c.est|cest) tout ce que (?:ca|cela) (?:te|vous) (?:fait|inspire)\b|\btu (?:t.en|ten) (?:fous|fiches"
    r"|bats)\b|\bvous vous en (?:fichez|moquez|foutez)\b"
)
_ASKS = re.compile(
    r"\?|\b(?:est.ce qu\w*|c.est quoi|comment|combien|quel(?:le)?s?|quand|il faut|ou (?:est|je|on|puis))\b"
)
_FEW = 12  # words
_OF_NOTHING = frozenset({"out_of_scope", "nlu_fallback", "gibberish", "human", "doubts"})
_OF_WORK = re.compile(
    r"\b(?:metiers?|boulot|travail\w*|bosser|formations?|diplomes?|devenir|chang\w+|veux|voudrais|aimerais|cherche\w*|envie"
    r"|stages?|ecoles?|etudes|parcoursup|cours|examens?|concours|employeur|patron|conge\w*|heritage|notaire|obseques)\b"
)
_WEARY = re.compile(
    r"\b(?:rincee?|epuisee?|lessivee?|videe?|crevee?|cramee?|a bout|au bout du rouleau|en peux plus|burn.?out"
    r"|plus la force)\b"
)


def mourns(text: str) -> bool:
    """Whether `text` tells that somebody near has died, not long ago."""
    said = normalise(text)
    return _DEAD.search(said) is not None and _LONG_AGO.search(said) is None


def sees_images(text: str) -> bool:
    """Whether `text` tells of nights or images that stay of what one has seen at work or at war."""
    said = normalise(text)
    images, sleep = _IMAGES.search(said) is not None, _OWN_SLEEP.search(said) is not None
    return (images and (sleep or _SEEN_THERE.search(said) is not None)) or (
        sleep and _AT_WAR.search(said) is not None
    )


def felt(turn: Turn) -> str | None:
    """The answer to a message that tells what is felt, or that we have not heard it; None when it is for another answer."""
    if turn.text.startswith("/") or turn.filled_a_slot:
        return None
    now = find_danger(turn.text)
    if now is not None and now.kind != "general_distress":
        return None
    said = normalise(turn.text)
    if _NOT_HEARD.search(said) and not turn.professions:
        if turn.known("last_subject") == "distress":
            return "distress_stay"  # it was heard, and answered just before
        return "unheard_told" if _told_before(turn) else "unheard"
    if turn.professions:
        return None
    before = any(map(sees_images, turn.earlier[:_MEMORY]))
    if sees_images(turn.text) or (
        before and _TO_TALK.search(said) and (_IMAGES.search(said) or _OWN_SLEEP.search(said))
    ):
        return "images_whom" if before else "images_stay"
    if _ASKS.search(said) or now is not None:
        return None
    if _MISSED.search(said) and any(map(mourns, (turn.text, *turn.earlier[:_MEMORY]))):
        return "grief_goes_on"
    if _only_mourns(turn, said):
        return "distress_grief"
    if _NOT_OF_ONESELF.search(said):
        return None
    if _BEHIND.search(said):
        return _again(turn, "ashamed_to_talk")
    if _AFRAID_TO_ASK.search(said) and not _BY_TELEPHONE.search(said):
        return _again(turn, "afraid_to_ask")
    return _again(turn, "ashamed_to_talk") if _ASHAMED.search(said) else None


def _only_mourns(turn: Turn, said: str) -> bool:
    """Whether a few words tell of a death and of nothing else: nobody is to be relieved, and no trade is asked for."""
    few = len(said.split()) <= _FEW and turn.intent in _OF_NOTHING
    return few and mourns(turn.text) and _OF_WORK.search(said) is None


def danger_told(turn: Turn) -> Danger | None:
    """The gravest danger told in the messages before this one, the latest of those that are alike."""
    found = [one for one in map(find_danger, turn.earlier[:_MEMORY]) if one is not None]
    return next((one for one in found if one.kind != "general_distress"), next(iter(found), None))


def told_again(turn: Turn) -> str | None:
    """The answer to what was felt in a message before this one, and was not taken up; None when nothing was."""
    for text in turn.earlier[:_MEMORY]:
        if sees_images(text):
            return "images_whom"
        if mourns(text):
            return "grief_goes_on"
        said = normalise(text)
        if _WEARY.search(said):
            return "distress_worn"
        if _is_shy(said):
            return "ashamed_to_talk"
    return None


def _told_before(turn: Turn) -> bool:
    return danger_told(turn) is not None or told_again(turn) is not None


def _again(turn: Turn, slug: str) -> str:
    """`slug`, or the words for who has told as much just before."""
    twice = any(_is_shy(normalise(text)) for text in turn.earlier[:1])
    return "felt_again" if twice and slug == "ashamed_to_talk" else slug


def _is_shy(said: str) -> bool:
    return any(one.search(said) is not None for one in (_ASHAMED, _BEHIND, _AFRAID_TO_ASK))
