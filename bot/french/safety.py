"""Distress and danger, found by words of their own: they win over any intent, whatever the classifier thinks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml
from symspellpy import SymSpell, Verbosity

from bot.french.folding import fold_text
from bot.french.lexicon_sounds import sound
from bot.french.normalise import normalise
from bot.french.required_text import Sieve
from bot.settings import ROOT

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_SENTENCE = re.compile(r"[.!?;\n\u2026]+")
_ASKED = re.compile(r"[^.!?;\n\u2026]+[.!?;\n\u2026]*")
_DRAWN_LAUGH = re.compile("[\U0001f602\U0001f605\U0001f606\U0001f923\U0001f62c]")  # a laughing face
_GROUP = re.compile(r"<(\w+)>")
_SHORTEST_SOUND = 5
_SHORTEST_CORRECTED = 6
_AROUND = (
    8  # words on each side in which a study or a job named makes « ça sert à rien de continuer » speak of it
)


@dataclass(frozen=True)
class Danger:
    """A danger named in a message.

    `kind` is one of `suicide`, `third_party_suicide`, `child_danger`, `violence`, `medical`, `elder_abuse`,
    `placement`, `harassment`, `general_distress`; `text` is what was recognised, folded and written in full.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class _Pattern:
    kind: str
    expression: re.Pattern[str]
    # Left aside when the message (`weak`), or the words around what was found (`near`), speak of work or studies.
    weak: bool
    near: bool


@dataclass(frozen=True)
class _Rules:
    idioms: re.Pattern[str]
    work: re.Pattern[str]
    around: re.Pattern[str]
    request: re.Pattern[str]
    past: re.Pattern[str]
    present: re.Pattern[str]
    laugh: re.Pattern[str]
    laughing: re.Pattern[str]
    scolded: re.Pattern[str]
    question: re.Pattern[str]
    asks: re.Pattern[str]
    own: re.Pattern[str]
    gift: re.Pattern[str]
    at_hand: re.Pattern[str]
    said_by: re.Pattern[str]
    patterns: tuple[_Pattern, ...]
    sieve: Sieve


@cache
def _data() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = (ROOT / "data" / "lexicon" / "safety.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(content, loader)  # noqa: S506
    return data


@cache
def _rules() -> _Rules:
    data = _data()

    def compiled(expression: str) -> re.Pattern[str]:
        while _GROUP.search(expression):
            expression = _GROUP.sub(lambda match: data["words"][match[1]], expression)
        # The text begins with a space: a leading literal lets the engine skip from word to word, four times faster
        # than a word boundary does.
        expression = expression.replace(r"\A", r"(?<=\A )")
        return re.compile(rf" (?:{expression})(?!\w)")

    patterns = []
    for kind, expressions in data["kinds"].items():
        for expression in expressions:
            how = next(iter(expression)) if isinstance(expression, dict) else ""
            read = compiled(expression[how] if how else expression)
            patterns.append(_Pattern(kind, read, how == "weak", how == "near"))
    return _Rules(
        compiled("|".join(data["idioms"])),
        compiled(data["work"]),
        compiled(f"{data['work']}|{data['pursuit']}"),
        compiled(data["request"]),
        compiled("|".join(data["past"])),
        compiled(data["present"]),
        compiled(data["laugh"]),
        compiled("|".join(data["laughing"])),
        compiled(data["scolded"]),
        compiled(data["question"]),
        compiled(data["asks"]),
        compiled(data["own"]),
        compiled(data["gift"]),
        compiled(data["at_hand"]),
        compiled(data["said_by"]),
        tuple(patterns),
        Sieve([pattern.expression for pattern in patterns]),
    )


class _Spelling:
    """Misspelt words of danger read as what they stand for."""

    def __init__(self) -> None:
        data = _data()
        self._forms = {fold_text(form): meaning for meaning, forms in data["forms"].items() for form in forms}
        self._ordinary = frozenset(data["ordinary"])
        # « frappée » needs no correction: a word that begins like a key word is one of its forms.
        self._stems = tuple(word[:-2] for word in data["key_words"])
        self._sounds = {sound(word): word for word in reversed(data["key_words"])}
        self._speller = SymSpell(max_dictionary_edit_distance=1, prefix_length=7)
        for word in data["key_words"]:
            if len(word) >= _SHORTEST_CORRECTED:
                self._speller.create_dictionary_entry(word, 1)
        self._rewrites = [(re.compile(expression), written) for expression, written in data["rewrites"]]
        self._rewritten = Sieve([expression for expression, _ in self._rewrites])
        self._read = lru_cache(maxsize=16384)(self._nearest)

    def _nearest(self, word: str) -> str:
        if word in self._forms:
            return str(self._forms[word])
        if len(word) < _SHORTEST_SOUND or word in self._ordinary or word.startswith(self._stems):
            return word
        heard = self._sounds.get(sound(word))
        if heard is not None or len(word) < _SHORTEST_CORRECTED:
            return heard or word
        nearest = self._speller.lookup(word, Verbosity.TOP, max_edit_distance=1)
        return str(nearest[0].term) if nearest else word

    def correct(self, plain: str) -> str:
        """`plain` (folded, no punctuation) with its words of danger well spelt."""
        written = " ".join(map(self._read, plain.split()))
        waiting = self._rewritten.candidates(written)
        while waiting:
            number = waiting[0]
            expression, replacement = self._rewrites[number]
            written, changes = expression.subn(replacement, written)
            # What was rewritten may now hold what a later one rewrites.
            waiting = self._rewritten.candidates(written) if changes else waiting
            waiting = [later for later in waiting if later > number]
        return written


@cache
def _spelling() -> _Spelling:
    return _Spelling()


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(" ", text).strip()


@lru_cache(maxsize=512)  # asked several times of each message, here and in the actions
def find_danger(text: str) -> Danger | None:
    """The danger that `text` speaks of, the gravest kind first, or None.

    A question about a profession that deals with death, violence or suicide, an idiom (« ça me tue »), weariness
    of a job, and what one has lived through, told as the background of a request, are not dangers.
    """
    rules = _rules()
    plain = _read(text)
    if not rules.sieve.candidates(plain):  # what is spared below only takes words away
        return None
    told = _told(text, plain, rules)
    if rules.question.search(plain) and not rules.own.search(plain):
        if told == plain or rules.question.search(told):
            return None
        plain = told
    spared = [rules.idioms]
    if rules.request.search(plain) and not rules.present.search(plain):
        spared.append(rules.past)
    if rules.laugh.search(plain):
        spared.insert(0, rules.laughing)
    if _DRAWN_LAUGH.search(text):
        spared.insert(0, rules.scolded)
    at_work = rules.work.search(plain) is not None
    whole = _without(plain, spared)
    sentences: list[str] = []
    for number in rules.sieve.candidates(whole):
        pattern = rules.patterns[number]
        if pattern.weak and at_work and (told == plain or rules.work.search(told)):
            continue
        if pattern.near and not sentences:
            sentences = [_without(part, spared) for part in _sentences(text, plain)]
        # What stands in another sentence is not near; work named in the question behind excuses nothing.
        behind = _without(told, spared) if pattern.weak and at_work else whole
        for looked_at in sentences if pattern.near else [behind]:
            match = pattern.expression.search(looked_at)
            if match and not (pattern.near and _of_a_pursuit(looked_at, match)):
                of_another = pattern.kind == "suicide" and rules.said_by.search(plain) is not None
                return Danger("third_party_suicide" if of_another else pattern.kind, match.group().strip())
    return None


@lru_cache(maxsize=512)
def gives_away(text: str) -> bool:
    """Whether `text` tells that one gives one's animals or things away, which is nothing alone, and a sign beside others."""
    return _rules().gift.search(_read(text)) is not None


@lru_cache(maxsize=512)
def at_hand(text: str) -> bool:
    """Whether what kills is said to be there, or taken already, in a `text` that speaks of suicide; nothing alone."""
    return _rules().at_hand.search(_read(text)) is not None


def _told(text: str, plain: str, rules: _Rules) -> str:
    """`plain`, the whole of `text`, without the sentences that only ask: they hide nothing of what the others tell."""
    kept = []
    for part in _ASKED.findall(text):
        read = _read(part)
        if not (part.rstrip().endswith("?") or rules.asks.search(read)):
            kept.append(read.strip())
    told = " " + " ".join(part for part in kept if part)
    return told if told.strip() else plain


def _sentences(text: str, plain: str) -> list[str]:
    """The sentences of `text`, read as `plain`, the whole, is."""
    parts = [part for part in _SENTENCE.split(text) if part.strip()]
    return [plain] if parts == [text] else [_read(part) for part in parts]


def _read(text: str) -> str:
    return f" {_spelling().correct(_plain(normalise(text)))}"


def _without(plain: str, spared: list[re.Pattern[str]]) -> str:
    for expression in spared:
        plain = " " + " ".join(expression.sub(" _ ", plain).split())
    return plain


def _of_a_pursuit(plain: str, match: re.Match[str]) -> bool:
    before = plain[: match.start()].split()[-_AROUND:]
    after = plain[match.end() :].split()[:_AROUND]
    return _rules().around.search(" " + " ".join((*before, match.group().strip(), *after))) is not None
