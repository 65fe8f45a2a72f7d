"""« récapitule ce que j'ai dit »: what was noted of the person's wishes, the trades proposed, and the page of their own."""

from __future__ import annotations

from actions.choosing.examples import answers_of
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names
from bot.catalogue.orientation import is_proposed
from bot.catalogue.queries import professions
from bot.catalogue.wishes import told
from bot.replies import OWN_SUMMARY, Card, ChoiceDraft, Link, ReplyDraft

_MOST = 3  # trades last proposed
# The gateway puts the person's own address in its place.
_PAGE = Card(
    kind="scheme",
    title="Votre parcours",
    subtitle="Métiers, formations, rencontres et contacts de cette conversation, sur une page à imprimer ou à partager.",
    links=[Link(rel="more", title="Voir mon parcours", href=OWN_SUMMARY)],
)


async def own_summary(turn: Turn, _said: str = "", _talk: str = "") -> ReplyDraft:
    """What we hold of the person, the trades they were shown, and the page that gathers it all."""
    reply = await stored(turn, "summary")
    noted = [
        words for name, value in answers_of(turn).items() if value for words in told(name, value) if words
    ]
    shown = [str(slug) for slug in turn.known("last_list") or []][-_MOST:]
    slugs = shown if is_proposed(shown) else [turn.profession] if turn.profession else []
    found = [await professions.known(turn.session, slug) for slug in slugs]
    names = [both_names(one) for one in found if one is not None]
    lines = [
        *([f"Ce que j'ai noté : {', '.join(noted)}."] if noted else []),
        *([f"Métiers dont nous parlions : {' ; '.join(names)}."] if names else []),
    ]
    if lines:
        reply.text = "\n\n".join([*lines, reply.text])
    if noted:
        reply.choices = [
            ChoiceDraft(title="Reprendre les questions", payload="/help_choose"),
            *reply.choices,
        ][:3]
    reply.cards = [_PAGE]
    return reply
