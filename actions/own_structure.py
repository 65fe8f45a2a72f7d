"""A counsellor is not sent to the structure they work at: « je suis conseillère à la mission locale de Roanne »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.roles import role
from actions.turn import Turn
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# How each structure is told to be one's own, how our answers write it, and how its contacts begin.
_AT = (
    r"\b(?:conseill\w+|cip|referente?|chargee? (?:d|de)\b.{0,25}|travaille|bosse|exerce|suis|ici"
    r"|bonjour|collegues?|notre|ma)\b[^.?!]{0,30}?\b"
)
_STRUCTURES = (
    (r"mission locale|\bml\b", r"(?:la |leur |sa |votre )?mission locale", "missions? locales?"),
    (r"france travail|pole emploi", r"(?:le )?france travail", "france travail"),
    (r"cap emploi", r"cap emploi", "cap emploi"),
    (
        r"\bcio\b|psy.?en\b|centre d.information et d.orientation",
        r"(?:le |au )?cio",
        "centres? d'information et d'orientation",
    ),
    (
        r"\bcep\b|conseil en evolution",
        r"(?:le |un )?conseil en evolution professionnelle|(?:le )?cep",
        "conseil en evolution|mon cep",
    ),
)
_PSYEN = re.compile(r"\bpsy.?en\b")
_SENT_BY = re.compile(
    r"\b(?:envoyee?|orientee?|suivie?|adressee?|inscrite?|accompagnee?) (?:par|a|de) (?:la |l.|un |une )?$"
)
_OTHERS = re.compile(
    r"france travail|mission locale|cap emploi|\bcio\b|mon-cep|conseil en evolution|carif|region\b|departement|mdph"
    r"|employeu\w+|ecole\b|institut|transitions pro|ccas"
)
_FIGURE = re.compile(r"€|%|\b20\d\d\b")  # a sentence that holds one tells a fact
# What a structure may do, said of all of them, stays whole: « si votre structure est une mission locale, … ».
_RULE = re.compile(r"\b(?:votre structure|prescri\w+|convention|sign\w+)\b")
_SENTENCE = re.compile(r"(?<=[.?!])(\s+)(?=[A-ZÀÉÊÎÔ«])")


def spare_own_structure(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Take the structure at which the counsellor works out of what `replies` send to, unless the message asks of it."""
    if role(turn) not in ("counsellor", "teacher"):
        return
    said = normalise(turn.text)
    for own, written, card in _own(turn):
        if re.search(own, said) and not _works_at(said, own):
            continue  # it is asked of
        for reply in replies:
            reply.text = _without(reply.text, re.compile(rf"\b(?:{written})\b"))
            reply.cards = [
                one
                for one in reply.cards
                if not (one.kind == "contact" and re.match(card, fold_text(one.title)))
            ]


def _own(turn: Turn) -> list[tuple[str, str, str]]:
    texts = [normalise(text) for text in (turn.text, *turn.earlier) if not text.startswith("/")]
    return [one for one in _STRUCTURES if any(_works_at(text, one[0]) for text in texts)]


def _works_at(text: str, own: str) -> bool:
    """Whether `text` says that its author works at the structure `own`, and not that somebody comes from there."""
    if own.startswith(r"\bcio") and _PSYEN.search(text):
        return True
    found = re.search(rf"{_AT}(?P<own>{own})", text)
    return found is not None and not _SENT_BY.search(text[: found.start("own")])


def _without(text: str, own: re.Pattern[str]) -> str:
    """`text` without the sentences that send to `own` alone, and without it where it stands in a list."""
    parts = _SENTENCE.split(text)
    kept: list[str] = []
    for at in range(0, len(parts), 2):
        sentence = parts[at]
        blank = parts[at - 1] if at else ""
        if _RULE.search(fold_text(sentence)):
            kept += [blank, sentence] if kept else [sentence]
            continue
        shorter = _out_of_list(sentence, own)
        if own.search(fold_text(shorter)):
            # Alone in its sentence: the sentence goes, unless it is all there is to say or holds another thing.
            others = _OTHERS.sub("", own.sub(" ", fold_text(shorter)))
            alone = others == own.sub(" ", fold_text(shorter))
            if alone and len(parts) > 1 and not _FIGURE.search(shorter):
                continue
        kept += [blank, shorter] if kept else [shorter]
    return "".join(kept) or text


def _out_of_list(sentence: str, own: re.Pattern[str]) -> str:
    """`sentence` without the item of a list that is `own`: « à France Travail, à la mission locale ou à Cap emploi »."""
    folded = fold_text(sentence)
    if len(folded) != len(sentence):
        return sentence  # a fold that changes the length would cut at the wrong letters
    lead = r"(?:a |au |de |du |par |chez )?"
    for pattern, put in (
        # « , la mission locale » in the middle of a list.
        (rf"(?P<go>, {lead}(?:{own.pattern}))(?=,| ou | et )", ""),
        # « A, B ou la mission locale » : what stands before becomes the last.
        (rf"(?P<go> ou {lead}(?:{own.pattern}))(?=[ ,.;:?!]|$)(?! (?:pour|avant|des|apres|si)\b)", ""),
        # « la Région et France Travail sont… » keeps its verb.
        (rf"(?P<go> et {lead}(?:{own.pattern}))(?=[,.;:?!]|$)", ""),
        # « la mission locale ou A », « la mission locale, A ou B »
        (
            rf"(?<![\w'])(?P<go>{lead}(?:{own.pattern})(?: ou |, (?=(?:{lead})[^,.]{{0,40}}(?: ou | et ))))",
            "",
        ),
    ):
        if found := re.search(pattern, folded):
            start, end = found.span("go")
            cut = sentence[:start] + put + sentence[end:]
            if start == 0 and cut:
                cut = cut[0].upper() + cut[1:]
            return cut
    return sentence
