"""Values as people read them."""

from __future__ import annotations

from datetime import date, datetime, timezone
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.catalogue.models import Event, EventSlot
from bot.channels.when import french_month, french_when
from bot.replies import When

_PARIS = ZoneInfo("Europe/Paris")
# What the audit log holds, in French.
_ACTIONS = {
    "request.read": "demande lue",
    "request.follow": "suivi d'une demande",
    "request.note": "note sur une demande",
    "request.answer": "réponse à une personne",
    "request.close": "demande terminée",
    "step.reach": "suite enregistrée",
    "step.undo": "suite annulée",
    "question.teach": "question gardée comme exemple",
    "question.ignore": "question laissée de côté",
    "question.answer": "réponse écrite",
    "question.unanswer": "réponse retirée",
    "ambassador.add": "professionnel ajouté",
    "ambassador.edit": "professionnel modifié",
    "ambassador.remove": "professionnel retiré",
    "figures.export": "chiffres téléchargés",
    "figures.report": "bilan ouvert",
    "retention.edit": "durées de conservation changées",
    "document.read": "document de conformité ouvert",
    "login": "connexion",
    "login.recovery": "connexion par un code de secours",
    "login.refused": "connexion refusée",
    "logout": "déconnexion",
    "session.end": "sessions fermées",
    "account.add": "compte créé",
    "account.disable": "compte désactivé",
    "account.reset": "compte réinitialisé",
    "account.password": "mot de passe changé",
    "event.add": "événement ajouté",
    "event.edit": "événement corrigé",
    "event.cancel": "événement annulé",
    "event.check": "événement revu",
    "feed.import": "agenda importé",
    "feed.add": "abonnement ajouté",
    "feed.remove": "source retirée",
    "feed.refresh": "source relue",
    "merge.accept": "doublon fondu",
    "merge.refuse": "doublon écarté",
    "proposal.accept": "proposition acceptée",
    "proposal.refuse": "proposition refusée",
    "training.add": "formation ajoutée",
    "training.edit": "formation corrigée",
    "training.check": "formation revue",
    "training.withdraw": "formation retirée",
    "site.add": "site créé",
    "site.edit": "site modifié",
    "fact.edit": "fait corrigé",
    "fact.add": "fait ajouté",
    "fact.remove": "fait retiré",
    "fact.check": "fait vérifié",
}
_STATES = {
    "scheduled": "prévu",
    "cancelled": "annulé",
    "postponed": "reporté",
    "full": "complet",
    "moved_online": "passé en ligne",
    "rescheduled": "reprogrammé",
}
_FIELDS = {
    "title": "titre",
    "kind": "genre",
    "description": "description",
    "description_html": "description",
    "slots": "dates",
    "place": "lieu",
    "status": "état",
    "professions": "métiers",
    "audiences": "publics",
    "organisation_slug": "organisme",
    "profession_slug": "métier",
    "sessions": "sessions",
    "mode": "voie",
    "permanent_entry": "entrée à tout moment",
    "withdrawn": "retrait",
    "seats": "places",
    "url": "page de l'événement",
    "online_link": "lien de visioconférence",
    "attendance": "participation",
    "accessibility": "accessibilité",
    "registration_required": "inscription obligatoire",
    "registration_link": "page d'inscription",
    "registration_phone": "téléphone d'inscription",
    "registration_deadline": "fin des inscriptions",
    "cost": "coût",
    "cost_note": "coût",
    "duration": "durée",
    "funding": "financement",
    "entry_conditions": "conditions d'entrée",
    "link": "page de la formation",
    "phone": "téléphone",
}


def moment(value: datetime | None) -> str:
    """A moment, as Paris counts it."""
    return value.astimezone(_PARIS).strftime("%d/%m/%Y à %H h %M") if value else "jamais"


def action(name: str) -> str:
    """An action of the audit log."""
    return _ACTIONS.get(name, name)


def host(url: str) -> str:
    """Where an address leads, without its path."""
    return urlsplit(url).hostname or url


def event_state(event: Event) -> str:
    """The state of an event, in a word or two."""
    if event.withdrawn:
        return "retiré de sa source"
    if event.last_end <= datetime.now(timezone.utc):
        return "passé"
    return _STATES.get(event.status, event.status)


def field_name(name: str) -> str:
    """A field set by hand, in French."""
    return _FIELDS.get(name, name)


def slot_when(slot: EventSlot) -> str:
    """When a slot takes place, as it was published."""
    if slot.precision == "month":
        return french_month(date.fromisoformat(slot.local_start[:10]))
    start, end, zone = slot.local_start, slot.local_end, slot.zone
    return french_when(When(start=start, end=end, timezone=zone, all_day=slot.all_day))
