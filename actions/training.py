"""How to become, where to train, who may get in."""

from __future__ import annotations

import re

from actions.course.base import stored
from actions.narrow.diploma_for import at_least
from actions.narrow.licence_needed import lacks_diploma, licence_needed_answer
from actions.narrow.points import named_answer
from actions.narrow.publics import not_so_long, public_told, publics, trades_listed
from actions.narrow.yes_or_no import no_diploma_in_general
from actions.people.at_school import conditions_of
from actions.people.roles import role
from actions.professions import AboutProfession, diploma_words
from actions.talk.turn import Turn
from actions.thread.compared import short_length, titles
from actions.words.choices import access_sources, choice
from actions.words.easy_words import easily
from actions.words.wording import (
    both_names,
    bullets,
    capital,
    distinct,
    enumerated,
    source,
)
from bot.catalogue.models import Profession, WayIn
from bot.catalogue.orientation import at_once
from bot.catalogue.queries import professions
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_TWO = 2
# Diplomas that everybody knows: they tell where one stands, and are not asked about.
_OF_ALL_SCHOOLS = frozenset({"brevet", "bac", "bac-general", "bac-techno", "bac-pro", "cap", "bep"})
_OR = re.compile(r"\bou\b")
_WAYS_TITLE = {
    "young": "Les voies d'accès, celles d'après le collège ou le lycée d'abord",
    "career_change": "Les voies d'accès, celles des adultes d'abord",
    "counsellor": "Les voies d'accès",
    None: "Les voies d'accès",
}
# Ways in, by the words that name them, most useful first for each audience.
_FIRST_WAYS = {
    "young": ("parcoursup", "selection", "apprentissage", "apres"),
    "career_change": ("formation continue", "formation professionnelle", "vae", "apprentissage", "selection"),
}


# What lets one work where no school does: « Agrément du département (pas de diplôme exigé) ».
_NO_SCHOOL = re.compile(r"pas de diplôme exigé")
_FEMININE = re.compile(r"(?:licence|attestation|formation|capacité|maîtrise)\b", re.IGNORECASE)


class TrainingPath(AboutProfession):
    """How to become: diploma, length, ways in."""

    subject = "training_path"

    def without_profession(self) -> str:
        """The way depends on the profession: ask which."""
        return "training_path_ask"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What a diploma is when it is named alone and leads to several trades; else the way to the trade."""
        named = turn.said("diploma")
        if not named and (listed := await ways_of_public(turn)):
            return [listed]
        if two := await self._either(turn):
            return two
        if turn.professions or not named or named[0] in _OF_ALL_SCHOOLS:
            return await super().answer(turn)
        diploma = await professions.diploma(turn.session, named[0])
        reply = await stored(turn, self.without_profession())
        if diploma is not None:
            acronym = f" ({diploma.acronym})" if diploma.acronym else ""
            level = f", de niveau {diploma.level}" if diploma.level else ""
            reply.text = f"**{diploma.name}**{acronym} : un diplôme{level}.\n\n{reply.text}"
        return [reply]

    async def _either(self, turn: Turn) -> list[ReplyDraft]:
        """« psychomotricienne ou orthophoniste »: the way to both, since to tell one would choose; nothing for one trade."""
        found = [await professions.known(turn.session, str(slug)) for slug in turn.said("profession")]
        trades = [trade for trade in found if trade]
        if len(trades) != _TWO or turn.said("profession_current") or not _joined_by_or(turn):
            return []
        of_each = [(await self.about(turn, trade))[0] for trade in trades]
        turn.remember("last_list", [trade.slug for trade in trades])
        cards = [
            card.model_copy(update={"title": capital(both_names(trade))})
            for trade, reply in zip(trades, of_each, strict=True)
            for card in reply.cards
        ]
        return [
            ReplyDraft(
                text="\n\n".join(reply.text for reply in of_each),
                cards=cards,
                choices=[
                    *(
                        choice(title, "profession_info", trade)
                        for title, trade in zip(titles("", trades), trades, strict=True)
                    ),
                    ChoiceDraft(title="La différence", payload="/compare_professions"),
                ],
                sources=distinct([one for reply in of_each for one in reply.sources], 4),
            )
        ]

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Diploma and length in the text, ways in and bridges on a card, in the audience's order."""
        diploma = diploma_words(profession)
        need = f"il faut {_the(diploma)}**{diploma}**" if diploma else "aucun diplôme n'est obligatoire"
        if diploma and profession.slug in at_once():
            need = f"aucun diplôme n'est obligatoire pour commencer. Il en existe un : **{diploma}**"
        if diploma and diploma.startswith("Pas de "):
            need = f"{diploma[:1].lower()}{diploma[1:]}"
        text = f"Pour devenir {both_names(profession)}, {need}.\n\nDurée : {profession.training_text}"
        if profession.training_to_check:
            text += "\n\nCette durée est à confirmer auprès de l'école."
        facts = [
            Fact(label=capital(way.way), value=way.detail or "possible")
            for way in ordered_ways(turn, profession)
        ]
        slug, name = "path_diploma" if diploma else "path_free", both_names(profession)
        length = short_length(profession)
        if easy := await easily(turn, slug, profession=name, diploma=diploma or "", length=length):
            text = easy
        if profession.bridges:
            facts.append(Fact(label="Passerelles", value=capital(enumerated(profession.bridges, 3))))
        if conditions := conditions_of(turn, profession):
            facts.append(Fact(label="Conditions", value=capital(enumerated(conditions))))
        third = (
            ChoiceDraft(title="Parcoursup", payload="/parcoursup")
            if turn.audience == "young" and profession.parcoursup
            else choice("Qui paye la formation", "training_cost", profession)
        )
        return [
            ReplyDraft(
                text=text,
                cards=[Card(kind="profession", title=_WAYS_TITLE[turn.audience], facts=facts)]
                if facts
                else [],
                choices=[
                    choice("Où se former", "training_search", profession),
                    choice("Les conditions", "admission", profession),
                    third,
                ],
                sources=distinct(
                    [
                        source(profession.training_source_url, profession.training_as_of),
                        *access_sources(profession),
                    ]
                ),
            )
        ]


def _the(diploma: str) -> str:
    """The article of `diploma`: « la Licence », « l'Attestation », « le Diplôme d'État »."""
    if diploma[:1].lower() in "aeéiou":
        return "l'"
    return "la " if _FEMININE.match(diploma) else "le "


def _joined_by_or(turn: Turn) -> bool:
    """Whether « ou » stands between the two trades that the message names: « où » asks a place."""
    named = sorted((one["start"], one["end"]) for one in turn.entities if one.get("entity") == "profession")
    between = turn.text[named[0][1] : named[-1][0]] if len(named) == _TWO else ""
    return _OR.search(fold_text(between)) is not None


_OLDEST_AT_COLLEGE = 15  # years


def at_college(turn: Turn) -> bool:
    """Whether the one who would be trained is told to be in collège, or of an age to be there."""
    others = [int(age) for age in turn.said("age_other") if isinstance(age, int | float)]
    told = others[0] if others else turn.age
    return turn.known("level") == "college" or (told is not None and told <= _OLDEST_AT_COLLEGE)


async def ways_of_public(turn: Turn) -> ReplyDraft | None:
    """« et avec les enfants, il faut quel diplôme ? »: what each trade of that public asks for; None without a public."""
    public = public_told(turn)
    if public is None:
        return None
    if at_college(turn):
        # « ma fille de 15 ans veut travailler en crèche »: what one enters after the troisième, not the diplomas of adults.
        children = public.called == publics()[0].called
        return await named_answer(turn, "creche_after_third" if children else "after_third_form")
    trades, choices = await trades_listed(turn, await not_so_long(turn, public))
    turn.remember("profession", None)  # the trade spoken of before is left
    lines = "\n".join(
        f"- **{capital(both_names(trade))}** : {diploma_words(trade) or 'aucun diplôme obligatoire'} "
        f"({short_length(trade)})"
        for trade in trades
    )
    return ReplyDraft(
        text=f"Cela dépend du métier. Pour travailler {public.called} :\n\n{lines}\n\nLequel vous intéresse ?",
        choices=choices,
        sources=distinct([source(one.training_source_url, one.training_as_of) for one in trades], 3),
    )


def ordered_ways(turn: Turn, profession: Profession) -> list[WayIn]:
    """The ways in, those that fit the audience first."""
    wanted = _FIRST_WAYS.get(turn.audience or "", ())

    def rank(way: str) -> int:
        folded = fold_text(way)
        return next((position for position, word in enumerate(wanted) if word in folded), len(wanted))

    return sorted(profession.ways_in, key=lambda entry: rank(entry.way))[:6]


# What is asked of every trade.
_OF_ALL = frozenset({"record", "vaccination", "licence", "age"})
_ASKS_OF_LICENCE = re.compile(
    r"\b(?:faut|besoin|oblig\w*|depuis combien|combien|exig\w*|demand\w*|quel)\b.*\bpermis\b"
    r"|\bpermis\b.*\b(?:oblig\w*|combien|exige)\b"
)
_WHICH_TRADE = re.compile(r" Pour quel métier posez-vous la question \?$")


_WITHOUT_BAC = re.compile(r"\b(?:sans|pas|ni|jamais eu) (?:le |de |mon |son |d.avoir le )?bac\b")
# « mon fils a 20 ans, il a le bac, il veut travailler avec les enfants » tells an age, and asks of none.
_ASKS_AGE = re.compile(
    r"\?|\bage\b|\btrop (?:jeune|vieu\w*|tard)\b|\bminimum\b|\bpartir de\b|\bdroit\b|\bpeu[txs]?\b"
)


# « il me manque une attestation, ils jettent le dossier ? »
_PIECE_MISSING = re.compile(
    r"\bdossier\b.{0,20}\bincomplet\b"
    r"|\b(?:manqu\w+|sans|n.?ai pas|pas encore|plus) (?:une?|la|le|les|l.|mes?|mon|ma|des|tou(?:te)?s les) ?(?:\w+ ){0,3}?"
    r"(?:papiers?|pieces?|documents?|attestations?|certificats?|releves?|justificatifs?|photos?|stage d.observation)\b"
    r".{0,60}\b(?:refus\w*|rejet\w*|jet\w*|poubelle|foutu|mort|bloqu\w*|accept\w*|elimine\w*|recal\w*|pren\w*)\b"
)
_IF_MISSING = (
    "Une pièce qui manque : je ne sais pas si l'école refuse le dossier. Appelez-la avant la date limite."
)


class Admission(AboutProfession):
    """May I get in: diploma, age, record, vaccination, licence."""

    subject = "admission"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What is asked to get in, after a word on a piece of the file that is missing when that is what is feared."""
        replies = await self._asked(turn)
        if replies and _PIECE_MISSING.search(normalise(turn.text)):
            replies[0].text = f"{_IF_MISSING} {replies[0].text}"
        return replies

    async def _asked(self, turn: Turn) -> list[ReplyDraft]:
        """The point asked in general when no profession is known, else what the profession asks."""
        point = aspect(self.subject, turn.question)
        if point == "licence" and lacks_diploma(normalise(turn.text)):
            point = "no_diploma"
        if turn.profession is None and point == "no_diploma":
            return [await no_diploma_in_general(turn, normalise(turn.text), "")]
        if turn.profession is None:
            only_told = point == "age" and not _ASKS_AGE.search(normalise(turn.text))
            if only_told and (trades := await ways_of_public(turn)):
                return [trades]
            return [await stored(turn, f"admission_{point}" if point else "admission")]
        replies = await super().answer(turn)
        if point not in _OF_ALL:
            return replies
        if point == "licence" and (rule := await licence_needed_answer(turn, normalise(turn.text), "")):
            # An employer asks for somebody to hire, not how to get into a training.
            return [rule] if role(turn) == "employer" else [rule, *replies]
        general = await stored(turn, f"admission_{point}")
        general.text = _WHICH_TRADE.sub("", general.text)
        if point == "licence" and _ASKS_OF_LICENCE.search(normalise(turn.text)):
            return [general]  # the one condition that is asked
        general.choices = []
        return [general, *replies]

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Whether a diploma is asked for first, then the conditions and the selection."""
        conditions = conditions_of(turn, profession)
        conditions += [
            f"{way.way} : {way.detail}"
            for way in profession.ways_in
            if way.detail
            and re.search(
                r"selection|admission|sans diplome|\bbac\b|diplome", fold_text(way.way + way.detail)
            )
        ]
        conditions.sort(key=lambda line: "diplome" not in fold_text(line) and "bac" not in fold_text(line))
        free = any(re.search(r"(aucun|sans) diplome", fold_text(line)) for line in conditions)
        head = f"Pour entrer en formation ({both_names(profession)})"
        if free:
            without = _WITHOUT_BAC.search(normalise(turn.text))
            no_bac = "Oui, c'est possible sans le bac" if without else "Non, le bac n'est pas obligatoire"
            text = (
                f"{no_bac}. {head} :"
                if "bac" in fold_text(turn.text)
                else f"{head}, aucun diplôme n'est exigé :"
            )
        elif conditions:
            text = f"{head}, il faut :"
        else:
            text = f"{head}, je n'ai pas de condition sûre à vous donner : l'école ou un conseiller la confirmera."
            text = at_least(turn, profession) or text
            approved = next((one.title for one in profession.diplomas if _NO_SCHOOL.search(one.title)), None)
            if approved:
                learnt = (
                    f" {capital(profession.training_text.rstrip(' .'))}." if profession.training_text else ""
                )
                text = f"Pour exercer ({both_names(profession)}) : {approved.split(' ; ')[0]}.{learnt}"
        if conditions:
            text += f"\n\n{bullets(conditions, 4)}"
        if profession.access_to_check:
            text += "\n\nÀ confirmer auprès de l'école."
        return [
            ReplyDraft(
                text=text,
                choices=[
                    choice("Les étapes", "training_path", profession),
                    choice("Où se former", "training_search", profession),
                    choice("Qui paye la formation", "training_cost", profession),
                ],
                sources=access_sources(profession),
            )
        ]
