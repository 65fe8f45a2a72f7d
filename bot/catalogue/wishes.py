"""What a person's words say of each question of the form: what they want, what they refuse, what they can.

The value of a slot is a few tokens with spaces between: an option wanted (`elderly`), one refused (`-children`). The slot
`noted` holds what no question asks (`-blood`, `-pressure`). The words are data: `orientation.yml` and `wishes.yml`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.catalogue import polarity
from bot.catalogue.held_level import held_level
from bot.catalogue.oneself import without_name, without_oneself
from bot.catalogue.orientation import ANY, questions
from bot.catalogue.polarity import NO, SOME, YES, Named
from bot.catalogue.wish_cuts import as_meant, without_babies
from bot.catalogue.wish_idioms import refused_plainly, without_own_school
from bot.catalogue.wish_lengths import read_length, says_too_long
from bot.catalogue.wish_readers import (
    CONSTRAINTS,
    RHYTHM,
    SIDES,
    TEENAGERS,
    WISH,
    Reader,
    too_young_to_drive,
    value_of,
)
from bot.catalogue.wish_words import against, tokens, wording

NOTED = "noted"
_SEVERAL = ("public", "taste")
_NAMED = ("public", "taste", "rhythm", "length")  # questions whose answer can be told by its words alone
_CAN = ("contact", "science", "effort", "driving")  # questions answered by a word of theirs and a yes or a no
_HOURS = frozenset({"nights", "weekends", "evenings"})  # what the question on rhythm is about
_FEW = 8  # words
_WEEKENDS, _THE_REST = "le week-end, de temps en temps seulement", "le reste, de temps en temps seulement"
_SHORTER = re.compile(
    r"\b(?:plus (?:court|courte|courts|courtes|rapide|rapides|vite)|moins (?:long|longue|longtemps|d'etudes|de formation)"
    r"|(?:trop|si) (?:long|longue|longs|longues|d'etudes))\b"
)
# « je transporte des enfants, je veux rester avec eux »: those one works with are those one wants to be with.
_WITH_THEM = re.compile(
    r"\b(?:rester|continuer|bosser|travailler|etre|occuper) (?:avec|aupres d.?|d.?) ?(?:eux|elles|ces \w+|ce public)\b"
    r"|\b(?:j'adore|j'aime\w*|attache\w*|manquent?|plait)\b[^.]{0,20}\b(?:eux|elles|les (?:accompagner|aider"
    r"|ecouter|voir))\b"
)
_OF_THE_YOUNG = frozenset({"toddlers", "births"})
_NAPPIES = "nappies"
_AT_A_DESK = "desk"
_BABIES = (
    "bebe",
    "bebes",
    "nourrissons",
    "creche",
    "creches",
    "tout petits",
    "tout-petits",
    "petits enfants",
    "petite enfance",
    "maternite",
    "nouveau nes",
    "nouveau-nes",
)
# Where one has been, as often as where one would work.
_PLACES = frozenset({"ecole", "foyer"})
_ANYBODY = re.compile(
    r"\b(?:les|des|aux) (?:humains?|gens|personnes|etres humains)\b(?! \w*(?:pas|peur))|\bdu monde\b|\bl'humain\b"
)
# « oui si c'est des bébés »: as the case may be.
_IF = re.compile(
    r"^(?:\w+ )?(?:oui|ouais|ok|d'accord|ca va|possible|volontiers)\b[ ,]*(?:mais |que |seulement |surtout )?"
    r"(?:si|pour|quand|sauf|tant que|a condition)\b"
)
# What one does or did for a living.
_PRACTISED = re.compile(
    r"^(?:ancien(?:ne)? |ex |bonjour |moi )*\w+(?: (?:en|chez|dans|a)\b.*)?$|\bancien(?:ne)?\b|\b(?:suis|etais"
    r"|ai ete|comme|cap|bep|bac pro"
    r"|travaille|bosse|metier de)\b"
    r"|\bdepuis\b|\bpendant\b|\bans (?:de|d'|dans)\b"
)
_NOT_MUCH = re.compile(r"\bpas (?:trop|beaucoup|enormement)\b(?! (?:long|court|de))")
_HARDLY = re.compile(r"\b(?:bof|mouais|moyen|moyennement|limite|rarement)\b")


# « moins de sang », « sensible aux odeurs »
_LESS_OF = re.compile(
    r"\b(?:moins|plus) (?:de |d'|des )|\b(?:hyper)?(?:sensible|allergique) (?:aux?|a la|a l'|a) ?"
)


@cache
def _words_of(exposure: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(wording()['exposures'][exposure]['words'])})\b")


def _without_the_young(text: str, noted: str | None) -> str:
    """`text` without the very young, or births, that are refused: other children are not."""
    for exposure in _OF_THE_YOUNG & against(noted):
        text = _words_of(exposure).sub(" ", text)
    return text


def read(said: str, asked: str | None = None) -> dict[str, str]:
    """What `said` tells, question → value; `asked` is the question just asked, whose answer may be a word or two."""
    if asked in questions() and said in {option.value for option in questions()[asked].options}:
        return {asked: said}
    text = as_meant(said, asked)
    found: dict[str, str] = {}
    readers = dict(_READERS)
    noted = readers.pop(NOTED)(text, asked == "public")
    text = _without_the_young(text, noted)
    if noted:
        found[NOTED] = noted
    for name, reader in readers.items():
        value = reader(without_own_school(text) if name == "public" else text, name == asked)
        if value is not None:
            found[name] = value
    if "level" not in found and (level := held_level(said, asked=asked == "level")):
        found["level"] = level
    if asked == "length" and not found.keys() - {NOTED} and _NOT_MUCH.search(text):
        found["length"] = "short"
    if asked == "driving" and too_young_to_drive(said):
        found["driving"] = ANY
    if (
        asked is not None
        and asked not in found
        and (value := _in_a_word(without_own_school(text) if asked == "public" else text, asked, found))
    ):
        found[asked] = value
    return found


@cache
def _words() -> tuple[str, ...]:
    """The words that answer the questions of `_NAMED`."""
    options = [
        option for name in _NAMED for option in (questions()[name].options if name in questions() else ())
    ]
    words = [word for option in options for word in (*option.words, *_titles(option.title))]
    words += [word for name in RHYTHM for word in wording()["topics"][name]["words"]]
    return tuple(sorted(words, key=len, reverse=True))


def of_another(said: str, asked: str | None) -> dict[str, str]:
    """What a few words that do not answer `asked` say plainly of another question: « organiser, écouter »."""
    text = refused_plainly(without_oneself(polarity.prepared(without_name(said, asked))))
    text = without_babies(text)
    text = _without_the_young(text, _noted(text, False))
    if len(said.split()) > _FEW:
        length = read_length(text, False) if asked != "length" and says_too_long(text) else None
        return {"length": length} if length else {}
    if not (
        WISH.search(text)
        or polarity.says_only(text, _words())
        or any(_only_of(text, name) for name in _CAN if name != asked)
    ):
        return {}
    found = {name: _READERS[name](text, True) for name in _NAMED if name != asked}
    found |= {name: _READERS[name](text, True) for name in _CAN if name != asked and _only_of(text, name)}
    return {name: value for name, value in found.items() if value is not None and value != ANY}


def _only_of(text: str, name: str) -> bool:
    """Whether a `prepared` text says yes or no to question `name` in its words, and hardly more: « la voiture oui »."""
    words = sorted(wording()["topics"][name]["words"], key=len, reverse=True)
    named = polarity.named(text, [(word, name) for word in words])
    return bool(named) and polarity.bare(text) is not None and polarity.says_only(text, words)


def merged(old: str | None, new: str) -> str:
    """What is held after `new` is said over `old`: what was refused stays refused until it is wanted."""
    wanted, refused = tokens(new), against(new)
    if not refused:
        refused_before = against(old) - wanted
        return value_of(wanted, refused_before)
    kept = wanted or tokens(old) - refused - {ANY}
    return value_of(kept, (against(old) | refused) - wanted)


def told(name: str, value: str) -> list[str]:
    """How the `value` of question `name` is said back: « pas d'enfants », « les personnes âgées »."""
    if name == NOTED:
        exposures = wording()["exposures"]
        said = [exposures[token]["wanted"] for token in sorted(tokens(value)) if "wanted" in exposures[token]]
        return said + [exposures[token]["refused"] for token in sorted(against(value))]
    words = wording()["echo"][name]
    if name == "rhythm" and SOME in tokens(value) and against(value):
        # « nuit non, week-end bof »
        refused = [words[token][1] for token in words if token in against(value)]
        return [*refused, _THE_REST if "weekends" in against(value) else _WEEKENDS]
    said = [words[token][0] for token in words if token in tokens(value)]
    return said + [words[token][1] for token in words if token in against(value)]


def again(name: str) -> str:
    """Question `name` in other words."""
    return str(wording()["again"][name])


def shortens(said: str) -> bool:
    """Whether `said` asks for a shorter training than what was proposed."""
    return _SHORTER.search(polarity.prepared(said)) is not None


def shorter(value: str | None) -> str:
    """The length wanted by one who says « plus court » over `value`."""
    return "medium" if value == "long" else "short"


def _in_a_word(text: str, asked: str, found: dict[str, str]) -> str | None:
    """The answer to `asked` in a text that names nothing of it: yes, no, a bit, all the same."""
    topic = {"rhythm": {"for": "flexible", "against": "day", "some": SOME}}.get(asked) or wording()[
        "topics"
    ].get(asked)
    meant = polarity.bare(text)
    if topic and _IF.search(text):
        return str(topic[SIDES[SOME]])
    alone = bool(found.keys() - {NOTED}) or _names_another(text, asked)
    if meant and not polarity.answers_by_itself(text, alone=alone):
        meant = None
    if topic and meant and not (meant == YES and polarity.indifferent(text)):
        return str(topic[SIDES[meant]])
    if asked in _SEVERAL and meant == SOME and not found:
        return ANY
    return ANY if polarity.indifferent(text) and polarity.says_little(text) and not found else None


def _names_another(text: str, asked: str) -> bool:
    """Whether a text names what another question is about: « oui la nuit ça me va » does not answer on science."""
    own = _HOURS if asked == "rhythm" else {asked}
    topics = wording()["topics"]
    pairs = [(word, name) for name, entry in topics.items() if name not in own for word in entry["words"]]
    return not (
        asked in topics and polarity.named(text, [(word, asked) for word in topics[asked]["words"]])
    ) and bool(polarity.named(text, pairs))


def _several(name: str) -> Reader:
    def reader(text: str, is_asked: bool) -> str | None:
        pairs = [
            (word, option.value)
            for option in questions()[name].options
            if option.value != ANY
            for word in (*_titles(option.title), *option.words)
            if is_asked or word not in _PLACES
        ]
        if name == "public":
            teenagers = wording()[TEENAGERS]
            pairs = [(word, TEENAGERS if word in teenagers else value) for word, value in pairs]
        pairs += [("couches", _NAPPIES)] if name == "public" else []
        # « pas rester dans un bureau » refuses the place, which is noted beside, not to organise.
        pairs = [
            (word, _AT_A_DESK if name == "taste" and word in _desks() else value) for word, value in pairs
        ]
        with_them = name == "public" and _WITH_THEM.search(text) is not None
        # « les jeunes en galère, genre foyer »: whom one names tells more than where.
        people = [pair for pair in pairs if pair[0] not in _PLACES]
        found = polarity.named(text, people) or polarity.named(text, pairs)
        hits = [hit for hit in found if is_asked or with_them or _wished(hit, name)]
        if name == "public":
            hits = [
                hit
                for hit in hits
                if not (hit.meant == NO and re.search(r"\b(?:hopital|clinique|urgences)\b", hit.clause))
            ]
        hits = [
            replace(hit, key="organise") if hit.key == _AT_A_DESK else hit
            for hit in hits
            if not _of_a_desk(hit)
        ]
        # Who would change nappies speaks of babies; who would not refuses no child.
        hits = [
            replace(hit, key="children") if hit.key == _NAPPIES else hit
            for hit in hits
            if hit.key != _NAPPIES or (hit.meant == YES and all(other.key == _NAPPIES for other in hits))
        ]
        if not hits:
            return ANY if is_asked and name == "public" and _ANYBODY.search(text) else None
        refused = {hit.key for hit in hits if hit.meant == NO}
        wanted = {hit.key for hit in hits if hit.meant == YES}
        wanted |= {hit.key for hit in hits if hit.meant == SOME and not _HARDLY.search(hit.clause)}
        refused -= wanted
        # The young are children too, for who speaks of both.
        wanted, refused = (kept - {TEENAGERS} if "children" in kept else kept for kept in (wanted, refused))
        return value_of(wanted, refused) or (ANY if is_asked else None)

    return reader


@cache
def _desks() -> frozenset[str]:
    """Words of a desk or a screen."""
    exposures = wording()["exposures"]
    return frozenset([*exposures["desk"]["words"], *exposures["screen"]["words"]])


def _of_a_desk(hit: Named) -> bool:
    return hit.key == _AT_A_DESK and hit.meant != YES


def _titles(title: str) -> list[str]:
    return [polarity.prepared(part) for part in title.split(",")]


def _wished(hit: Named, name: str) -> bool:
    if name == "taste":
        return (
            hit.meant == YES
            and re.search(
                r"\b(?:(?:j')?aim(?:e|es|ent|erais?|erait)|(?:j')?ador(?:e|ent|erais?|erait)|m'attire\w*"
                r"|passion\w*|prefere\w*|(?:me|m'a) (?:plait|plaisait|plaisent|plu|va|vont|va bien|convient"
                r"|parle|parlent|tente|tentent"
                r"|branche|branchent|botte)|m'irait"
                r"|m'interesse\w*)\b|^plutot (?:du |de la |de l'|des |les? |la |l')",
                hit.clause,
            )
            is not None
        )
    return hit.meant == NO or WISH.search(hit.clause) is not None


def _noted(text: str, is_asked: bool) -> str | None:
    pairs = [(word, name) for name, entry in wording()["exposures"].items() for word in entry["words"]]
    text = re.sub(
        r"\b(?:moins|plus) (?:de |d'|des )|\b(?:hyper)?(?:sensible|allergique) (?:aux?|a la|a l'|a) ?",
        "pas ",
        text,
    )
    found = {
        hit.key
        for hit in polarity.named(text, pairs)
        if hit.meant == NO or (hit.meant == SOME and _HARDLY.search(hit.clause))
    }
    exposures = wording()["exposures"]
    rather = [(word, name) for name, entry in exposures.items() for word in entry.get("rather", ())]
    # Who wants a team refuses to be alone.
    found |= {hit.key for hit in polarity.named(text, rather) if hit.meant == YES and WISH.search(hit.clause)}
    own = [(word, name) for name, entry in exposures.items() for word in entry.get("own", ())]
    had = {hit.key for hit in polarity.named(text, own) if hit.meant == YES and _PRACTISED.search(hit.clause)}
    # « les bébés » are children, and the youngest of them: trades of the very young come first.
    liked = {
        hit.key
        for hit in polarity.named(text, [(word, "toddlers") for word in _BABIES])
        if _liked(hit, text, is_asked)
    }
    births = [(word, "births") for word in exposures["births"]["words"]]
    liked |= {hit.key for hit in polarity.named(text, births) if _liked(hit, text, is_asked)}
    return value_of(had | (liked - found), found) or None


def _liked(hit: Named, text: str, is_asked: bool) -> bool:
    """Whether what is named is wanted: in answer to its question, by words of wish, or alone."""
    if hit.meant != YES:
        return False
    return is_asked or hit.clause == text or _wished(hit, "public") or len(text.split()) <= _FEW


_READERS: dict[str, Reader] = {**{name: _several(name) for name in _SEVERAL}, **CONSTRAINTS, NOTED: _noted}
