"""« Entre les deux, lequel ? », « plus court dans le même esprit ? »: what tells trades apart, from their facts."""

from __future__ import annotations

import re

from actions.narrow.diploma_for import opened_to
from actions.talk.turn import Turn, sets_side_by_side
from actions.thread.compared import months_of, short_length, titles, trades_compared
from actions.thread.facts_told import is_told
from actions.words.choices import choice
from actions.words.wording import both_names, capital, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.french.folding import fold_text
from bot.replies import ReplyDraft, Source

_LIMIT = re.compile(
    r"\b(?:moins d.?|en moins d.?|pas plus d.?|max\w* )e? ?(un|une|deux|trois|\d+) (ans?|annees?|mois)\b"
)
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3}
_SHORT = re.compile(r"plus (?:court|rapide|vite)\w*|moins long\w*|(?:vite|rapidement) (?:form|fini)")
_LONG = re.compile(r"plus longu?e?s?\b")
# What a profile holds of a trade, by what asks it, and how each of its values is said.
_ASKED = {
    "nights": re.compile(r"\bnuits?\b|\bjournee\b|\bde jour\b|horaires? de bureau"),
    "weekends": re.compile(r"week ?-?ends?|dimanches?|samedis?"),
    "physical": re.compile(r"\bdos\b|\bport(?:er|e|ant)\b|soulev\w*|physique\w*|lourd\w*"),
    "desk": re.compile(
        r"\bpapiers?\b|paperass\w*|administratif|\bordi\w*\b|\bdossiers\b|\b(?:travail|boulot|taf) de bureau|\bbureau\b"
    ),
    "body_care": re.compile(r"\btoilettes?\b|\bintimes?\b|\bcouches\b|\bchanger (?:les|des) gens\b"),
    "science": re.compile(r"\bmaths?\b|\bsciences?\b|\bsvt\b|\bbiolog\w+|\banatomie\b"),
    "entry_level": re.compile(
        r"sans (?:le |mon |aucun )?(?:bac|diplome)|pas (?:le|de|mon|eu le) (?:bac|diplome)"
    ),
}
# « laquelle est la plus dure ? »: what weighs in each, since hard is not the same thing for everybody.
_HARD = re.compile(
    r"\b(?:plus|moins|aussi) (?:durs?|dures?|difficiles?|faciles?|fatigante?s?|crevante?s?|galere|tranquilles?)\b"
)
_WANTS = re.compile(
    r"\bplus (?:physique|dur|fatigant|de nuits?|souvent)\b"
    r"|^(?!.*\b(?:pas|moins|sans|eviter|derange|deteste|marre)\b).*\b(?:aim\w+|prefer\w*|veux|cherche)\b"
)
_WORDS: dict[str, dict[str, str]] = {
    "nights": {
        "usual": "des nuits, souvent",
        "possible": "en journée surtout, des nuits possibles",
        "rare": "en journée, peu ou pas de nuits",
    },
    "weekends": {
        "usual": "souvent le week-end",
        "possible": "le week-end parfois",
        "rare": "peu de week-ends",
    },
    "physical": {"heavy": "c'est physique", "medium": "c'est assez physique", "light": "c'est peu physique"},
    "desk": {
        "central": "une bonne part de bureau et d'écrits",
        "some": "un peu de bureau et d'écrits",
        "none": "très peu de bureau",
    },
    "body_care": {
        "central": "des soins du corps, comme la toilette, tous les jours",
        "some": "quelques soins du corps",
        "none": "pas de soins du corps",
    },
    "science": {
        "strong": "beaucoup de sciences dans la formation",
        "some": "un peu de sciences dans la formation",
        "none": "peu de sciences dans la formation",
    },
    "entry_level": {
        **dict.fromkeys(("bac-plus-3", "bac-plus-2", "bac", "cap"), "un diplôme est demandé"),
        "sans-diplome": "sans diplôme exigé",
    },
}
# What a question on two trades names, by what of their profiles differs, the most telling first.
_SEPARATES = {
    "body_care": "soigner le corps (toilette, parfois du sang) plutôt qu'accompagner dans la durée",
    "nights": "peu de nuits",
    "science": "les sciences dans les études",
    "physical": "ménager son dos",
    "desk": "peu d'écrits",
    "entry_level": "entrer sans diplôme",
    "weekends": "les week-ends libres",
}
_FEWEST = 2
_WORD = re.compile(r"[a-z]{5,}")
# Words of the question itself, which are found in every trade or in none.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "entre lequel laquelle choisir chois quelle mieux aimer aime plutot metier travail personne personnes gens "
        "formation etudes prendre prends conseil conseilles conseillez serait voudrais prefere "
        "apres avant pense penser encore depuis suite cause bonjour bonsoir salut jusqu apres actuellement "
        "trouve trouver trouvent facile facilement debouches emploi emplois niveau mieux recrute recrutent",
    )
)
_STEM = 5
# « lequel est à l'arrière avec le patient ? »: who watches over them on the way.
_AT_THE_BACK = re.compile(r"\ba l.arriere\b|\b(?:surveille|soigne|s.occupe du (?:patient|malade|blesse))\w*")
_WATCHES = "surve"
_CREWS = frozenset({"ambulancier", "auxiliaire-ambulancier"})
_MOST = 3
_DOCTOR = "Ce que le corps permet, c'est un médecin qui le dit : une immersion de quelques jours aide aussi."


async def choosing_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Which of the trades fits what the message says it wants; else what sets them apart. None without two trades."""
    trades = await trades_compared(turn)
    weighed = turn.known("last_subject") == "compare_professions" or turn.intent == "compare_professions"
    if not weighed and "?" not in turn.text and not sets_side_by_side(turn.text):
        return None  # « infirmière, la médiation familiale m'attire » weighs nothing
    if len(trades) < 2:
        return None
    by_facts = [line for line in (_by_length(trades, said), _by_profile(trades, said)) if line]
    by_facts = by_facts or [line for line in (_by_hardness(trades, said),) if line]
    if not by_facts and is_told(turn, "body_spared") and (line := _by_profile(trades, "physique")):
        by_facts = [f"{line} {_DOCTOR}"]  # « une prothèse de hanche », said before or in passing
    told = "\n\n".join(by_facts) or _by_words(trades, said)
    opened = await opened_to(turn, trades)
    text = told or (
        "Je ne peux pas choisir à votre place, mais voici ce qui les sépare :\n\n"
        + "\n".join(_portrait(trade) for trade in trades)
        + (f"\n\n{opened}" if opened else "")
        + f"\n\n{_separating(trades)}"
    )
    turn.remember("last_list", [trade.slug for trade in trades])
    return ReplyDraft(
        text=text,
        choices=[
            *(
                choice(title, "profession_info", trade)
                for title, trade in zip(titles("", trades), trades, strict=True)
            )
        ][:_MOST],
        sources=_sources(trades),
    )


def _separating(trades: list[Profession]) -> str:
    """A question on what the trades differ in, as their profiles and lengths tell; on the days one sees when in nothing."""
    profiles = [profile(trade.slug) for trade in trades]
    lengths = {months_of(trade) for trade in trades}
    asked = ["des études courtes"] if len(lengths) > 1 else []
    asked += [
        words
        for name, words in _SEPARATES.items()
        if len({one.get(name) for one in profiles}) > 1 and all(profiles)
    ]
    if len(asked) < _FEWEST:
        return "Le mieux est de voir une journée de chacun : qu'est-ce que vous aimeriez faire le matin, en arrivant ?"
    return (
        f"Qu'est-ce qui compte le plus pour vous : {', '.join(asked[: _MOST - 1])} ou {asked[:_MOST][-1]} ?"
    )


def _by_length(trades: list[Profession], said: str) -> str | None:
    limit, shortest, longest = _LIMIT.search(said), _SHORT.search(said), _LONG.search(said)
    lengths = {trade.slug: months for trade in trades if (months := months_of(trade)) is not None}
    if not (limit or shortest or longest) or len(lengths) < len(trades):
        return None
    lines = "\n".join(f"- {capital(both_names(trade))} : {short_length(trade)}" for trade in trades)
    if limit:
        number = _NUMBERS.get(limit[1]) or int(limit[1])
        most = number * (1 if limit[2] == "mois" else 12)
        within = [trade for trade in trades if lengths[trade.slug] <= most]
        words = f"{number} {'mois' if limit[2] == 'mois' else 'ans' if number > 1 else 'an'}"
        if not within:
            head = (
                f"Aucune des deux formations ne tient en {words} :"
                if len(trades) == 2
                else f"Rien en {words} :"
            )
        else:
            head = f"En {words} au plus : {' ou '.join(trade.name_f for trade in within)}."
    else:
        first = (max if longest and not shortest else min)(trades, key=lambda trade: lengths[trade.slug])
        same = len(set(lengths.values())) == 1
        alike = [both_names(trade) for trade in trades if lengths[trade.slug] == lengths[first.slug]]
        head = (
            "C'est la même durée."
            if same
            else f"Le plus {'long' if longest and not shortest else 'court'} : {' ; '.join(alike)}."
        )
    return f"{head}\n\n{lines}"


def _by_profile(trades: list[Profession], said: str) -> str | None:
    """Nights, heavy work, a way in without a diploma: what the profiles hold of each trade."""
    profiles = [profile(trade.slug) for trade in trades]
    if not all(profiles):
        return None
    asked = next((name for name, pattern in _ASKED.items() if pattern.search(said)), None)
    if asked is None:
        return None
    values = list(_WORDS[asked])
    if not all(one[asked] in values for one in profiles):
        return None
    ranks = [values.index(one[asked]) for one in profiles]
    # The values of `_WORDS` go from what is liked the least to what is liked the most; who wants nights is told of them.
    best = min(ranks) if asked != "entry_level" and _WANTS.search(said) else max(ranks)
    fit = [trade.name_f for trade, rank in zip(trades, ranks, strict=True) if rank == best]
    same = len({_WORDS[asked][one[asked]] for one in profiles}) == 1
    head = "Sur ce point, c'est pareil :" if same else f"Sur ce point, plutôt {' ou '.join(fit)} :"
    lines = "\n".join(
        f"- {capital(both_names(trade))} : {_WORDS[asked][one[asked]]}"
        for trade, one in zip(trades, profiles, strict=True)
    )
    return f"{head}\n\n{lines}\n\nCela peut changer selon l'employeur ou l'école."


def _by_hardness(trades: list[Profession], said: str) -> str | None:
    """What weighs in each trade, for who asks which is the hardest: studies, body, nights and week-ends."""
    profiles = [profile(trade.slug) for trade in trades]
    if not _HARD.search(said) or not all(profiles):
        return None
    lines = "\n".join(
        f"- {capital(both_names(trade))} : {short_length(trade)} ; "
        + ", ".join(
            words
            for name in ("physical", "nights", "weekends")
            if (words := _WORDS[name].get(one.get(name, "")))
        )
        for trade, one in zip(trades, profiles, strict=True)
    )
    return (
        "« Dur » n'est pas la même chose pour tout le monde, et je n'ai pas de mesure de la difficulté des études. "
        f"Ce qui pèse dans chacun :\n\n{lines}\n\nDans les deux cas, l'école et les stages demandent du travail."
    )


def _by_words(trades: list[Profession], said: str) -> str | None:
    """The trades whose own facts hold a word of the message (« j'aime l'urgence »)."""
    wanted = {word[:_STEM] for word in _WORD.findall(said) if word not in _EMPTY}
    wanted -= {word[:_STEM] for trade in trades for word in _WORD.findall(fold_text(both_names(trade)))}
    if _AT_THE_BACK.search(said) and {trade.slug for trade in trades} == _CREWS:
        wanted = {_WATCHES}
    held: list[tuple[Profession, str]] = []
    for trade in trades:
        lines = [*trade.missions, *trade.workplaces, *trade.working_conditions]
        line = next(
            (line for line in lines if wanted & {word[:_STEM] for word in _WORD.findall(fold_text(line))}),
            None,
        )
        if line is not None:
            held.append((trade, line))
    if not held:
        return None
    lines_told = "\n".join(f"- {capital(both_names(trade))} : {line}" for trade, line in held)
    lengths = " ; ".join(f"{trade.name_f} : {short_length(trade)}" for trade in trades)
    head = (
        f"Pour cela, plutôt {both_names(held[0][0])} :"
        if len(held) == 1
        else "Les deux s'y prêtent, pas de la même façon :"
    )
    return f"{head}\n\n{lines_told}\n\nCôté études, {lengths}."


def _portrait(trade: Profession) -> str:
    one = profile(trade.slug)
    nights = {"usual": ", nuits fréquentes", "possible": ", nuits possibles"}.get(one.get("nights", ""), "")
    mission = f" ; {_lowered(trade.missions[0])}" if trade.missions else ""
    return f"- {capital(both_names(trade))} : {short_length(trade)}{nights}{mission}"


def _lowered(line: str) -> str:
    return line if line[1:2].isupper() else line[:1].lower() + line[1:]


def _sources(trades: list[Profession]) -> list[Source]:
    return distinct([source(trade.training_source_url, trade.training_as_of) for trade in trades], 3)
