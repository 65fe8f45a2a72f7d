"""How long a training lasts, what selection it has and what it costs: in a few sentences."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of, trade_of
from actions.narrow.diploma_for import shortened_by_diploma
from actions.narrow.from_to import shortened_answer, spared_the_selection
from actions.people.at_school import conditions_of
from actions.talk.turn import Turn
from actions.words.wording import as_of_words, both_names, capital, distinct, enumerated, euro_range, source
from bot.catalogue.queries import neighbours
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

# « elle peut faire une immersion ? et combien de temps ? »: no training is asked about.
_NO_TRAINING = re.compile(r"\b(?:pmsmp|immersions?|vae)\b")
_TRAINING = re.compile(
    r"\b(?:formations?|ecoles?|etudes?|diplomes?|titres?|devenir|ifas|ifsi|cursus|apprendre)\b"
)


def _of_something_else(turn: Turn) -> bool:
    """Whether how long something lasts is asked of the immersion or the VAE spoken of here or just before."""
    said = normalise(turn.text)
    spoken_of = " ".join((said, *map(normalise, turn.earlier[:1])))
    named = any(one.entity == "profession" for one in find_terms(turn.text))
    return not named and _NO_TRAINING.search(spoken_of) is not None and _TRAINING.search(said) is None


async def length_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """How long the training for the trade in question lasts; None without a trade."""
    profession = await trade_of(turn, talk)
    if profession is None or _of_something_else(turn):
        return None
    if shorter := await shortened_by_diploma(turn, profession) or await shortened_answer(turn, profession):
        return shorter
    text = f"Devenir {both_names(profession)}, durée : {profession.training_text}"
    if profession.training_to_check:
        text += "\n\nCette durée est à confirmer auprès de l'école."
    return ReplyDraft(
        text=text,
        choices=choices_of(profession),
        sources=distinct([source(profession.training_source_url, profession.training_as_of)]),
    )


_LONG = 35  # words of two ways in: only the first is said then
_SELECTION = re.compile(r"selection|dossier|admission|entretien|epreuve|parcoursup|concours")


_NO_EXAM = "Pas de concours dans ce que j'ai : l'école choisit autrement. "
_OWN_DATES = "Chaque école fixe ses dates : appelez-la plusieurs mois avant. "


async def entry_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """Whether there is an examination to enter the training: the selection as we know it; None without a trade or a way."""
    # « éducateur PJJ, c'est un concours ? »: the way into the trade next to ours is not that of ours.
    if turn.next_door and (found := await neighbours.find(turn.session, turn.next_door)):
        return ReplyDraft(
            text=found.pointer,
            choices=[ChoiceDraft(title="Parler à quelqu'un", payload="/human")],
            sources=distinct([source(found.url, found.as_of, found.source)]),
        )
    profession = await trade_of(turn, talk)
    if profession is None:
        return None
    ways = [
        f"{way.way} : {way.detail}" if way.detail else way.way
        for way in profession.ways_in
        if _SELECTION.search(fold_text(f"{way.way} {way.detail or ''}"))
    ]
    if not ways:
        return None
    named = any("concours" in fold_text(way) for way in ways)
    # A file, and dates of each school: what « concours » is asked for today, but where Parcoursup has its own.
    national = any("parcoursup" in fold_text(way) for way in ways)
    head = "" if named else _NO_EXAM if national else f"{_NO_EXAM}{_OWN_DATES}"
    if spared := await spared_the_selection(turn, profession):
        head = f"{spared} {head}"
    told = enumerated(ways, 2 if sum(len(way.split()) for way in ways[:2]) < _LONG else 1)
    asked = "".join(f"\n- {capital(condition)}" for condition in conditions_of(turn, profession)[:3])
    text = f"{head}L'entrée en formation ({both_names(profession)}) : {told}."
    if asked:
        text += f"\n\nConditions :\n{asked}"
    return ReplyDraft(
        text=text,
        choices=choices_of(profession),
        sources=distinct(
            [
                *(source(url, profession.access_as_of) for url in profession.access_source_urls),
                *(source(way.source_url, way.as_of) for way in profession.ways_in),
            ],
            3,
        ),
    )


_NOT_WITHOUT_ASKING = "Demandez à l'école ses horaires de cours et de stage avant de vous inscrire."
_PAID_WAYS = "Pour apprendre en étant payé : l'apprentissage ou, en CDI ou CDD, le projet de transition professionnelle."


async def rhythm_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """Whether one may learn at night, part time or beside a job, as far as the length tells; None without a trade."""
    profession = await trade_of(turn, talk)
    if profession is None:
        return None
    names = both_names(profession)
    full_time = "temps plein" in profession.training_text
    head = (
        f"Pas à ma connaissance : la formation ({names}) est à temps plein, et je n'ai rien trouvé le soir ou la nuit."
        if full_time
        else f"Je ne sais pas si une école ({names}) donne ses cours le soir, la nuit ou à temps partiel."
    )
    text = f"{head} Durée : {profession.training_text}\n\n{_NOT_WITHOUT_ASKING} {_PAID_WAYS}"
    return ReplyDraft(
        text=text,
        choices=choices_of(profession),
        sources=distinct([source(profession.training_source_url, profession.training_as_of)]),
    )


async def selection_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """The selection and the cost in two dense lines; None without a trade."""
    profession = await trade_of(turn, talk)
    if profession is None:
        return None
    ways = [
        way.detail or way.way
        for way in profession.ways_in
        if re.search(r"selection|dossier|admission", fold_text(f"{way.way} {way.detail or ''}"))
    ]
    asked = enumerated([*ways[:1], *profession.access_conditions], 4)
    costs = [
        f"{line.label} {amount} ({as_of_words(line.as_of)})"
        for line in profession.costs[:2]
        if line.unit in (None, "EUR") and (amount := euro_range(line.minimum, line.maximum))
    ]
    cost = (
        f"{enumerated(costs)}. {profession.cost_text}"
        if costs
        else f"tarif non trouvé. {profession.cost_text}"
    )
    text = (
        f"**Sélection, {both_names(profession)}** : {asked or 'rien de sûr dans ce que j’ai, voir l’école'}.\n\n"
        f"**Coût** : {cost}"
    )
    return ReplyDraft(
        text=text,
        choices=choices_of(profession),
        sources=distinct(
            [
                *(source(url, profession.access_as_of) for url in profession.access_source_urls),
                *(source(line.source_url, line.as_of) for line in profession.costs[:2]),
            ],
            4,
        ),
    )
