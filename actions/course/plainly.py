"""A trade named and a plain request beside it are enough, when the engine reads no subject in a long message."""

from __future__ import annotations

import re

from actions.course.beside import refuses_human
from actions.narrow.men import wished_by_a_boy
from actions.people.standing import introduces_oneself
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.thread.which_named import asks_step_before
from bot.french.normalise import normalise

_UNSURE = frozenset({"nlu_fallback", "out_of_scope", "gibberish"})
_SEARCHES = frozenset({"event_search", "training_search"})
_LIFE = 25  # words of a life told
_OF_A_LIFE = _UNSURE | {
    "pay",
    "profession_conditions",
    "profession_info",
    "career_change",
    "doubts",
    "job_offers",
}
_WISHES_TO_CHANGE = re.compile(
    r"\b(?:voudrais|veux|aimerais|souhait\w+|cherche|envie|songe|reve|pense)\b[^.!?]{0,60}"
    r"\b(?:chang\w+|autre chose|evolu\w+|bouger|mieux paye\w*|reconver\w+|quitter|progresser|monter|passer a)\b"
)
# What the words ask, the most telling first.
_ASKED = {
    "training_cost": re.compile(
        r"\bqui (?:me |nous |la |l. ?|le |les |lui )?(?:paye|paie|finance|prend en charge|va payer|peut payer)\b|\bfinanc\w+"
        r"|\bpris\w* en charge\b|\bcout\w*"
        r"|\b(?:payer|paye|paie) (?:la|ma|sa|une|cette|mes|l.) ?(?:formation|ecole|etudes)\b|\bcomment (?:je )?pay\w+"
    ),
    "apprenticeship": re.compile(r"\bapprentissage\b|\balternance\b"),
    "vae": re.compile(r"\bvae\b"),
    "pay": re.compile(
        r"\bsalaires?\b|\bcombien (?:je |on |ca )?(?:gagn|touch|pay)\w+|\bc.est bien paye"
        r"|\b(?:debute|commence|demarre|embauchee?)\w* (?:a|pour) \d"
    ),
    "training_search": re.compile(
        r"\bou\b.{0,30}\b(?:former|formations?|ecoles?)\b|\becoles? (?:pres|vers|autour)\b"
    ),
    "training_path": re.compile(
        r"\b(?:devenir|formations?|ecole|etudes|diplome|par ou|par quoi|comment (?:je )?(?:fai|fais|faire|on fait)|"
        r"quelle voie|comment (?:on|ils|je) (?:y |en )?(?:arrive\w*|devien\w+|entre\w*)|c.est (?:mort|possible|jouable))\b"
    ),
    "profession_info": re.compile(
        r"\bca (?:me |m.?)(?:plai\w*|tente\w*|attire\w*|parle\w*|interesse\w*|dirait|botte\w*|fait envie)\b"
        r"|\b(?:me |m.?)(?:plai\w+|tente\w*|attire\w*|interesse\w*)\b|\bfait envie\b"
        r"|\bje (?:pense|songe|reflechis) (?:a|aux?)\b"
        r"|\bpourquoi pas\b|\btiens\b(?! (?:debout|le coup|bon|plus|pas))"
        r"|\bje me (?:verrais|vois) bien\b|\bca (?:m'irait|me va)\b"
        # « ma cousine est auxiliaire de vie, elle adore »
        r"|\b(?:ma|mon) (?:\w+ )?\w+ (?:est|bosse|travaille|fait) .{0,40}\b(?:adore|aime|kiffe|plait|raconte)\w*"
    ),
}


# « moi je suis AESH, j'en peux plus, je peux devenir quoi ? »: what the trade practised leads to.
_WHAT_ELSE = re.compile(
    r"\b(?:devenir|evoluer vers|aller vers|faire) quoi\b|\bquoi (?:faire )?d.autre\b|\bvers quoi\b|\bquel autre"
    r" metier\b"
)


_UNDERPAID = re.compile(
    r"\b(?:pas|peu|mal|sous) (?:assez |bien |tres |trop )?pay[ee]\w*|\bgagn\w* (?:pas|rien)\b"
)
# « et médiatrice sociale, ça existe ? », of a trade next to our field.
_EXISTS = re.compile(r"\bexiste\w*\b|\bc.?est quoi\b|\bca fait quoi\b|\bvous (?:avez|connaissez)\b")


# « 950 €, je peux pas vivre avec ça, faut que je monte »: what the trade practised leads to, not what it pays.
_MUST_RISE = re.compile(
    r"\b(?:faut|faudrait|veux|voudrais|aimerais|envie|besoin|compte) (?:bien )?(?:que je |de |d.)?"
    r"(?:monte[rz]?|grimpe[rz]?|evolue[rz]?|progresse[rz]?)\b(?! (?:un|une|ma|mon|le dossier))"
)


# « second maître dans la Marine, contrat qui se termine: quelles possibilités dans le secteur ? »
_POSSIBLE = re.compile(
    r"\b(?:quel(?:le)?s?|quoi comme) (?:seraient |sont )?(?:les |mes )?(?:possibilites?|debouches?|perspectives?|options?"
    r"|ouvertures?|pistes?|portes?|opportunites?|voies?|reconversions?)\b"
    r"|\bque (?:puis|pourrais)[ -]je (?:faire|viser|envisager|esperer)\b"
    r"|\bqu.?est.ce (?:qui s.offre|que (?:je peux|je pourrais|votre secteur|le secteur))\b"
)
_OF_OURS = re.compile(
    r"\b(?:secteur|domaine|soins?|social|sante|medical|medico\w*|sanitaire|accompagnement|chez vous)\b"
)


def looks_for_a_way(turn: Turn) -> bool:
    """Whether who tells what they have been asks what our field holds for them, and names no trade of it."""
    said = normalise(turn.text)
    return _POSSIBLE.search(said) is not None and _OF_OURS.search(said) is not None


# « 900 €, j'adore les gamins mais j'en vis pas », of the trade one works in: that pay is told, another one is hoped for.
_CANNOT_LIVE = re.compile(
    r"\b(?:j.?en|on (?:n.)?en|en|ca|je|j) (?:ne )?(?:vi[st]|vivre|nourri[ts]?|m.en sors?|tiens?|survi[st])"
    r" (?:plus |vraiment |clairement |juste |carrement )*(?:pas|plus)\b"
    r"|\b(?:peux?|peut|arriv\w+|sai[st]) (?:pas|plus) (?:a |en |y |plus )*vivre\b|\bimpossible d.en vivre\b"
    r"|\bjoin\w+ (?:pas|plus) les deux bouts\b|\bsuffi\w* pas (?:pour|a) (?:vivre|manger|payer)"
)
# The trade that opens a message is one's own: « aesh à 24 h par semaine, 900 euros ».
_OPENS = re.compile(r"^(?:(?:bonjour|bonsoir|salut|coucou|hello|slt|bjr|moi|alors|voila|ici)[ ,.!]*)*$")
_OF_A_POST = re.compile(
    r"\b\d+ ?h\b|\bheures\b|\beuros?\b|€|\bdepuis\b|\bcontrat\b|\bc[dd][id]\b|\bmi.?temps\b|\btemps partiel\b"
)


def cannot_live(turn: Turn) -> bool:
    """Whether the message says that one cannot live on the pay of one's trade."""
    return _CANNOT_LIVE.search(normalise(turn.text)) is not None


def _own_trade_opens(turn: Turn) -> bool:
    """Whether the one trade that a message begins with is told as the post one has."""
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    return (
        len(named) == 1
        and _OPENS.match(normalise(turn.text[: int(named[0].get("start") or 0)])) is not None
        and _OF_A_POST.search(normalise(turn.text)) is not None
    )


def _changes_amid_a_life(turn: Turn) -> bool:
    """Whether who works in a trade of ours only wishes for another, in a life told at length that asks nothing.

    « je fais 25 h, 850 euros, 80 km par jour… je voudrais changer » is taken for what most of it tells of: the pay.
    """
    said = normalise(turn.text)
    asks = "?" in turn.text or asks_of_its_own(turn.text)
    long = len(said.split()) >= _LIFE
    return long and not asks and turn.intent in _OF_A_LIFE and _WISHES_TO_CHANGE.search(said) is not None


def must_rise(turn: Turn) -> bool:
    """Whether who works in a trade of ours only says that they must rise, and asks nothing else."""
    own = (turn.said("profession_current") and not turn.said("profession")) or _own_trade_opens(turn)
    asks = "?" in turn.text or turn.in_form or turn.intent not in _OF_A_LIFE
    said = normalise(turn.text)
    return bool(own) and not asks and any(one.search(said) for one in (_MUST_RISE, _CANNOT_LIVE))


_DRAWN = re.compile(
    r"\bfait de l.oeil\b|\bm.(?:attir|interess|appel)\w+|\bme (?:tente\w*|plai\w+|parle|fait envie|trotte)\b"
    r"|\bje (?:songe|pense|reflechis) (?:a|aux?)\b|\btourn\w+ (?:de plus en plus )?autour de\b"
)
_FEW_SURE = 0.7  # confidence in what a life that asks nothing is taken for


def _is_drawn_elsewhere(turn: Turn) -> bool:
    """Whether who works in one of our trades only tells that another one draws them, and asks nothing of its hours."""
    asks = "?" in turn.text or turn.in_form or asks_of_its_own(turn.text)
    unsure = turn.intent == "profession_conditions" and turn.confidence < _FEW_SURE
    return (
        unsure and not asks and turn.goes_from_one_to_another() and bool(_DRAWN.search(normalise(turn.text)))
    )


def asked_plainly(turn: Turn) -> str | None:
    """The subject that the words ask of the trade they name; None when the engine is sure, or no trade is wanted."""
    if turn.intent == "men_in_care" and turn.said("profession") and wished_by_a_boy(turn.text):
        return "training_path"
    if turn.intent == "human" and (introduces_oneself(turn.text) or refuses_human(turn.text)):
        # « conseillère en mission locale, je cherche les réunions de décembre »
        return next((one for one in turn.also if one in _SEARCHES), None)
    own = turn.said("profession_current") and not turn.said("profession")
    if own and not turn.in_form and _changes_amid_a_life(turn):
        return "profession_progression"
    if turn.intent == "profession_qualities" and asks_step_before(turn):
        return "admission"  # « cadre de santé, on doit être infirmier avant ? »
    if turn.intent == "doubts" and turn.said("profession") and _UNDERPAID.search(normalise(turn.text)):
        return "pay"  # « mes parents disent que sage-femme c'est pas assez payé »
    if _is_drawn_elsewhere(turn):
        return "training_path"
    if turn.intent not in _UNSURE or turn.text.startswith("/") or turn.in_form:
        return None
    if turn.said("profession_current") and not turn.said("profession"):
        return "profession_progression" if _WHAT_ELSE.search(normalise(turn.text)) else None
    if not turn.said("profession"):
        exists = turn.said("neighbour") and _EXISTS.search(normalise(turn.text))
        return "profession_info" if exists else None
    if turn.said("event_type") and "event_search" in turn.also:
        return None  # « je reste sur ambulancier. Une porte ouverte pour voir une école ? »
    said = normalise(turn.text)
    return next((subject for subject, words in _ASKED.items() if words.search(said)), None)
