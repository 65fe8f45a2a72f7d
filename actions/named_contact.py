"""« Cap emploi, c'est où à Clermont ? »: the body that the message names, near the place told."""

from __future__ import annotations

import re

from actions.contacts import show_contacts
from actions.stored import stored
from actions.turn import Turn
from bot.replies import ReplyDraft

# How each is named to people, by the kind of contact and the words that name it.
_BODIES = {
    "cap_emploi": ("Cap emploi", r"cap emploi"),
    "mission_locale": ("la mission locale", r"missions? locales?"),
    "cio": ("le CIO", r"\bcio\b"),
    "france_travail": ("France Travail", r"france travail|pole emploi"),
    "transitions_pro": ("Transitions Pro", r"transitions? pro\b"),
    "mdph": ("la MDPH", r"\bmdph\b"),
    "vae": ("le point relais VAE", r"(?:point|relais|antenne|conseil\w*) (?:relais )?vae"),
}


async def named_contact_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The nearest contact of each body named, with what is known of it; None when none is named."""
    kinds = [kind for kind, (_, words) in _BODIES.items() if re.search(words, said)]
    if not kinds:
        return None
    reply = await stored(turn, "named_contact", body=_BODIES[kinds[0]][0])
    await show_contacts(turn, reply, kinds, len(kinds))
    return reply if reply.cards else None
