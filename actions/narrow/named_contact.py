"""« Cap emploi, c'est où ? », « le numéro de LADOM ? »: the body named, its number or address, or that we lack it."""

from __future__ import annotations

import re

from actions.people.told import adult_told
from actions.talk.turn import Turn
from actions.thread.facts_told import is_told
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from actions.words.wording import as_of_words, distinct, place_words, source
from bot.catalogue.models import Contact
from bot.catalogue.queries import contacts
from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# How each is named to people, by the kind of contact and the words that name it.
_BODIES = {
    "cap_emploi": ("Cap emploi", r"cap emploi"),
    "mission_locale": ("la mission locale", r"missions? locales?"),
    "cio": ("le CIO", r"\bcio\b"),
    "france_travail": ("France Travail", r"france travail|pole emploi|\bft\b"),
    "transitions_pro": ("Transitions Pro", r"transitions? pro\b"),
    "mdph": ("la MDPH", r"\bmdph\b"),
    "vae": ("le point conseil VAE", r"\bvae\b"),
    "cep": (
        "le conseil en évolution professionnelle",
        r"\bcep\b|conseil en evolution|\bconseill\w+\b|quelqu.un",
    ),
    "parcoursup": ("Parcoursup", r"parcoursup"),
    "region": ("la Région", r"\bla region\b|conseil regional"),
}
# Those of whom we keep nothing.
_OTHERS = {
    "LADOM": r"\bladom\b",
    "la CAF": r"\bcaf\b",
    "la CPAM": r"\bcpam\b|\bsecu\b",
    "l'ANFH": r"\banfh\b",
    "la DREETS": r"\bdreets\b",
    "l'ARS": r"\bars\b|\bagences? regionales? de sante\b",
    "l'Ordre des infirmiers": r"\bordre (?:des |national |departemental |regional )*(?:infirmi\w*)|\bl.?ordre\b",
    "le Crous": r"\bcrous\b",
    "Défense Mobilité": r"defense mobilite",
}
# Those that look at a diploma of another country: where it is said which of them does is known, their numbers are not.
_OF_DIPLOMAS = ("la DREETS", "l'ARS", "l'Ordre des infirmiers")
_NUMBER = re.compile(r"\bnumeros?\b|\bnum\b|\btel\b|telephon\w*|\bappeler\b|\bjoindre\b")
_ADDRESS = re.compile(
    r"\badresses?\b|\bou (?:est|sont|se trouve|ca se|je peux|aller)\b|c.est ou\b|\bagences?\b|\bou\W*$"
)
_FOR_WHOM = re.compile(
    r"\bpour (?:les |des |que les )?(?:jeunes?|vieux|adultes?|qui|moi|tous?|"
    r"handicap\w*|cadres?|eleves?|chomeu\w*|salarie\w*)\b|\bage\b|\breserve\w*"
    r"|\btrop (?:vieu\w*|vieille|agee?)\b|\b(?:encore|plus) (?:le )?droit\b|\bjusqu.a\b"
)
_PUT_ASIDE = re.compile(r"\bpas (?:a |au |de |du |pour )?(?:la |le |l.)?\w+(?: \w+)?(?= |$)")
_RECENT = 4  # messages: how far back the body is looked for when only a number is asked
_TYPED = re.compile(r"\[(?:numero de telephone|adresse e-mail)\]")
_YOUNG = 26  # years
_OF_THE_YOUNG = re.compile(
    r"^(?!.*\bcep\b).*(?:\bpetite?s?[ -](?:fille|fils)\b"
    r"|\b(?:mon|ma|notre) (?:\w+ )?(?:fils|fille|ado|niece|neveu|gamine?)\b"
    r"|\b(?:lycee|college|lyceenne?|collegienn?e?|terminale|troisieme)\b|\bj.?ai (?:pas )?cours\b)"
)
_MOST = 2  # bodies told of at once
_SHORT = 9  # words of a message that asks a number and names nobody


async def named_contact_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What is known of the body named, or of the one just spoken of; None when none is."""
    if _TYPED.search(said):
        return None  # one's own number was typed, none is asked for
    kinds, other = _bodies(said)
    if kinds == ["cep"] and (_OF_THE_YOUNG.search(said) or (turn.age or 99) < _YOUNG):
        kinds = ["cio", "mission_locale"]  # « ma petite-fille n'ose pas, le numéro d'un conseiller ? »
    if (
        not kinds
        and not other
        and len(said.split()) <= _SHORT
        and (_NUMBER.search(said) or _ADDRESS.search(said))
    ):
        before = (_bodies(normalise(text)) for text in turn.earlier[:_RECENT])
        kinds, other = next(((found, name) for found, name in before if found or name), ([], None))
    if other:
        of_diplomas = other.startswith(_OF_DIPLOMAS) and is_told(turn, "foreign_diploma")
        return await stored(turn, "contact_foreign" if of_diplomas else "contact_unknown", body=other)
    if not kinds:
        return None
    found = await _nearest(turn, kinds[0])
    if found is None:
        return None
    body = _BODIES[kinds[0]][0]
    reply = await _told(turn, said, body, found)
    await show_contacts(turn, reply, kinds, len(kinds))
    return reply if reply.cards else None


def _bodies(said: str) -> tuple[list[str], str | None]:
    """The kinds of contact that `said` names, one named exactly before the counsellors of anywhere; or another body."""
    said = _PUT_ASIDE.sub(" ", said)
    kinds = [kind for kind, (_, words) in _BODIES.items() if re.search(words, said)]
    if len(kinds) > 1 and "cep" in kinds and not re.search(r"\bcep\b", said):
        kinds.remove("cep")
    others = [name for name, words in _OTHERS.items() if re.search(words, said)]
    return kinds, " ou ".join(others[:_MOST]) or None


async def _nearest(turn: Turn, kind: str) -> Contact | None:
    departments = load_gazetteer().departments_of(turn.place) if turn.place else []
    near = await contacts.near(turn.session, department=departments[0] if departments else None, kinds=[kind])
    return near[0] if near else None


async def _told(turn: Turn, said: str, body: str, contact: Contact) -> ReplyDraft:
    """The answer in words: the number or the address asked for, or that we do not have it."""
    site = (contact.url or "son site officiel").removeprefix("https://").removeprefix("www.").rstrip("/")
    near = f", {place_words(turn.place)}" if turn.place else ""
    dated = as_of_words(contact.as_of) if contact.as_of else "page sans date"
    if _ADDRESS.search(said) and not contact.address:
        call = f", ou au {contact.phone} ({dated}, à vérifier)" if contact.phone else ""
        reply = await stored(turn, "contact_no_address", body=body, near=near, site=site, call=call)
    elif _NUMBER.search(said) and contact.phone:
        reply = await stored(turn, "contact_phone", body=body, phone=contact.phone, dated=dated, site=site)
    elif _NUMBER.search(said):
        reply = await stored(turn, "contact_no_phone", body=body, site=site)
    else:
        reply = await stored(turn, "named_contact", body=body)
    reply.sources = distinct([source(contact.source_url, contact.as_of)])
    return reply


async def for_whom_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """« La mission locale, c'est pour les jeunes, non ? »: whom the body named is for; None when none is named."""
    kinds, _ = _bodies(said)
    contact = await _nearest(turn, kinds[0]) if kinds and _FOR_WHOM.search(said) else None
    if contact is None or not contact.for_whom:
        return None
    body = _BODIES[kinds[0]][0]
    told = contact.for_whom.split(". Accueil")[0].rstrip(".")
    yes = "Oui. " if contact.max_age and "jeune" in said else ""
    reply = await stored(turn, "named_contact", body=body)
    reply.text = f"{yes}{body[:1].upper()}{body[1:]} : {told[:1].lower()}{told[1:]}."
    if contact.max_age and (adult_told(turn) or (turn.age or 0) > contact.max_age):
        reply.text += (
            " Plus âgé, voyez France Travail ou le conseil en évolution professionnelle (mon-cep.org)."
        )
    reply.sources = distinct([source(contact.source_url, contact.as_of)])
    await show_contacts(turn, reply, ["france_travail", "cep"], 1, age_of(turn))
    return reply
