"""« Aide-soignant puis infirmier », « plus court pour une AS ? »: which trade is held and which one is aimed at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.people.roles import relative_in_question
from actions.talk.turn import Turn
from actions.thread.goes_on import goes_on
from actions.thread.others_trade import OF_ANOTHER
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms

# What stands just before the name of the trade one comes from.
_HELD_BEFORE = re.compile(
    r"(?:\b(?:(?<!hesite )avec|etant|en etant|depuis|deja|quand on est|si on est|si je suis"
    r"|lorsqu.on est|je suis|j.etais|j.ai ete|etre)"
    r"|\b(?:elle|il|femme|mari|mere|pere|fille|fils|soeur|frere|conjointe?|compagnon|compagne) (?:est|etait)"
    r"|\bpour (?:un|une|les|des|l)|(?<!et )(?<!et je )(?<!puis )(?<!ou )\bapres(?: avoir (?:ete|fait)| etre| le metier de)?"
    r"|\b(?:annees?|ans|mois) (?:d.experience )?(?:comme|en tant qu|d|de|en)|\bcommenc\w+ (?:par|comme|en tant qu)"
    r"|\bpass\w+ par|\bpassant par|\b(?:quand|si|comme|alors que) (?:on|je|tu|il|elle) (?:est|suis|es)"
    r"|\b(?:passerelle|passer|evoluer|partir)\w*(?: de| d| depuis)?|\bd.abord)"
    r"\W*(?:un|une|le|la|les|l|mon|ma|d|de|du|tant qu|diplome|metier|etre|faire|fais)?\W*$"
)
_HELD_AFTER = re.compile(
    r"^\W*(?:d.?abord|dabord|en premier|avant|pour commencer|au depart)\b"
    r"|^\W*(?:(?:elles?|ils?|on)\W)?(?:peut|peuvent|pourrait|pourraient|veut|veulent)\b"
)
# « donc infirmier d'abord. Et à Toulon ? »: what comes first is what is asked about from now on.
_FIRST_OF_ALL = re.compile(
    r"^\W*(?:(?:donc|bon|ok|alors|d.accord|va pour|disons|oui|ah|et|je comprends)\W+)*(?:l.|la |le |une? )?$"
)
_FIRST = re.compile(r"^\W*(?:d.abord|dabord|en premier|pour commencer)\s*[.,;:!]\s*\w")
# What stands just before the name of the trade one goes to.
_AIMED_BEFORE = re.compile(
    r"(?:->|=>|\b(?:vers|devenir|devient|finir|terminer|monter"
    r"|puis|ensuite|pour (?:devenir|etre|faire)|passer|evoluer (?:en|vers|comme)"
    r"|et apres|apres ca|puis apres|je veux (?:etre|faire)|voudrais? (?:etre|faire|devenir)|songe a"
    r"|pense(?: a)?(?: devenir)?"
    r"|entrer (?:en|a l|dans)|aller (?:en|a l)|vae (?:pour|de|d|du|en)))"
    r"\W*(?:un|une|le|la|les|l|en|ecole d|ecole|formation|faire|etre|comme)?\W*$"
)
_AIMED_AFTER = re.compile(
    r"^\W*(?:apres|ensuite|plus tard|par la suite|derriere)\b(?! (?:un|une|le|la|les|mon|ma|etre|avoir)\b)"
)
# That something leads from one thing to another, wherever it stands.
ONE_AFTER_THE_OTHER = re.compile(
    r"\bpuis\b|\bensuite\b|\bapres\b|d.abord|\bdabord\b|en premier|passerelle|\bpass(?:er|e|ent)\b|\bdevenir\b|\bvers\b"
    r"|evolu\w+|\bpour (?:une?|les) |equivalen\w*|alleg\w*|dispens\w*|raccourci\w*|plus (?:court|rapide|vite)\w*"
    r"|gagner du temps|\bdirect\w*|(?:2|deux|seconde?)(?:e|eme|ieme)? ?annee|deuxieme annee|\bvae\b"
    r"|avec (?:\w+ )?(?:\d+ ans|mon experience|experience)"
    r"|\bdeja\b|->|=>|\bpeu\w+ (?:\w+ )?(?:finir|terminer|monter)\b"
)
# A trade whose own years are what is to count.
_OWN_YEARS = re.compile(
    r"\b(?:leur|son|sa|ses|mon|ma|mes|l|notre|votre)\W?\s?(?:experience|anciennete|annees|metier)\b|\bpasserelle"
)
_WANTS = re.compile(
    r"\bveu[xt]\b|voudrai\w*|aimerai\w*|envie|\bvise\b|projet|reconver\w*|combien de temps|\bdure\b"
)
_POSSIBLE = re.compile(r"\b(?:possible|jouable|accessible|faisable|envisageable)\b")
_FOLLOWS = re.compile(r"^\W*(?:et|ou|mais|alors|ok)?\W*pour (?:une?|les|des)\b[^,]{0,45}$")
_OR = re.compile(r"^\W*(?:ou|/)(?: bien)?\W+(?:(?:devenir|etre|faire) )?(?:une?|le|la|l)?\W*$")
# « et comment devenir ASH ? » asks of that trade alone, whatever was spoken of before.
_HOW = re.compile(
    r"\bcomment (?:est ce qu\W?|peut[ -])?(?:on |je |faire pour |faut faire pour )?"
    r"(?:devenir|devien\w+|etre)\b(?!.*\b(?:apres|ensuite|puis"
    r"|direct\w*|passerelle)\b)"
)
# « et après aide-soignante, combien d'années pour infirmière ? »
_AFTER_THAT = re.compile(r"\bapres (?:avoir (?:ete|fait) |etre )?(?:l.|la |le |une? )?$")
_FOR_THIS = re.compile(r"\b(?:pour|jusqu.a) (?:(?:etre|devenir|faire|passer) )?(?:l.|la |le |une? )?$")
_TAIL, _HEAD = 60, 40  # letters looked at before and after a name


@dataclass(frozen=True)
class Way:
    """Slugs of the trade `held` and of those `aimed` at; not `asked` when the message only wants to become another."""

    held: str
    aimed: tuple[str, ...]
    asked: bool = True


@dataclass(frozen=True)
class _Named:
    slug: str
    start: int
    end: int
    current: bool


def _named(turn: Turn) -> list[_Named]:
    found: dict[str, _Named] = {}
    for one in turn.entities:
        if one.get("entity") in ("profession", "profession_current"):
            slug = str(one["value"])
            named = _Named(
                slug, one.get("start", 0), one.get("end", 0), one["entity"] == "profession_current"
            )
            # Of a trade named twice, the place where it is told to be one's own.
            if slug not in found or named.current:
                found[slug] = named
    return sorted(found.values(), key=lambda named: named.start)


def _either(text: str, named: list[_Named]) -> bool:
    """Whether the first two trades are joined by « ou » alone."""
    return _OR.match(fold_text(text[named[0].end : named[1].start])) is not None


# « ma femme est auxiliaire de puériculture depuis 11 ans »: the trade of the one asked for.
_THEIRS = re.compile(
    r"\b(?:elle|il|femme|mari|mere|pere|fille|fils|soeur|frere|conjointe?|compagnon|compagne) (?:est|etait) (?:une? )?$"
)


def practised(turn: Turn) -> str | None:
    """The trade that the person, or the relative they ask for, is said to practise: the latest told."""
    if current := turn.said("profession_current"):
        return str(current[0])
    theirs = relative_in_question(turn) is not None
    return next(
        (
            str(found.value)
            for text in turn.earlier
            for found in find_terms(text)
            if found.entity == "profession"
            and (theirs or not OF_ANOTHER.search(fold_text(text[: found.start])))
            and (
                found.details.get("role") == "current" or _THEIRS.search(f"{fold_text(text[: found.start])} ")
            )
        ),
        None,
    )


def way_between(turn: Turn) -> Way | None:
    """The way that the message asks about; None when it tells no direction."""
    named, said = _named(turn), fold_text(turn.text)
    if not named or (len(named) == 1 and _begins_with(turn.text, named[0])):
        return None
    if not ONE_AFTER_THE_OTHER.search(said):
        again = bool(goes_on(turn))
        possible = bool(_POSSIBLE.search(said))
        mine = practised(turn) if _WANTS.search(said) or again or possible else None
        mine = mine or (_held_before(turn) if again else None)
        wanted = tuple(one.slug for one in named if one.slug != mine)
        return Way(mine, wanted, asked=again or possible) if mine and wanted else None
    held = next((one for one in named if one.current), None) or _held_among(turn.text, named)
    slugs = [one.slug for one in named]
    if held is not None and len(named) > 1:
        return Way(held.slug, tuple(slug for slug in slugs if slug != held.slug))
    if len(named) == 1 and _FOLLOWS.search(said):
        return None  # « et pour une sage-femme ? » asks again what was asked
    mine, before = practised(turn), turn.previous_profession or turn.known("profession")
    before = None if _only_of_another(turn, before) else before
    if held is not None:
        aimed = before if before != held.slug else turn.previous_profession
        if isinstance(aimed, str) and aimed != held.slug:
            return Way(held.slug, (aimed,))
        return Way(held.slug, ()) if _OWN_YEARS.search(said) else None
    if len(named) > 1:
        # A question read apart has its whole message just before it, where its entities stand.
        if any(_either(text, named) for text in (turn.text, *turn.earlier[:1])):
            return None  # « devenir assistante sociale ou médiatrice »: one of them is aimed at
        told = [one for one in named if _aims(turn.text, one)]
        if mine in slugs:
            return Way(mine, tuple(slug for slug in slugs if slug != mine))
        # In the order in which they are said, when nothing tells another one.
        first = next((one for one in named if one not in told), named[0]) if told else None
        return Way(first.slug, tuple(slug for slug in slugs if slug != first.slug)) if first else None
    if turn.said("diploma"):
        return None  # what the diploma gives is asked, not what the trade before it does
    if mine and mine != slugs[0]:
        return Way(mine, (slugs[0],))
    if (
        isinstance(before, str)
        and before != slugs[0]
        and _aims(turn.text, named[0])
        and not _HOW.search(said)
    ):
        return Way(before, (slugs[0],))
    own = _OWN_YEARS.search(said) and not _aims(turn.text, named[0])
    return Way(slugs[0], ()) if own else None


def _begins_with(text: str, one: _Named) -> bool:
    """Whether the message takes this trade first, and asks something else of it."""
    before, after = fold_text(text[: one.start]), fold_text(text[one.end :])
    return _FIRST_OF_ALL.search(before) is not None and _FIRST.search(after) is not None


def _only_of_another(turn: Turn, slug: str | None) -> bool:
    """Whether the trade `slug` was only told as that of a wife, a friend…: « ma femme est infirmière »."""
    if slug is None or relative_in_question(turn) is not None:
        return False
    told = [
        OF_ANOTHER.search(fold_text(text[: found.start])) is not None
        for text in turn.earlier
        for found in find_terms(text)
        if found.value == slug
    ]
    return bool(told) and all(told)


def _held_before(turn: Turn) -> str | None:
    """The trade that the message before named as the one held."""
    text = turn.earlier[0] if turn.earlier else ""
    named = [
        _Named(str(found.value), found.start, found.end, False)
        for found in find_terms(text)
        if found.entity == "profession"
    ]
    held = _held_among(text, named) or (named[0] if len(named) > 1 else None)
    return held.slug if held else None


def _held_among(text: str, named: list[_Named]) -> _Named | None:
    leads = [fold_text(text[max(0, one.start - _TAIL) : one.start]) for one in named]
    if len(named) > 1 and _AFTER_THAT.search(leads[0]) and any(map(_FOR_THIS.search, leads[1:])):
        return named[0]
    for one in named:
        before = fold_text(text[max(0, one.start - _TAIL) : one.start])
        after = fold_text(text[one.end : one.end + _HEAD])
        if _AIMED_BEFORE.search(before):
            continue
        if _HELD_BEFORE.search(before) or _HELD_AFTER.search(after):
            return one
    return None


def _aims(text: str, one: _Named) -> bool:
    before = fold_text(text[max(0, one.start - _TAIL) : one.start])
    after = fold_text(text[one.end : one.end + _HEAD])
    # « passer de X à Y »: what follows « à » is where one goes.
    to = re.search(r"\bpass\w+ .*\ba\W*(?:l.|une?|la|le)?\W*$|\bpasserelle .*\b(?:a|pour|/)?\W*$", before)
    return bool(_AIMED_BEFORE.search(before) or _AIMED_AFTER.search(after) or to)
