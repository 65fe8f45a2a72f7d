"""What a message names only to put it aside: rejected, reported or closed. What is asked stands in the rest.

« NON pas la VAE, la formation », « laissez l'ATSEM, … », « j'ai pas parlé de cours du soir, … », « éducateur ? mais non,
… », « les horaires je m'en doute mais … ». A wish is no such thing: « pas de nuits », « pas à l'hôpital », « sans le bac »
and « je n'ai pas le permis » are part of what is asked, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.french.folding import fold
from bot.french.safety import find_danger

_STOP = r".!?;:,\n"
_X = rf"[^{_STOP}]{{1,60}}?"
_BARE = rf"(?P<bare>[^{_STOP}]{{2,60}}?)"  # a few words without a verb
_THAT = rf"(?:que |qu')[^{_STOP}]{{1,80}}(?:[{_STOP}]+\s*|\Z)"  # « … que je voulais la VAE, »
# Where a clause ends: a stop, or the words that begin the one that asks.
_END = (
    rf"(?:[{_STOP}]+\s*|\s+(?=(?:mais|donc|je|j'|moi|juste|plutot|dites?|dis|il|elle|on|c'est|ma question|qui|quel\w*)\b)"
    r"|\s*\Z)"
)
_BEGIN = rf"(?:\A|(?<=[{_STOP}]))\s*"
_NO = r"(?:(?:non+|nan+|nn|nop)\b(?: merci)?[ ,!.]*)"
_WELL = r"(?:(?:attention|mais|bah?|ben|euh+|ah?|oh|ok|bon|et|alors|pardon|en fait|donc|du coup|desolee?)\b[ ,!.]*)"
_LED = rf"(?:{_NO}|{_WELL})*"  # « euh non », « mais non »
_I = r"(?:j'|j |je )"
_NOT = r"(?:pas?|jamais)"
# What can be asked of us, and so be set aside by its bare name: never what somebody wishes or has not.
_TOPIC = (
    r"(?:vae|cpf|parcoursup|prix|couts?|tarifs?|salaires?|paye|paie|durees?|horaires?|epreuves?|concours|selections?"
    r"|dossiers?|dates?|inscriptions?|immersions?|stages?|apprentissage|alternance|cours(?: du soir)?|emplois?|offres?"
    r"|job ?dating|forums?|salons?|evenements?|portes? ouvertes?|cio|mission locale|france travail|pole emploi|contacts?"
    r"|conseillers?|formations?|ecoles?|ifsi|ifas|definitions?|metiers?|missions?|financements?|conditions?|reconversion"
    r"|lycee|adresses?|numeros?|debouches?|evolutions?)"
)
_ARTICLE = r"(?:l[ae]s? |l'|l |un |une |des |du |de la |ce |cette |ces |ton |ta |tes |vos |votre )"
# What one has not, or would rather not do: said with « pas » it is a fact or a wish.
_OWN = (
    r"(?:(?:le |la |l'|les |de |d'|du |mon |ma |mes |un |une |encore |eu |envie |trop |tres |assez |plus |forcement |besoin "
    r"|question |possible |sure? |a |en |au |aux |dans )*"
    r"(?:diplomes?|bac|brevet|cap|bep|permis|voiture|argent|sous|experiences?|niveau|age|droit|nuits?|week.?ends?|dimanches?"
    r"|piqures?|sang|hopital|hosto|domicile|envie|besoin|grave|possible|sure?|facile|normal|pareil\w*|maintenant"
    r"|tout de suite|encore|trop|tres|assez|mal|bien|question|du tout|de souci|de probleme|ce qu[e']|comment|vraiment))\b"
)
_VERB = re.compile(
    r"\b(?:est|c'est|cest|c|sont|faut|peut|peu[tx]|y a|ya|ai|avez|suis|veu[xt]|quoi|qui|que|quel\w*|comment|combien"
    r"|quand|pourquoi|existe|gagne\w*|fait|dois|doit|va|vais|sais|sait)\b"
)
_CLOSES = (
    r"(?:(?:je |j'|j |il |elle |on |ca je |ca )(?:m'en |men |m en |s'en |sen |s en )(?:doute\w*|fou\w*|fiche\w*|moque\w*"
    r"|tape\w*|bat\w*|contrefou\w*)"
    r"|(?:je |j'|j )(?:le )?(?:sais?|connais)(?: deja| bien| tout)?"
    r"(?! (?:pas?|plus|que|qu'|si|ou|comment|quoi|ce|pourquoi|quel)\b)"
    r"|(?:j'ai|jai|j ai|g) (?:deja |bien )?(?:compris|note|capte|lu)|c'?est (?:deja )?compris|osef|peu importe)"
)


@dataclass(frozen=True)
class Aside:
    """A stretch of the folded text that is put aside; `refused` when what it names is not wanted either."""

    start: int
    end: int
    refused: bool = True


# Each pattern's group `x` (else the whole) is what is put aside.
_REFUSED = (
    # « j'ai pas parlé de cours du soir moi. », « je vous demande pas le prix mais »
    re.compile(
        rf"{_BEGIN}{_LED}(?:moi )?(?:{_I}|on )(?:n'|ne |n )?(?:te |t'|vous |vs )?"
        rf"(?:(?:ai|avais) {_NOT} (?:dit|parle (?=d[eu'])|cite|ecrit|voulu dire)\b|(?:ai|avais) {_NOT} d?e?mande (?!d)"
        rf"|parl\w* {_NOT}\b|d?e?mand(?:e|ai\w*) {_NOT} (?!de |d'))\s*(?:{_THAT}|{_X}{_END})"
    ),
    re.compile(
        rf"{_BEGIN}{_LED}(?:moi )?(?:jai|j'ai|ge?|j'?e?|c'est moi qui ai) {_NOT} "
        r"(?:dit|parle[rz]? (?=d[eu'])|d?e?mande[rz]? (?!d)|cite)\b"
        rf"\s*(?:{_THAT}|{_X}{_END})"
    ),
    # « qui vous a parlé de mes parents ? », « pourquoi tu me parles du CPF, », « arrêtez avec le PTP, »
    re.compile(
        rf"{_BEGIN}{_LED}(?:(?:mais )?(?:qui|pourquoi|personne|pk|pq) (?:est.ce que )?(?:vous |tu |te |t'|n'|ne |me |m'|a )*"
        rf"parl\w* |arrete[zsr]? (?:de (?:me |m')?parler |avec )(?=d[eu'] ?|l))(?:d[eu'] ?)?"
        rf"{_X}(?:[{_STOP}]+\s*|\s+(?=je\b|moi\b))"
    ),
    # « c'est pas la VAE que je veux », « c'est pas ce que je demande »
    re.compile(
        rf"{_BEGIN}{_LED}c'?(?:est|etait)? {_NOT} {_X} (?:que|ke|dont|qu'|k') ?{_I}"
        rf"(?:te |vous )?(?:demand\w+|veux|voulais|cherch\w+|parl\w+|ai demande|ai dit)[^{_STOP}]{{0,12}}?{_END}"
    ),
    # « laissez tomber l'ATSEM, », « oublie le CAP »
    re.compile(
        rf"{_BEGIN}{_LED}(?:laisse[zrs]?|oublie[zrs]?|zappe[zrs]?|lache[zrs]?|on (?:laisse|oublie|zappe))"
        rf"(?! ?-?(?:moi|nous|pas|tout|toute|ce que|ce qu'|mes|notre)\b)"
        rf"(?: tombe[rz]?| de cote)?(?: (?:avec|pour))?(?:\s{_X})?{_END}"
    ),
    re.compile(
        rf"{_BEGIN}{_LED}{_BARE},? (?:laisse[zr]? tomber|on oublie|oublie[zr]?|j'? ?oublie"
        rf"|je (?:laisse(?: tomber)?|zappe|raye|barre)){_END}"
    ),
    # « éducateur à Vannes ? mais non … »
    re.compile(rf"\A{_BARE}\?+\s*{_WELL}*{_NO}+(?!parce|car\b|pcq|pck)"),
    # « toute France non. », « le CAP non merci, »
    re.compile(rf"\A{_BARE},? (?:non|nan|nn)(?: merci)?\s*[.,!]+\s*"),
    # « une porte ouverte à Rennes un 26 décembre avec 26 élèves de 4e, non... »
    re.compile(rf"\A(?P<bare>une? [^{_STOP}]{{20,90}}?), non(?: merci)?\s*[.!]+\s*"),
    # « les horaires je m'en doute mais », « le CAP, je sais, »
    re.compile(rf"{_BEGIN}{_LED}{_BARE},? {_CLOSES}\b(?: merci| tout ca)?{_END}"),
    re.compile(
        rf"{_BEGIN}{_WELL}*(?:j'ai|jai|g) (?:bien |deja )?compris (?:pour )?{_ARTICLE}{_X}(?:[.;,]+\s*|\s+(?=mais\b))"
    ),
    re.compile(rf"\A(?:ok|okay|d'accord|tres bien|bien recu),? (?:pour )?{_ARTICLE}{_BARE}[.!]+\s*"),
    # « nan mais aide-soignant c'est pas les petits, »
    re.compile(rf"\A{_NO}+{_WELL}*{_BARE} (?:c|c'?est|ce n'est|sont) {_NOT}\b{_X}(?:[.;:,]+\s*)"),
    # « NON pas la VAE. », « non pas l'épreuve, »
    re.compile(
        rf"\A{_WELL}*{_NO}+{_WELL}*pas? (?!{_OWN})(?:moi )?{_X}(?:[.!;:,\n]+\s*|\s+(?=mais\b|je (?:veux|parle)|juste\b))"
    ),
    # « non pas le CAP AEPE, il préfère les adultes »: a diploma by its full name
    re.compile(
        rf"\A{_NO}+{_WELL}*pas? (?:le |la |un |en |du )(?:cap|bac pro|bac|bts|titre|diplome) (?!de\b|mais\b|encore\b)"
        rf"[^{_STOP}]{{2,30}}?(?:[.!;:,\n]+\s*)"
    ),
    # « pas de CIO, un interlocuteur », « une formation j'ai dit, pas la VAE. »
    re.compile(
        rf"{_BEGIN}{_LED}pas? (?:pour |sur |en )?(?:{_ARTICLE}|de |d'|au |aux |a )?{_TOPIC}\b"
        rf"(?: (?:de|du|d'|des|la|le|pour|a|en|l')[^{_STOP}]{{1,25}}?)?(?:[.!;:,]+\s*|\s+(?=mais\b))"
    ),
    # « je parlais du stage de 3e, pas l'apprentissage »
    re.compile(
        rf"\b(?:parl\w* d[eu']|{_I}(?:veux|voulais|cherche|demande\w*))[^.!?\n]{{2,80}}?,\s*"
        rf"(?P<x>(?:et |mais )?pas? (?:l[ae]s? |l'|du )?{_TOPIC}\s*[.!]*\s*\Z)"
    ),
    # « en libéral pas dans le public », « pour infirmière pas pour un emploi »
    re.compile(
        rf"\b(?:en|dans|au|a|chez) [^{_STOP}]{{2,30}}?,? "
        rf"(?P<x>(?:et |mais )?pas? (?:en|dans|au|aux|a|chez) [^{_STOP}]{{2,40}}?{_END})"
    ),
    # « je parle de l'Ehpad, pas d'aide à domicile »
    re.compile(
        rf"\bparl\w* d[eu'][^{_STOP}]{{2,30}}?,? "
        rf"(?P<x>(?:et |mais )?pas? (?:d'|d |de |du |des )[^{_STOP}]{{2,40}}?{_END})"
    ),
    # « je ne veux pas passer par aide-soignante »
    re.compile(
        rf"{_BEGIN}{_LED}{_I}(?:ne |n')?(?:veux|voudrais|souhaite|compte|vais) {_NOT} passer par "
        rf"(?!(?:l'|la |le |les |une? )?{_TOPIC}\b){_X}{_END}"
    ),
    re.compile(rf"\bpour [^{_STOP}]{{2,30}}?,? (?P<x>(?:et |mais )?pas? pour [^{_STOP}]{{2,40}}?{_END})"),
    re.compile(rf"\bsur [^{_STOP}]{{2,30}}?,? (?P<x>(?:et |mais )?pas? sur [^{_STOP}]{{2,40}}?{_END})"),
)
# What only leads to the question, and what it names stays known: « ma question c'était », « je répète : », « … bref ».
_TOLD = (
    re.compile(
        rf"(?:{_BEGIN}|(?<=\s)(?=mais )){_LED}(?:ma (?:vraie |seule )?question(?: a moi)?"
        rf"|ce que {_I}(?:veux|voulais|demand\w+|cherch\w+|voudrais)(?: savoir| dire)?)"
        r"\s*(?:c'?est|c'?etait|etait|est|:|,)?\s*:?\s*"
    ),
    re.compile(
        rf"{_BEGIN}{_LED}{_I}(?:vous |te )?(?:repete|redis|redemande|repose (?:ma|la) question)\b[ :,.]*"
    ),
    re.compile(rf"\A{_NO}+{_WELL}*{_I}(?:veux|voulais) (?:dire|savoir|parler d[e'u]\w*)\b[ :,.]*"),
    re.compile(
        r"(?<!que)(?<!que )(?<!qu')\s*,?\b(?:j'ai|jai|g|je vous ai|je t'ai|je vous|je te)"
        r" (?:bien |deja )?(?:dit?s?|demande)\b(?=\s*(?:[.,!?;]|\Z))"
    ),
    # « ok donc le PTP c'est possible, 11 ans d'ancienneté. C'est quoi les horaires… »: what was told is taken in.
    re.compile(
        r"\A(?:ok|okay|d'accord|super|parfait|tres bien|ah bien|genial|cool),? (?:donc|alors|du coup|pour) "
        r"(?:(?!\b(?:quel\w*|quoi|comment|combien|donne\w*|dis|dites|aimerais|voudrais|veux|faut|cherche|si|\w+ez)\b)"
        r"[^.!?\n]){4,80}[.!]+\s*(?=[^?]{3,200}\?|[^?]{0,40}\b(?:quel\w*|quoi|comment|combien)\b)"
    ),
    # « D'accord, je verrai avec mon conseiller. Et quels autres métiers… ? »
    re.compile(
        r"\A(?:ok|okay|d'accord|tres bien|bon|bien|ca marche|entendu|merci)[ ,]+(?:je|j'|on) ?"
        r"(?:le |la |leur |lui |les |en )?"
        r"(?:verrai|vais voir|vais demander|demanderai|appellerai|vais appeler|regarderai|y penserai)\b"
        r"[^.!?\n]{0,60}[.!]+\s*(?=[^?]{3,250}\?)"
    ),
    # « pas moi, mes élèves » speaks of the same thing for somebody else.
    re.compile(rf"\A{_LED}pas? (?:pour )?moi\b[ ,:]*"),
    # « c'est pas ma question, », « tu n'as pas compris, »
    re.compile(
        rf"\A{_LED}(?:(?:c'?est|c'?etait|ce n'est|c) {_NOT} (?:du tout )?(?:ma|la) question"
        rf"|(?:vous |vs |tu |t')?(?:n'|ne )?(?:m'|me )?(?:avez|as|a|ta|tas|t as) (?:vraiment |toujours |du tout )*"
        rf"(?:{_NOT}|rien) (?:vraiment |bien |du tout )?(?:repondu?s?|repondre|compri[st]?)"
        rf"|(?:vous |vs |tu )(?:ne )?(?:me |m')?repond\w* (?:vraiment )?(?:{_NOT}|rien|a cote))"
        rf"(?: a (?:ma|la) question| a ca| ma question)?(?:[ {_STOP}]*[{_STOP}]+\s*|\s+(?=je\b|mais\b))"
    ),
    # « vous m'avez mal comprise : je demande quand ça commence », « non c'est pas ça, je veux savoir combien »
    re.compile(
        rf"\A{_LED}(?:(?:vous |tu |t')(?:n'|ne )?(?:m'|me )?(?:avez|as|a) (?:vraiment |toujours |encore )*"
        rf"(?:mal|{_NOT} (?:bien )?) ?(?:compris|lu|entendu|suivi)e?s?(?: ma question| ma demande| ce que {_I}\w+)?"
        r"|on (?:ne )?(?:s'|se )est mal compris\w*|(?:c'?est|il y a|y a) (?:un )?(?:malentendu|quiproquo)"
        rf"|(?:c'?est|ce n'est|c'?etait) {_NOT} (?:du tout )?(?:ca|cela|ce que {_I}(?:vous |te )?demand\w+)"
        rf"(?= *[{_STOP}]* *je\b))"
        rf"(?:[ {_STOP}]+|\s+(?=je\b|moi\b|mais\b)){_WELL}*(?:moi,? )?"
        rf"(?:{_I}(?:vous |te )?(?:demand\w+|veux (?:juste |simplement )?savoir|voulais (?:juste |simplement )?savoir)"
        r"(?: juste| simplement| seulement)?[ :,]*"
        r"(?=(?:a partir de |pour |en |a |de |d')?(?:quand|combien|comment|quel\w*|ou|qui|quoi|pourquoi)\b|est.ce\b))?"
    ),
    # « non mais j'ai demandé si 11 ça passe », « euh je vous demandais où me former »
    re.compile(
        rf"{_BEGIN}{_LED}(?:moi )?{_I}(?:vous |te |t')?(?:(?:ai |avais )?(?:juste |deja |bien )?demand(?:e|ais|er)"
        r"|voulais (?:juste )?savoir)(?: juste| bien| plutot)?\s+(?=(?:si|s'|ou|comment|combien|quand|quel\w*|qui|est.ce)\b)"
    ),
    re.compile(r"\A.{4,160}?(?:\bbref\b|[.,;!]\s*passons\b(?=\s*[,.:!]))[ ,.:!]*"),
)
# Words without which nothing is put aside: most messages hold none of them.
_MAY = re.compile(
    r"\b(?:pas?|jamais|rien|non+|nan+|nn|nop|laisse\w*|oublie\w*|zappe\w*|lache\w*|s?m?'?en|men|sen|sais?|connais|compris|capte"
    r"|note|lu|osef|importe|okay|ok|d'accord|bien|bref|passons|question|repete|redis\w*|redemande|repose|veux|voulais|dit?s?|demande"
    r"|ce que|compri[st]?e?s?|malentendu|quiproquo|demand\w*|parl\w*|repond\w*|arrete\w*|savoir)\b"
)
_WORD = re.compile(r"[a-z0-9]+")
_LEFT = 2  # words that must be left for them to be what is asked
_LEFT_AFTER_A_TALE = 4  # after « bref », since it may end a message too
_VERBLESS, _WHOLE = 6, 14  # words of a bare name taken up before « non »


def _found(text: str) -> Iterator[Aside]:
    for refused, patterns in ((True, _REFUSED), (False, _TOLD)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                groups = match.groupdict()
                bare = groups.get("bare")
                if bare is not None and (_VERB.search(bare) or len(bare.split()) > _most(bare)):
                    continue
                start, end = match.span("x") if "x" in groups else match.span()
                if start < end:
                    yield Aside(start, end, refused)


def _most(bare: str) -> int:
    """How many words a bare name taken up may have: more when it begins as a whole thing, « une porte ouverte à… »."""
    return _WHOLE if bare.startswith(("un ", "une ")) else _VERBLESS


def _left(text: str, asides: Iterable[Aside]) -> str:
    kept = list(text)
    for aside in asides:
        kept[aside.start : aside.end] = " " * (aside.end - aside.start)
    return "".join(kept)


@lru_cache(maxsize=512)  # the entities, the classifier and the actions ask it of the same message
def asides(text: str) -> tuple[Aside, ...]:
    """What raw `text` puts aside, as offsets in its folded form; nothing when too little would be left of it."""
    folded = fold(text).text
    if text.startswith("/") or not _MAY.search(folded):
        return ()
    kept: list[Aside] = []
    for aside in _found(folded):
        left = _WORD.findall(_left(folded, [*kept, aside]))
        bref = not aside.refused and re.search(r"bref|passons", folded[aside.start : aside.end])
        if len(left) >= (_LEFT_AFTER_A_TALE if bref else _LEFT):
            kept.append(aside)
    if kept and find_danger(text):  # every word of it counts then
        return ()
    return tuple(sorted(kept, key=lambda aside: (aside.start, aside.end)))


def cuts(text: str) -> list[tuple[int, int, str]]:
    """Offsets in raw `text` of what is put aside, in order and apart, each with what stands in its place."""
    folded = fold(text)
    found: list[tuple[int, int, str]] = []
    for aside in asides(text):
        start, end = folded.raw_span(aside.start, aside.end)
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(end, found[-1][1])
            found.pop()
        # The clauses on both sides stay two.
        stop = text[:start].strip() and any(sign in text[start:end] for sign in ".!?;,")
        found.append((start, end, ". " if stop and text[:start].rstrip()[-1].isalnum() else " "))
    return found


def asked(text: str) -> str:
    """Raw `text` without what it puts aside; `text` itself when it puts nothing aside."""
    kept: list[str] = []
    cursor = 0
    for start, end, instead in cuts(text):
        kept += [text[cursor:start], instead]
        cursor = end
    return " ".join("".join((*kept, text[cursor:])).split()).replace(" . ", ". ") if kept else text


def refused_spans(text: str) -> list[tuple[int, int]]:
    """Offsets in raw `text` of what it refuses: what is named there is not wanted."""
    folded = fold(text)
    return [folded.raw_span(aside.start, aside.end) for aside in asides(text) if aside.refused]


_FUNCTION = frozenset(
    re.findall(
        r"\w+",
        "non nan pas mais les des une pour dans que qui moi dit parle demande veux laisse laissez tomber oublie oubliez bon "
        "alors sais doute compris avec sur est juste merci donc avez est plus cette votre tout toute",
    )
)
_CORRECTS = re.compile(
    rf"\b{_I}(?:veux|voulais) dire\b|\b{_I}(?:te |vous )?parl(?:e|ais) (?:de|d'|du|pour)\b"
)


@lru_cache(maxsize=64)
def corrects(text: str) -> bool:
    """Whether raw `text` says what its author meant: « je parlais de la VAE », « je voulais dire le salaire »."""
    return _CORRECTS.search(fold(text).text) is not None


def takes_back(text: str, earlier: str) -> bool:
    """Whether raw `text` puts aside what the message `earlier` spoke of: that one no longer tells what is asked."""
    words = _refused_words(text)
    return corrects(text) or (bool(words) and not words.isdisjoint(_WORD.findall(fold(earlier).text)))


@lru_cache(maxsize=64)  # asked of each message before
def _refused_words(text: str) -> frozenset[str]:
    folded = fold(text).text
    refused = " ".join(folded[aside.start : aside.end] for aside in asides(text) if aside.refused)
    return frozenset(word for word in _WORD.findall(refused) if len(word) > 2) - _FUNCTION
