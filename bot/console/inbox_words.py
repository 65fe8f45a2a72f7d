"""What counsellors read of requests and figures, in French."""

from __future__ import annotations

KINDS = {
    "callback": "Être rappelé",
    "message": "Message",
    "immersion": "Immersion",
    "visit": "Vis ma vie",
    "ambassador": "Parler à un professionnel",
}
STATES = {
    "new": "Nouvelle",
    "taken": "Prise en charge",
    "answered": "Répondue",
    "closed": "Terminée",
    "withdrawn": "Retirée par la personne",
}
STEPS = {"applied": "A candidaté", "internship": "Stage trouvé", "hired": "Embauche"}
OUTCOMES = {
    **STEPS,
    "informed": "Renseignée",
    "directed": "Orientée vers un autre service",
    "unreachable": "Injoignable",
    "gave_up": "A renoncé",
}
WHYS = {
    "pay": "La rémunération",
    "hours": "Les horaires",
    "distance": "La distance",
    "training": "La formation",
    "health": "La santé",
    "other_trade": "Un autre métier",
    "other": "Autre raison",
}
WAYS = {"call": "Téléphone", "video": "Visio", "meeting": "Rencontre", "visit": "Visite sur place"}
CHANNELS = {
    "web": "Web",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "": "Autre",
}
AUDIENCES = {
    "young": "Jeunes",
    "career_change": "Reconversion",
    "counsellor": "Conseillers",
    "": "Non précisé",
}
TOPICS = {
    "professions": "Métiers",
    "pay": "Salaires",
    "training": "Formations",
    "funding": "Financement",
    "events": "Rencontres",
    "orientation": "Orientation",
    "immersion": "Stages et immersions",
    "counsellor": "Parler à quelqu'un",
    "assistant": "L'assistant",
    "safety": "Détresse ou colère",
    "out_of_scope": "Autre ou non compris",
    "": "Sans sujet",
}
FUNNEL = {
    "reached": "Conversations commencées",
    "engaged": "Deux messages ou plus",
    "shown": "Rencontre ou contact montré",
    "applied": "Candidatures",
    "internship": "Stages ou immersions trouvés",
    "hired": "Embauches",
}
