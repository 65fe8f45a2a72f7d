"""What a profession is, takes and leads to."""

from __future__ import annotations

import re
from abc import abstractmethod

from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.at_a_loss import at_a_loss, rises_later
from actions.course.base import Answering, answering, stored
from actions.course.plainly import cannot_live
from actions.narrow.lighter import lighter_answer
from actions.narrow.publics import trades_with
from actions.narrow.way_between import practised
from actions.talk.turn import Turn
from actions.thread.facts_told import is_told
from actions.thread.next_door import ASKED, WAYS_ON, neighbour_followed, ours_instead
from actions.words.choices import choice, sources_of
from actions.words.easy_words import easily
from actions.words.wording import both_names, bullets, button, capital, distinct, enumerated, listed, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import neighbours, professions
from bot.french.aspects import aspects
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

# Whom the facts say a trade suits, in words.
_SUITS = {
    "les_deux": "On y vient jeune, ou après un autre métier.",
    "jeunes": "On y vient le plus souvent par les études.",
    "reconversion": "On y vient souvent après un autre métier.",
}


def diploma_words(profession: Profession) -> str | None:
    """The main diploma in words, with its level; None when none is asked for."""
    if not profession.diplomas:
        return None
    main = profession.diplomas[0]
    return main.title + (f" (niveau {main.level})" if main.level and main.level_verified else "")


# What is told of each of two trades, one after the other.
_OF_EACH = frozenset({"profession_day", "profession_conditions", "profession_qualities"})


_PAIR = 2
_TO_BECOME = frozenset({"training_path", "admission", "training_cost"})


# « mon médecin veut que j'arrête, les profs disent que… »: who speaks of the person, and no trade that is asked for.
_SPEAKS = r"(?:ve(?:ut|ulent)|voudrai\w*|di(?:t|sent)|m[e' ]|nous |a dit|ont dit|demande\w*|exige\w*|pense\w*|trouve\w*)\b"


def _only_speaks(turn: Turn) -> bool:
    said = normalise(turn.text)
    words = [
        re.escape(normalise(str(one["text"]))) for one in turn.entities if one.get("entity") == "neighbour"
    ]
    whose = r"\b(?:les|mes|mon|ma|nos|notre|leurs?|sa|son|ses)"
    return bool(words) and all(re.search(rf"{whose} {word} (?:\w+ ){{0,3}}{_SPEAKS}", said) for word in words)


class AboutProfession(Answering):
    """An answer about one profession, which it asks for when the person has not named any."""

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Find the profession in question, then say what `about` says of it."""
        named = turn.said("neighbour")
        if named and not turn.said("profession") and not _only_speaks(turn):
            return [await neighbour_answer(turn, named[0], self.subject)]
        unknown = await neighbour_followed(turn, self.subject)
        if unknown and not ours_instead(turn):
            return [unknown]
        asked = _first_asked(turn, self.subject) or turn.profession
        profession = await professions.known(turn.session, asked) if asked else None
        seeks = profession is None or (self.subject == "profession_progression" and not turn.professions)
        if seeks and _seeks_one(turn):
            turn.begins_form = True
            return []
        if profession is None:
            listed = await trades_with(turn) if self.subject == "profession_info" else None
            return [listed or await stored(turn, self.without_profession())]
        if turn.next_door and self.subject in _TO_BECOME and practised(turn) == profession.slug:
            # « je suis infirmière, comment devenir infirmière scolaire ? »: the way to the first is behind.
            return [await neighbour_answer(turn, turn.next_door)]
        replies = await self._of_two(turn) or await self.about(turn, profession)
        if turn.next_door:
            replies.insert(0, await neighbour_answer(turn, turn.next_door))
        await self._other_meanings(turn, replies[-1:])
        return [unknown, *replies] if unknown else replies

    async def _of_two(self, turn: Turn) -> list[ReplyDraft]:
        """What is asked of the two trades that the message names, of each; nothing when it names one, or more."""
        named = turn.said("profession")
        if not turn.trades_named and turn.known("last_subject") == "compare_professions":
            named = list(turn.known("last_list") or [])  # « et les gardes ? » after two trades side by side
        if len(named) != 2 or self.subject not in _OF_EACH:
            return []
        found = [await professions.known(turn.session, str(slug)) for slug in named]
        return [reply for one in found if one is not None for reply in await self.about(turn, one)]

    def without_profession(self) -> str:
        """The answer given when no profession is known."""
        return "ask_profession"

    @abstractmethod
    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """The replies about `profession`."""

    async def _other_meanings(self, turn: Turn, replies: list[ReplyDraft]) -> None:
        names = []
        for slug in turn.other_meanings[:2]:
            other = await professions.known(turn.session, slug)
            if other is not None:
                names.append(other.name_f)
                replies[0].choices.insert(0, choice(button(other.name_m), self.subject, other))
        if names:
            replies[0].text += f"\n\nSi vous pensiez à {' ou à '.join(names)}, choisissez ci-dessous."
            replies[0].choices = replies[0].choices[:3]


# « je sais pas ce que fait une cadre de santé, c'est une infirmière ou une chef ? »: the second is a guess about the first.
_GUESSES = re.compile(
    r"\b(?:fait|fais|sert|gere|consiste|role)\b.*\bc.?est (?:bien |juste |quoi,? )?(?:un|une) "
)


def _first_asked(turn: Turn, subject: str) -> str | None:
    """The trade that a message asks about and then guesses at; None when it guesses nothing."""
    named = list(map(str, turn.said("profession")))
    if subject != "profession_info" or len(named) != _PAIR or not _GUESSES.search(fold_text(turn.text)):
        return None
    turn.remember("profession", named[0])
    return named[0]


def _seeks_one(turn: Turn) -> bool:
    """Whether the person asks which trade there is for them: « je peux devenir quoi si j'aime les bébés ? »."""
    return not turn.in_form and (
        (turn.profession is None and ("help_choose" in turn.also or at_a_loss(turn.text)))
        or (asks_for_trades(turn.text) and not rises_later(turn))
    )


async def neighbour_answer(turn: Turn, slug: str, subject: str = "") -> ReplyDraft:
    """The pointer for a trade next to our field; before it that we lack what is asked of it, when `subject` says what."""
    found = await neighbours.find(turn.session, slug)
    if found is None:
        return await stored(turn, "unknown_profession")
    missing = f"Pour ce métier, je n'ai pas {ASKED[subject]}. " if subject in ASKED else ""
    return ReplyDraft(
        text=missing + found.pointer,
        choices=[] if turn.said("profession") else list(WAYS_ON),
        sources=distinct([source(found.url, found.as_of, found.source)]),
    )


class ProfessionInfo(AboutProfession):
    """What the profession is."""

    subject = "profession_info"

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Its summary, and a card with missions, places, diploma and length."""
        summary = profession.summary or listed(profession.missions)
        facts = [Fact(label="Missions", value=capital(enumerated(profession.missions, 3)))]
        if profession.workplaces:
            facts.append(Fact(label="Où", value=capital(enumerated(profession.workplaces))))
        diploma = diploma_words(profession)
        if diploma:
            facts.append(Fact(label="Diplôme", value=diploma))
        facts.append(Fact(label="Formation", value=profession.training_text))
        name = capital(both_names(profession))
        easy = await easily(turn, profession.slug)
        return [
            ReplyDraft(
                text=f"**{name}**\n{easy}" if easy else f"**{name}** : {summary}",
                cards=[] if easy else [Card(kind="profession", title=name, facts=facts)],
                choices=[
                    choice("Le salaire", "pay", profession),
                    choice("Comment le devenir", "training_path", profession),
                    choice("Les horaires", "profession_conditions", profession),
                ],
                sources=distinct(
                    [
                        *sources_of(profession),
                        source(profession.training_source_url, profession.training_as_of),
                    ],
                    3,
                ),
            )
        ]


class ProfessionQualities(AboutProfession):
    """Which qualities it takes."""

    subject = "profession_qualities"

    def without_profession(self) -> str:
        """Qualities that serve in all these professions."""
        return "qualities_general"

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Its qualities and whom it suits; the best test is to see it."""
        suits = f"\n\n{_SUITS[profession.suits]}" if profession.suits in _SUITS else ""
        return [
            ReplyDraft(
                text=f"Pour être {both_names(profession)}, il faut surtout :\n\n{bullets(profession.qualities)}{suits}",
                choices=[
                    ChoiceDraft(title="Le vivre en immersion", payload="/immersion"),
                    choice("Une journée type", "profession_day", profession),
                    choice("Les conditions", "profession_conditions", profession),
                ],
                sources=sources_of(profession),
            )
        ]


class ProfessionConditions(AboutProfession):
    """Hours, nights, hardness."""

    subject = "profession_conditions"

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """Its conditions, those about what was asked first; what is not known is said."""
        asked = set(aspects(self.subject, turn.question))
        lines = profession.working_conditions
        met = [line for line in [*lines, *profession.missions] if asked & set(aspects(self.subject, line))]
        text = f"{capital(both_names(profession))}, au quotidien :\n\n{bullets(met or lines, 5)}"
        if met:
            text += "\n\nC'est ce que je sais sur ce point : le reste dépend de l'employeur."
        elif asked:
            text += (
                "\n\nSur le point précis que vous demandez, je n'ai pas d'information sûre : cela dépend de "
                "l'employeur. Une visite ou une immersion permet de le demander sur place."
            )
        return [
            ReplyDraft(
                text=text,
                choices=[
                    choice("Le salaire", "pay", profession),
                    choice("Les qualités utiles", "profession_qualities", profession),
                    ChoiceDraft(title="Voir sur place", payload="/immersion"),
                ],
                sources=sources_of(profession),
            )
        ]


_WANTS_TO_BE = re.compile(
    r"\b(?:voudrais|veux|aimerais|souhaite\w*|envie de|reve de|compte) (?:bien )?(?:devenir|etre|faire)\b"
)
_TO_BE = re.compile(r"\b(?:faire|devenir|passer|etre|finir|viser)\b")


def _trades_in(line: str) -> set[str]:
    """The trade that `line` begins with: « Infirmier (sélection réservée…) » leads to that one."""
    found = (one for one in find_terms(line.split("(")[0]) if one.entity == "profession")
    return {str(one.value) for one in found}


class ProfessionProgression(AboutProfession):
    """What one can become afterwards."""

    subject = "profession_progression"

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """The professions and posts it leads to, or that we do not know."""
        before = turn.previous_profession or next(iter(turn.said("profession_current")), None)
        wants = _WANTS_TO_BE.search(fold_text(turn.text)) is not None
        aimed = turn.said("profession") == [profession.slug] and (
            before not in (None, profession.slug) or (wants and not turn.said("profession_current"))
        )
        if aimed and _TO_BE.search(fold_text(turn.text)):
            # « et après, il pourrait faire infirmier ? »: how one becomes it.
            path = answering("training_path")
            return await path.answer(turn) if path else []
        if not profession.progression:
            text = f"Je ne sais pas encore vers quoi {both_names(profession)} peut évoluer : un conseiller pourra le dire."
        else:
            refused = set(map(str, turn.said("profession_excluded")))
            lines = [line for line in profession.progression if not refused & _trades_in(line)]
            lines = lines or profession.progression
            text = f"Après quelques années comme {both_names(profession)}, on peut :\n\n{bullets(lines, 5)}"
        if cannot_live(turn):
            text = f"Difficile de vivre avec cela, et ce n'est pas votre faute. {text}"
        # « mal aux épaules, je voudrais changer », of one's own trade: what asks less of the body comes beside.
        own = turn.said("profession_current") == [profession.slug] and not turn.said("profession")
        spared = await lighter_answer(turn, "", "") if own and is_told(turn, "body_spared") else None
        return [
            *([spared] if spared else []),
            ReplyDraft(
                text=text,
                choices=[
                    ChoiceDraft(title="La VAE", payload="/vae"),
                    choice("Le salaire", "pay", profession),
                    ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
                ],
                sources=sources_of(profession),
            ),
        ]


# « du lever au coucher », « vers 6 h 30, ça commence par quoi ? »: the order and the hours are asked, which we lack.
_IN_ORDER = re.compile(
    r"\bheure par heure\b|\bhoraires?\b|\ba quelle heure\b|\bquelle heure\b|\bvers \d{1,2} ?h|\b\d{1,2} ?h ?(?:\d\d)?\b"
    r"|\bmidi\b"
    r"|\bcommence\w* (?:par|quand|a)\b|\benchain\w*|\b(?:en|quoi) (?:premier|dernier)\b|\bd.abord\b|\bdans l.ordre\b"
    r"|\bderoul\w*|\bdu (?:matin|lever|reveil|debut|depart|petit.?dej\w*)[^.?!]{0,20}\b(?:au|a la|jusqu)\b|\bde a a z\b"
    r"|\b(?:une|la|sa|ta|leur) journee\b[^.?!]{0,24}\b(?:du|de l.arrivee) \w+ (?:au|a la)\b|\bvlog\b"
)


class ProfessionDay(AboutProfession):
    """A typical day."""

    subject = "profession_day"

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """What fills a day, since no hour-by-hour day is in our sources."""
        where = f" ({listed(profession.workplaces, 3)})" if profession.workplaces else ""
        ordered = _IN_ORDER.search(fold_text(turn.question))
        head = (
            f"L'ordre des tâches et les heures, je ne les ai pas : ils changent selon le lieu{where}."
            if ordered
            else f"La journée change selon le lieu{where}."
        )
        return [
            ReplyDraft(
                text=(
                    f"{head} Ce qui revient chaque jour :\n\n"
                    f"{bullets(profession.missions, 5)}\n\nLe mieux est de la vivre : une immersion ou une visite."
                ),
                choices=[
                    ChoiceDraft(title="Faire une immersion", payload="/immersion"),
                    choice("Les horaires", "profession_conditions", profession),
                    ChoiceDraft(title="Voir un événement", payload="/event_search"),
                ],
                sources=sources_of(profession),
            )
        ]
