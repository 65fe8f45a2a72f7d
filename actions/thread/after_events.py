"""What a few words say of the events just shown: too far, not coming after all, other ones online. The words alone."""

from __future__ import annotations

import re

from actions.people.free_when import hours_asked, weekdays_asked
from actions.talk.turn import Turn
from actions.thread.after_trainings import TRAINING
from actions.words.online import asks_online
from actions.words.wording import says_rank
from bot.catalogue.orientation import is_proposed
from bot.french.normalise import normalise

_SHOWN = frozenset({"event_search", "event_detail", "reminder"})
_FOLLOWS = frozenset({"follow_up_place", "follow_up_date", "follow_up_profession"})
_LONGEST = 16  # words: a longer message says more than that
_FEW = 4  # words: « et en visio ? »
_OTHERS = re.compile(
    r"\b(?:y en a|y a|en a[ -]t[ -]il|en avez|t'en as|existe\w*|trouve\w*|plutot|sinon|d'autres?|une?|des|propose\w*)\b"
)
_OF_THIS_ONE = re.compile(r"^\W*(?:et )?(?:c'?est|ca se passe|elle est|il est|ce sera)\b")
_TOO_FAR = re.compile(
    r"\b(?:trop|si|aussi|vachement|hyper|super|un peu|quand meme|tres|bien) loin\b|\bplus loin\b.*\b(?:peux"
    r"|pourrai\w*|possible)\b"
    r"|\b(?:peux|pourrai\w*|vais|veux) (?:pas|jamais) (?:y )?(?:aller|me deplacer|bouger|faire (?:autant|tant|toute))\b"
    r"|\b(?:plus|trop) (?:pres|proche)s?\b|\bmoins loin\b|\b(?:ca|c'?est|ca fait) loin\b|\b(?:trop|tant"
    r"|beaucoup) de (?:route|km"
    r"|kilometres|trajet)\b"
)
_NOT_COMING = re.compile(
    r"\b(?:peux|pourrai\w*|vais|viens|viendrai\w*|veux|irai\w*|serai\w*) (?:finalement |malheureusement )?(?:plus|pas)"
    r" (?:finalement |pouvoir )*(?:y )?(?:venir|aller|etre la|etre present\w*|assister)\b"
    r"|\b(?:serai\w*|suis) (?:finalement |malheureusement )?(?:plus|pas) (?:la|libre|dispo\w*)\b"
    r"|\b(?:je|j') ?(?:ne )?(?:viens|viendrai|irai) (?:plus|pas)\b|\b(?:j'ai|jai|un) (?:un )?(?:empechement"
    r"|imprevu|contretemps)\b"
    r"|\bannul\w+ (?:mon|ma|l'|la|cette|une) ?(?:inscription|place|venue|rendez|participation|reservation)?\b"
    r"|\b(?:me |m')?desinscri\w+\b|\bplus dispo\w*\b|\bpas dispo\w* (?:ce|finalement|en fait)\b|\bme desister\b"
    r"|\bprevenir (?:que|si) (?:je|j')\b"
)
_ACCESS = re.compile(
    r"\bfauteuils?\b|\bpmr\b|\baccessib\w*|\bmobilite reduite\b|\bbequill\w*|\brampes?\b|\bascenseurs?\b|\bescaliers?\b"
    r"|\b(?:marche|marcher) (?:mal|difficilement|pas bien)\b"
)
_GETTING_THERE = re.compile(
    r"\b(?:bus|train|metro|tram\w*|transports?|parking|gare|covoitur\w*|navettes?|velo)\b"
    r"|\bcomment (?:on |je |j'|pour )?(?:y )?(?:vais|va|aller|viens|venir|se rend\w*|me rend\w*)\b|\bse garer\b"
)
_PRICE = re.compile(
    r"\bgratuit\w*|\bgratos\b|\bpayant\w*|\bprix\b|\bcombien (?:ca )?coute\b|\b(?:ca|c.?est) (?:coute|combien|cher)\b"
    r"|\bpayer l.entree\b|\b(?:faut|doit|dois)(?: on| je)? payer\b"
)
# Of a training, a trade or a person's own life, and not of the event.
_ELSEWHERE = re.compile(
    r"\b(?:formations?|diplomes?|ecoles?|etudes|stages?|metiers?|vae|cpf|salaires?|cours|apprentissage"
    r"|alternance|concours"
    r"|selection|bac|immersion|contrat|professionnel\w*|intervenante?s?|quelqu.un|classes?|embauch\w*|offres?)\b"
)
# What is asked of an event, the first that is found.
_ASKED = {
    "late": re.compile(
        r"\b(?:arriver|venir|passer|viens|arrive|partir|repartir|pars|reste\w*)\b.{0,24}\b(?:en retard|apres"
        r" (?:le debut|l.ouverture)|plus tard|plus tot"
        r"|avant la fin|en cours de route|en plein milieu|une heure|qu.a \d+|que vers \d+|a \d+ ?h)\b|\ben retard\b"
    ),
    "what": re.compile(
        r"\by (?:aura|a|a.t.il|aura.t.il) (?:des|qui|quoi|un|une|beaucoup)\b(?!.*\b(?:bus|train|parking|autres?"
        r"|places?)\b)|\bau programme\b|\bprogramme\b"
        r"|\b(?:on|je|ils?) (?:y )?(?:fait|fais|font|voit|voient|verra|rencontre|visite)\b(?: (?:quoi|qui|des"
        r"|les))|\bqui (?:sera|y sera|vient)\b"
        r"|\bca (?:consiste|parle de quoi)\b|\bc.?est quoi (?:exactement|au juste|le principe|comme)\b|\ben quoi"
        r" ca consiste\b"
    ),
    "kept": re.compile(
        r"\bannul\w+\b(?!.*\b(?:mon|ma|mes)\b)|\breport\w+\b|\bmaintenue?s?\b|\btoujours (?:prevue?|bon|d.actualite)\b"
        r"|\b(?:change\w*|chang\w+) (?:de )?(?:date|lieu|heure|endroit|salle)\b|\ba lieu quand meme\b"
    ),
    "bring": re.compile(
        r"\b(?:prepar\w+|apport\w+|emmen\w+|emport\w+|amen\w+|prendre|ramen\w+)\b.{0,16}\b(?:quoi|quelque chose"
        r"|cv|papiers?"
        r"|documents?)\b|\b(?:quoi|cv|papiers?|documents?)\b.{0,16}\b(?:prepar\w+|apport\w+|emport\w+|amen\w+"
        r"|prendre)\b"
        r"|\b(?:s.|m.|me |se )?habill\w+\b|\btenue\b|\bil faut (?:un|mon|des) (?:cv|papiers?)\b"
    ),
    "organiser": re.compile(
        r"\bqui (?:l.?|le |la |les )?(?:organis\w+|propose|fait ca|gere|s.?occupe)|\bc.?est qui\b.*\borganis\w+"
        r"|\borganise\w* par\b|\borganisateurs?\b|\bquelle (?:structure|asso\w*|boite)\b"
    ),
    "places": re.compile(
        r"\b(?:reste|a|y.?a|encore) .{0,16}\bplaces?\b|\bcombien de places?\b|\bc.?est complet\b|\bplaces? limitees?\b"
    ),
    "lasts": re.compile(
        r"\b(?:ca|elle|il|cela) dure\b|\bdure (?:longtemps|combien)\b|\bcombien de temps\b|\bdurera\b|\bquelle duree\b"
    ),
    "when": re.compile(
        r"\bquel(?:le)?s? heures?\b|\bquels? jours?\b|\bquelles? dates?\b|\bc.?est quand\b|\b(?:ca|elle|il)"
        r" (?:commence|debute|finit|fini|se termine"
        r"|termine|ferme|demarre)\b|\bles horaires\b|\bhoraires?\b|\b(?:c.?est|ca se passe|elle est|il est)"
        r" (?:le|l.|en|dans la) ?"
        r"(?:matin\w*|apres.?midi|aprem\w*|soir\w*|journee|semaine|week.?end)\b"
    ),
    "where": re.compile(
        r"\bc.?est ou\b|\bou (?:c.?est|est.?ce|exactement|ca se passe|precisement)\b|\b(?:ca se (?:passe|trouve"
        r"|situe)|se trouve) ou\b"
        r"|\badresse\b|\bquel (?:endroit|lieu|quartier|arrondissement)\b|\bdans quelle (?:ville|rue|salle)\b"
        r"|\bou faut.il aller\b"
    ),
    "who": re.compile(
        r"\b(?:c.?est|ouverte?s?|reservee?s?|faite?s?) (?:a|aux?|pour) (?!quel|quand)|\b(?:pour|a) qui\b"
        r"|\btout le monde\b|\btout public\b"
        r"|\b(?:peut|peux|peuvent|pourrai\w*|a le droit|ai le droit) (?:aussi |y |quand meme |me |nous "
        r"|m.)*(?:venir|aller|entrer|participer|assister"
        r"|accompagn\w*|amener|emmener|ramener)\b|\b(?:venir|aller|entrer|participer|y aller)\b.*\b(?:avec|a \d+ ans"
        r"|mineure?s?|parents?|seule?)\b"
        r"|\bage (?:minimum|mini|limite)\b|\bquel age\b|\bmineure?s?\b|\b(?:ses|mes|les) parents\b"
    ),
}
_ASKS_OF_ONE = frozenset(
    {
        "event_detail",
        "event_search",
        "follow_up_date",
        "follow_up_place",
        "nlu_fallback",
        "gibberish",
        "out_of_scope",
    }
    | {"yes", "no", "admission", "reminder", "human", "goodbye", "help", "doubts"}
)
# The readings under which hours or days told to events are hours or days wanted.
_UNSURE = frozenset({"nlu_fallback", "gibberish", "out_of_scope"})
_FREE = frozenset(
    {
        "event_search",
        "event_detail",
        "follow_up_date",
        "follow_up_place",
        "nlu_fallback",
        "gibberish",
        "out_of_scope",
    }
    | {"no", "yes", "reminder", "profession_conditions"}
)
_ANY_TIME = re.compile(
    r"\b(?:une?|d.?|l.|les|quelles|avez) ?autres? (?:dates?|jours?|horaires?|heures?|creneaux?|moments?)\b"
    r"|\b(?:peu importe|n.?importe quel(?:le)?|a toute) (?:l.)?(?:heures?|jours?|moment)\b"
)
_REGISTERS = re.compile(r"\binscri\w+|\breserv\w+|\bprevenir\b|\bentree libre\b|\bsans rendez.?vous\b")


def _lists_events(turn: Turn) -> bool:
    """Whether what was last listed is neither trades nor trainings."""
    listed = [str(one) for one in turn.known("last_list") or []]
    return not is_proposed(listed[-1:]) and not any(one.startswith(TRAINING) for one in listed)


def points_at_an_event(turn: Turn) -> bool:
    """« la deuxième m'intéresse »: whether the message points at one of the events just listed."""
    return says_rank(turn.text) and bool(turn.known("last_list")) and _lists_events(turn)


def _near_events(turn: Turn) -> bool:
    """Whether the talk is about events just listed, or they are the last list and looked for again."""
    last = turn.known("last_subject")
    if last in _SHOWN | _FOLLOWS:
        return True
    # A message that was not understood takes the talk nowhere else.
    back = turn.intent in _SHOWN | _FOLLOWS or (bool(turn.known("last_list")) and last in _UNSURE)
    return back and _lists_events(turn)


# « c'est quoi le 1er »: of the list, and no day of the month.
_WHAT_IS_IT = re.compile(
    r"^(?:et |ok |mais |alors )*(?:c.?(?:est|etait)|ct|c) (?:quoi|ou|quand|combien) (?:le|la) (?:1er|premier|2e|deuxieme"
    r"|3e|troisieme)\W*$"
)


def asked_of_it(turn: Turn) -> str | None:
    """The one thing asked of the events just shown: a key of `_ASKED`; None when none is, or of something else."""
    said = normalise(turn.text)
    listed = [str(one) for one in turn.known("last_list") or []]
    if not listed or turn.intent not in _ASKS_OF_ONE or len(turn.text.split()) > _LONGEST or turn.professions:
        return None
    if is_proposed(listed[-1:]) or any(one.startswith(TRAINING) for one in listed) or _ELSEWHERE.search(said):
        return None
    registers = _REGISTERS.search(said) is not None  # which the details of the event tell
    return next(
        (what for what, words in _ASKED.items() if words.search(said) and not (registers and what == "who")),
        None,
    )


def wants_other_times(turn: Turn) -> bool:
    """Whether the message looks for events at some hours or on some days: said after events, or with where and what."""
    tells = hours_asked(turn.text) or weekdays_asked(turn.text) or _ANY_TIME.search(normalise(turn.text))
    if not tells or (turn.professions and turn.intent not in _SHOWN):
        return False
    if turn.intent in ("event_search", "follow_up_date") and (turn.said("place") or turn.said("event_type")):
        return True
    last = turn.known("last_subject")
    if last == "immersion" and turn.intent == "follow_up_date" and turn.place is not None:
        return True  # « nan mais un samedi matin », of what is to be seen near there
    near = last in _SHOWN | _FOLLOWS or turn.known("last_search") == "event_search"
    return near and turn.intent in _FREE and len(turn.text.split()) <= _LONGEST


def meant_of_events(turn: Turn) -> str | None:
    """The subject that answers what is said of the events just shown; None when it speaks of something else."""
    if turn.in_form or turn.text.startswith("/"):
        return None
    if wants_other_times(turn):
        return "event_search"
    if not _near_events(turn):
        return None
    if _WHAT_IS_IT.search(normalise(turn.text)) and turn.said("date"):
        turn.remember("date", None)
        return "event_detail"
    few = len(turn.text.split())
    if few > _LONGEST or not turn.known("last_list") or turn.said("place") or turn.professions:
        return None
    said = normalise(turn.text)
    if asks_online(turn) and not _OF_THIS_ONE.search(said) and (few <= _FEW or _OTHERS.search(said)):
        return "event_search"
    if _PRICE.search(said) and (_REGISTERS.search(said) or (few <= _LONGEST and not _ELSEWHERE.search(said))):
        return "event_entrance"
    if _GETTING_THERE.search(said):
        return "event_getting_there"
    if _ACCESS.search(said):
        return "event_accessibility"
    if _TOO_FAR.search(said):
        return "event_nearer"
    if _NOT_COMING.search(said):
        return "event_not_coming"
    return "event_asked" if asked_of_it(turn) else None
