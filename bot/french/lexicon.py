"""Professions, diplomas, kinds of events and levels of study, found in a text as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from symspellpy import Verbosity

from bot.french.described import described, in_context, trapped
from bot.french.folding import Folded, fold
from bot.french.found import Found
from bot.french.lexicon_data import (
    CORRECTED_LENGTH,
    SOUNDED_ALONE_LENGTH,
    SOUNDED_LENGTH,
    TWICE_CORRECTED_LENGTH,
    Meaning,
    lexicon,
)
from bot.french.lexicon_sounds import sound
from bot.french.term_context import IDEA, context_details, is_idea, is_professional, tells_only
from bot.french.tokens import Token, key, tokens

_SAME_TRADE = re.compile(r"\s*(?:/|ou|et|,|\(|-)?\s*(?:(?:d'|l')|(?:une?|la|le|des?)\s)?\s*")
_ELIDED_LENGTH = 4
_NOT_ELIDED = frozenset(["life", "dash", "lash", "lamp", "damp", "daesh", "lass", "dass", "lide", "deje"])
_DETERMINER = re.compile(r"\b(?:le|un|mon|son|ton|ce|du|diplome)\s\Z")
_DIPLOMA_BEFORE = re.compile(
    r"(?:\b(?:dip|dipl|diplo|dipl?om?e?s?)\.?(?: ?d ?['e]? ?etats?)?"
    r"|(?<![\w.])d\.e\.)"
    r"\s(?:d'|d |de |l')?d?\Z"
)
_DONE_ALREADY = re.compile(r"\bce que (?:j'ai|je) (?:deja )?(?:fais|fait|appris|sais)\b")
_TRADES = frozenset({"profession", "neighbour"})
_ENTITY_ORDER = ("profession", "neighbour", "diploma", "level", "event_type")


# What may be said inside what: « diplôme d'infirmier », « CAP en poche ».
NESTED = frozenset(
    [("profession", "diploma"), ("diploma", "level"), ("profession", "level"), ("level", "event_type")]
)


@dataclass(frozen=True)
class _Candidate:
    meaning: Meaning
    start: int
    end: int
    corrected: bool = False

    @property
    def rank(self) -> tuple[int, bool, int]:
        return (self.start - self.end, self.corrected, _ENTITY_ORDER.index(self.meaning.entity))


@lru_cache(maxsize=32768)
def correct(word: str) -> str | None:
    """The key of the lexicon's word that folded `word` misspells, None when it misspells none.

    A word that sounds like one of the lexicon's is that one; else one edit from six letters, two from ten; then the
    first letter is trusted, except an article run in (« linfirmier »). The name of a town is never a misspelling.
    """
    known = lexicon()
    if len(word) < SOUNDED_LENGTH or not word.isalpha() or key(word) in known.protected:
        return None
    usual = known.sounds.get(sound(word))
    if key(word) in known.vocabulary:
        return usual if usual != key(word) else None
    if len(word) < SOUNDED_ALONE_LENGTH:
        return usual
    if word[0] in "ld" and key(word[1:]) in known.vocabulary:
        return key(word[1:])
    if word in known.towns:
        return None
    if usual or len(word) < CORRECTED_LENGTH:
        return usual
    edits = 2 if len(word) >= TWICE_CORRECTED_LENGTH else 1
    for suggestion in known.speller.lookup(key(word), Verbosity.CLOSEST, max_edit_distance=edits):
        if suggestion.term[0] == word[0]:
            return str(suggestion.term)
    return None


def _search(words: list[Token], keys: list[str], corrected: bool) -> list[_Candidate]:
    """Names in the words written as `keys`: a match must begin and end with a word."""
    letters: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    size = 0
    for index, word in enumerate(words):
        starts[size] = index
        letters.append(keys[index])
        size += len(keys[index])
        ends[size - 1] = index
        if not word.joins_next:
            letters.append("\n")
            size += 1
    found = []
    for last, (length, meanings, spread) in lexicon().names.iter("".join(letters)):
        first = starts.get(last - length + 1)
        final = ends.get(last)
        if first is None or final is None or (first != final and not spread):
            continue
        if corrected and first == final and len(words[first].text) < SOUNDED_ALONE_LENGTH:
            continue
        for meaning in meanings:
            if not (corrected and meaning.exact):
                found.append(_Candidate(meaning, words[first].start, words[final].end, corrected))
    return found


def _candidates(folded: Folded, words: list[Token]) -> list[_Candidate]:
    known = lexicon()
    keys = [key(word.text) for word in words]
    found = _search(words, keys, False)
    fixed = [correct(word.text) for word in words]
    if any(fixed):
        found += _search(words, [new or old for new, old in zip(fixed, keys, strict=True)], True)
    for index, word in enumerate(words):
        meaning = known.acronyms.get(word.text) or _elided(word.text)
        if meaning is not None and word.text in IDEA and is_idea(folded, words, index):
            continue
        if meaning is None:
            meaning = known.short.get(word.text)
            if meaning is None or not is_professional(folded, words, index):
                continue
        found.append(_Candidate(meaning, word.start, word.end))
    for number in known.sieve.candidates(folded.text):
        pattern, meaning = known.patterns[number]
        for match in pattern.finditer(folded.text):
            found.append(_Candidate(meaning, *match.span(1 if pattern.groups else 0)))
    found += [_Candidate(*told) for told in described(folded)]
    traps = trapped(folded)
    if traps:
        found = [
            item for item in found if not any(start <= item.start and item.end <= end for start, end in traps)
        ]
    found = [candidate for candidate in found if not _is_preposition(folded, candidate, found)]
    return found + [diploma for candidate in found if (diploma := _diploma_of(folded, candidate))]


def _elided(word: str) -> Meaning | None:
    """The acronym behind an article run in: « lifsi », « dash »."""
    if len(word) < _ELIDED_LENGTH or word[0] not in "ld" or word[1] not in "aei" or word in _NOT_ELIDED:
        return None
    return lexicon().acronyms.get(word[1:])


def _is_preposition(folded: Folded, candidate: _Candidate, others: list[_Candidate]) -> bool:
    """Whether « de » before a trade is the word (« passer de AES à AS »), not the « DE » of a diploma."""
    if candidate.meaning.entity != "diploma" or not folded.text.startswith("de ", candidate.start):
        return False
    if not any(
        other.meaning.entity == "profession" and other.start > candidate.start and other.end == candidate.end
        for other in others
    ):
        return False
    start, end = folded.raw_span(candidate.start, candidate.start + 2)
    return not folded.raw[start:end].isupper() and not _DETERMINER.search(folded.text, 0, candidate.start)


def _diploma_of(folded: Folded, candidate: _Candidate) -> _Candidate | None:
    """The diploma that « diplôme d' », « dip », « D.E. » before a trade names."""
    if candidate.meaning.entity != "profession":
        return None
    if len(candidate.meaning.values) > 2:  # « diplôme d'auxiliaire » says too little
        return None
    diploma = lexicon().diplomas.get(candidate.meaning.values[0])
    before = _DIPLOMA_BEFORE.search(folded.text, 0, candidate.start)
    return _Candidate(diploma, before.start(), candidate.end) if diploma and before else None


def _without_overlaps(candidates: list[_Candidate]) -> list[_Candidate]:
    """The longest first; a trade inside a diploma, a diploma inside a level (« bac pro en poche ») are kept beside it."""
    kept: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda item: item.rank):
        clash = [other for other in kept if candidate.start < other.end and other.start < candidate.end]
        nested = all(
            (candidate.meaning.entity, other.meaning.entity) in NESTED
            and (other.start, other.end) != (candidate.start, candidate.end)
            for other in clash
        )
        if not clash or nested:
            kept.append(candidate)
    return sorted(kept, key=lambda item: (item.start, -item.end))


def _joined(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """« infirmier ou infirmière », « infirmier / infirmière » made one."""
    kept: list[_Candidate] = []
    for candidate in candidates:
        before = kept[-1] if kept else None
        if (
            before
            and before.meaning == candidate.meaning
            and before.end <= candidate.start
            and _SAME_TRADE.fullmatch(text, before.end, candidate.start)
        ):
            kept[-1] = _Candidate(before.meaning, before.start, candidate.end, before.corrected)
        else:
            kept.append(candidate)
    return kept


def find_terms(text: str) -> list[Found]:
    """Professions, neighbouring trades, diplomas, levels and kinds of events named in `text`, in order.

    Entities: `profession`, `neighbour` (a trade outside the catalogue, slug of the lexicon's own), `diploma`, `level`,
    `event_type`. Values are slugs. `alternatives` lists the other meanings of ambiguous words (« AS »).
    Details: `excluded` (a profession refused, `is_filter` False), `role` (`current` or `target`), `negated` (a
    diploma or level one has not), `corrected` (a misspelling), `told_by` (the trade of who spoke, `is_filter` False),
    and for a diploma its `profession` and its `level`.
    """
    folded = fold(text)
    words = tokens(folded)
    found = []
    previous: Found | None = None
    for candidate in _joined(folded.text, _without_overlaps(_candidates(folded, words))):
        meaning = in_context(candidate.meaning, folded.text, candidate.start, candidate.end)
        start, end = folded.raw_span(candidate.start, candidate.end)
        details: dict[str, object] = dict(meaning.details)
        details |= context_details(folded.text, candidate.start, candidate.end, meaning.entity, previous)
        if meaning.entity in _TRADES and tells_only(folded.text, candidate.start, candidate.end):
            details["spoke"] = True
        if candidate.corrected:
            details["corrected"] = True
        previous = Found(
            meaning.entity,
            meaning.values[0],
            text[start:end],
            start,
            end,
            alternatives=meaning.values[1:],
            is_filter=not details.get("excluded", False),
            details=details,
        )
        found.append(previous)
    return _without_who_spoke(found, folded.text)


def _without_who_spoke(found: list[Found], text: str) -> list[Found]:
    """`found`, where who spoke is marked as no trade in question.

    When no other trade is named, theirs may be, unless they spoke of what the person has done already.
    """
    done = _DONE_ALREADY.search(text) is not None
    others = {one.value for one in found if one.entity in _TRADES and not one.details.get("spoke")}
    kept = []
    for one in found:
        if one.details.get("spoke"):
            aside = done or bool(others - {one.value})
            rest = {key: value for key, value in one.details.items() if key != "spoke"}
            details = {**rest, "told_by": True} if aside else rest
            one = replace(one, is_filter=one.is_filter and not aside, details=details)
        kept.append(one)
    return kept
