"""« Et la paye ? », « le plus simple pour un Ehpad ? » after talk of a public: the trades of that public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import yaml

from actions.narrow.pay_verdict import Start, starts
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.compared import months_of, short_length, titles
from actions.thread.following import hangs_on
from actions.words.choices import choice
from actions.words.wording import as_of_words, both_names, capital, distinct, euros, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.polarity import prepared
from bot.catalogue.queries import benchmarks, professions
from bot.catalogue.wish_lengths import read_length
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft
from bot.settings import ROOT

_FILE = ROOT / "data" / "publics.yml"
_RECENT = 6  # messages: how far back a public is looked for
_OPEN = 4  # trades to begin with, of no public
_OWN = re.compile(
    r"\b(?:mes|mon|ma|nos|notre|j.ai (?:\d|un|une|deux|trois|quatre|des)) (?:\d |deux |trois )?"
    r"(?:gosses?|enfants?|bebes?|gamins?|parents?|vieux|familles?|ados?|petits?)\b"
)
# What stands before the public that is not wanted: « pas de bébés », « surtout pas avec les enfants ».
_NOT_THEM = re.compile(
    r"\b(?:pas|plus|ni|sans|jamais|sauf|hormis|marre|evit\w+|fuis|deteste)(?: (?:de|des|d.?|du|les|le|la|l.?|avec|aux?|a"
    r"|veux|envie|trop|tout|m.?occuper|travailler|bosser|etre|faire|faite?|pour|vraiment|moi|changer|garder|voir|avoir"
    r"|en))* ?$"
)
_BESIDE = 2  # trades beside the one that goes on from one's own
_LISTED = frozenset({"other_public", "trades_of_public"})
_MOST_MONTHS = {"short": 12.0, "medium": 30.0}  # of what is called so where one chooses a trade
_SETS_A_LIMIT = re.compile(r"\b(?:sans|pas|moins|max\w*|trop|ni|jamais)\b")
_WANTED = re.compile(r"(?:au moins|minimum|mini|plus de|a partir de|dans les|>) ?([1-9]) ?(\d{3})\b")
_WHERE = {"public": "public", "private": "privé", "private_non_profit": "association"}


@dataclass(frozen=True)
class Public:
    """Those one works with: how they are `called`, the `words` that name them, the `trades` one thinks of first.

    Those `open` ask for no diploma to begin; `further` tells which trade goes on from the one that somebody has.
    """

    called: str
    words: re.Pattern[str]
    trades: tuple[str, ...]
    open: tuple[str, ...]
    further: tuple[tuple[str, str], ...]


@cache
def publics() -> tuple[Public, ...]:
    """The publics of the file, in its order."""
    listed = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["publics"].values()
    return tuple(
        Public(
            one["called"],
            re.compile("|".join(one["words"])),
            tuple(one["trades"]),
            tuple(one["open"]),
            tuple((one.get("further") or {}).items()),
        )
        for one in listed
    )


def public_in(text: str, without: Iterable[Public] = ()) -> Public | None:
    """The public that `text` names, but one it refuses or one of `without`; « mes gosses » are no public."""
    said = _OWN.sub(" ", normalise(text))
    found = ((one, one.words.finditer(said)) for one in publics() if one not in without)
    return next((one for one, places in found if any(not _refused(said, at.start()) for at in places)), None)


def publics_refused(text: str) -> set[Public]:
    """The publics that `text` says one does not want: « pas de bébés »."""
    said = _OWN.sub(" ", normalise(text))
    return {
        one for one in publics() if any(_refused(said, at.start()) for at in one.words.finditer(said))
    } - {public_in(text)}


def _refused(said: str, start: int) -> bool:
    return _NOT_THEM.search(said[:start]) is not None


def public_told(turn: Turn) -> Public | None:
    """The public that the message names; without a trade in question, else the latest one named before it."""
    named = public_in(turn.text)
    if turn.professions:
        return None
    if turn.profession:
        # « en Ehpad plutôt » asks the trade in question there; « et avec des bébés ? » asks other trades.
        return named if named and turn.profession not in named.trades and not hangs_on(turn) else None
    texts = [text for text in (turn.text, *turn.earlier) if not text.startswith("/")]
    # What was refused long ago still is, unless it is wanted since.
    return named or next(
        filter(
            None,
            (
                public_in(text, set().union(*map(publics_refused, texts[at:])))
                for at, text in enumerate(texts[1 : _RECENT + 1], 1)
            ),
        ),
        None,
    )


def _least_wanted(said: str, smic_net: float) -> str | None:
    """Whether the net pay that one wants at least is more than what the minimum wage leaves; None when none is told."""
    found = _WANTED.search(said)
    wanted = int(found[1] + found[2]) if found else 0
    if not smic_net or wanted <= smic_net or "brut" in said:
        return None
    return (
        f"Au SMIC, on touche environ {euros(smic_net)} net : ceux qui commencent au SMIC n'ont pas {euros(wanted)} net au "
        "début. Pour les autres, je n'ai que le brut, qui est plus haut que le net."
    )


async def public_pay_answer(turn: Turn, _said: str = "", _talk: str = "") -> ReplyDraft | None:
    """The pay to begin with in each trade of the public told; None when a trade is known, or no public was told."""
    public = public_told(turn)
    if public is None:
        return None
    smic = await benchmarks.get(turn.session, "smic")
    floor = smic.value if smic is not None and smic.value is not None else 0.0
    found = [await professions.known(turn.session, slug) for slug in public.trades]
    trades = [trade for trade in found if trade is not None]
    lines, shown = [], list[Start]()
    for trade in trades:
        sector, start = next(iter((await starts(turn, trade, floor)).items()), (None, None))
        if sector is None or start is None:
            lines.append(f"- {capital(both_names(trade))} : pas de salaire de début sûr")
            continue
        shown.append(start)
        raised = ", le SMIC" if start.raised else ""
        lines.append(
            f"- {capital(both_names(trade))} : **{euros(start.amount)}**{raised} "
            f"({_WHERE[sector]}, {as_of_words(start.line.as_of)})"
        )
    turn.remember("last_list", [trade.slug for trade in trades])
    smic_net = await benchmarks.get(turn.session, "smic-net-mensuel")
    least = _least_wanted(normalise(turn.text), (smic_net.value or 0.0) if smic_net else 0.0)
    return ReplyDraft(
        text=f"{least or 'Cela dépend du métier.'} Pour travailler {public.called}, au début, brut par mois et sans les "
        "primes :\n\n" + "\n".join(lines) + "\n\nLequel vous intéresse ?",
        choices=[
            choice(title, "pay", trade) for title, trade in zip(titles("", trades), trades, strict=True)
        ],
        sources=distinct(
            [source(one.line.source_url, one.line.as_of) for one in shown]
            + ([source(smic.source_url, smic.as_of)] if smic and any(one.raised for one in shown) else []),
            4,
        ),
    )


def _told_to_a_counsellor(turn: Turn) -> Public | None:
    """The public that a counsellor told of the person they speak of, a trade being no more in question than it."""
    if turn.audience != "counsellor":
        return None
    return next(filter(None, map(public_in, turn.earlier[:_RECENT])), None)


async def easiest_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The trades one may begin without a diploma, with the public that the message names if any; None with a trade."""
    if turn.professions:
        return None
    public = public_in(turn.text) or _told_to_a_counsellor(turn)
    # Of no public: the first of each, the ones that most people may begin.
    open_ones = (
        public.open if public else tuple(dict.fromkeys(one.open[0] for one in publics() if one.open))[:_OPEN]
    )
    found = [await professions.known(turn.session, slug) for slug in open_ones]
    trades = [trade for trade in found if trade is not None]
    turn.remember("last_list", [trade.slug for trade in trades])
    whom = f" {public.called}" if public else ""
    lines = "\n".join(f"- **{capital(both_names(trade))}** : {short_length(trade)}" for trade in trades)
    return ReplyDraft(
        text=f"Le plus simple pour commencer{whom}, sans diplôme exigé au départ :\n\n{lines}\n\n"
        "Lequel voulez-vous voir ?",
        choices=[
            choice(title, "profession_info", trade)
            for title, trade in zip(titles("", trades), trades, strict=True)
        ],
        sources=distinct([source(trade.training_source_url, trade.training_as_of) for trade in trades], 3),
    )


async def trades_with(turn: Turn) -> ReplyDraft | None:
    """The trades with the public that the message names, when none of them is: « elle veut s'occuper des bébés »."""
    public = public_in(turn.text)
    if public is None:
        return None
    lines, choices = await _listed(turn, public.trades)
    return ReplyDraft(
        text=f"Pour travailler {public.called}, les métiers auxquels on pense d'abord :\n\n{lines}"
        "\n\nLequel vous intéresse ?",
        choices=choices,
        sources=[],
    )


# What the person prefers, behind the trade that is set aside: « moi c'est les jeunes », « je préfère les bébés ».
_PREFERS = re.compile(
    r"\b(?:moi (?:c.?est|je (?:veux|prefere|voudrais|kiffe|aime)|plutot|les|avec)|(?:je )?prefer(?:e|erai\w*)"
    r"|aimerai\w* mieux|plutot (?:avec|les|des)"
    r"|(?:je|j) (?:veux|voudrais|aimerais|aime)(?: mieux| plutot| bosser| travailler)?)\b(?P<what>.*)"
)


async def other_public(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """With whom the trade named is practised, and the trades of the public preferred to that one; None without both."""
    prefers = _PREFERS.search(said)
    slug = turn.professions[0] if len(turn.professions) == 1 else None
    profession = await professions.known(turn.session, slug) if slug else None
    public = public_in(prefers["what"]) if prefers else None
    if profession is None or public is None or slug in public.trades:
        return None
    if slug in turn.said("profession_current"):
        return await _from_ones_own(turn, profession, public)
    listed = await _listed(turn, public.trades)
    return ReplyDraft(
        text=f"**{capital(both_names(profession))}** : {profession.summary}\n\n"
        f"Pour travailler {public.called}, voyez plutôt :\n\n{listed[0]}\n\nLequel vous intéresse ?",
        choices=listed[1],
        sources=distinct([source(one.url, one.as_of, one.title) for one in profession.sources], 2),
    )


async def _from_ones_own(turn: Turn, profession: Profession, public: Public) -> ReplyDraft:
    """For who has a trade already: the one that goes on from it with that public first, then the others of it."""
    further = dict(public.further).get(profession.slug)
    others = [one for one in public.trades if one != profession.slug]
    lines, choices = await _listed(turn, [further, *others[:_BESIDE]] if further else others)
    turn.remember("profession", None)  # what is asked next is asked of these, not of the trade that is left
    opens = " Le premier part de votre diplôme." if further else ""
    return ReplyDraft(
        text=f"Vous avez déjà un métier du secteur, cela compte.{opens} Pour travailler {public.called} :\n\n{lines}"
        "\n\nLequel vous intéresse ?",
        choices=choices,
        sources=[],
    )


# What tells that the one spoken of would work with them: « j'accompagne des jeunes » tells no wish.
_WISH = re.compile(
    r"\b(?:veu\w*|voudrai\w*|aim(?:e|ent|erai\w*)|souhait\w*|ador\w*|attire\w*|interess\w*|motive\w*|rev(?:e|ent)|pense\w*"
    r"|projet|envie|branche\w*|prefer\w*|travailler|bosser|s.occuper)\b"
)


def _wished_before(turn: Turn) -> Public | None:
    """The public that a message before told somebody to be drawn to; None once a trade is in question."""
    if turn.profession:
        return None
    told = (text for text in turn.earlier[:_RECENT] if _WISH.search(normalise(text)))
    return next(filter(None, map(public_in, told)), None)


_WITHOUT_BAC = re.compile(r"\b(?:sans|pas|ni) (?:(?:le|de|son|mon|d.) ?)?(?:bac|diplomes?)\b")
_BELOW_THE_BAC = frozenset({"sans-diplome", "cap"})


async def trades_of_public(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The trades with the public told, now or before, those that ask for no diploma last; None without one.

    Those that ask for the bac are left out where the message asks for trades without it.
    """
    public = None if turn.professions else public_in(turn.text) or _wished_before(turn)
    if public is None:
        return None
    aside = turn.said("profession_excluded")
    open_to_them = [slug for slug in public.trades if slug not in aside]
    if _WITHOUT_BAC.search(normalise(turn.text)):
        below = [slug for slug in open_to_them if profile(slug)["entry_level"] in _BELOW_THE_BAC]
        open_to_them = below or open_to_them
    others = [slug for slug in public.open if slug not in public.trades]
    no_diploma = f"\n\nSans diplôme exigé au départ :\n\n{(await _listed(turn, others))[0]}" if others else ""
    lines, choices = await _listed(
        turn, open_to_them
    )  # the last listed: « le premier » is the first of these
    lines += no_diploma
    own = role(turn) is None and turn.audience != "counsellor"
    aim = "Pour travailler" if own else "Pour que la personne travaille"
    return ReplyDraft(
        text=f"{aim} {public.called} :\n\n{lines}\n\nLequel voulez-vous voir ?",
        choices=choices,
        sources=[],
    )


async def not_so_long(turn: Turn, public: Public) -> list[str]:
    """The trades of `public` and those just listed for it, but the ones that the message says take too long.

    « sans refaire trois ans d'études »: all of them where none is left, or where it sets no limit.
    """
    before = turn.known("last_list") if _LISTED.intersection(turn.points_lately[:1]) else None
    slugs = list(dict.fromkeys([*(before or []), *public.trades]))
    most = _MOST_MONTHS.get(read_length(prepared(turn.text), False) or "")
    if most is None or not _SETS_A_LIMIT.search(normalise(turn.text)):
        return slugs if before else list(public.trades)
    found = [await professions.known(turn.session, slug) for slug in slugs]
    lengths = {trade.slug: months_of(trade) for trade in found if trade is not None}
    return [slug for slug, months in lengths.items() if months is not None and months <= most] or slugs


async def trades_listed(turn: Turn, slugs: Iterable[str]) -> tuple[list[Profession], list[ChoiceDraft]]:
    """The trades and a choice for each, which are remembered as the list shown last."""
    found = [await professions.known(turn.session, slug) for slug in slugs]
    trades = [trade for trade in found if trade is not None]
    turn.remember("last_list", [trade.slug for trade in trades])
    named = zip(titles("", trades), trades, strict=True)
    return trades, [choice(title, "profession_info", trade) for title, trade in named]


async def _listed(turn: Turn, slugs: Iterable[str]) -> tuple[str, list[ChoiceDraft]]:
    trades, choices = await trades_listed(turn, slugs)
    return "\n".join(
        f"- **{capital(both_names(trade))}** : {short_length(trade)}" for trade in trades
    ), choices
