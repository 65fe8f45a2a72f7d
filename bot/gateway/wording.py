"""The gateway's own sentences: what is said when the catalogue's answers cannot be read."""

from __future__ import annotations

from bot.replies import ChoiceDraft, ReplyDraft, Source

MASKED = (
    "Pour vous protéger, j'ai masqué une information personnelle dans votre message. "
    "Vous n'avez pas besoin de me la donner."
)

WELCOME = ReplyDraft(
    text=(
        "Bonjour. Je suis un programme automatique : je renseigne sur les métiers du soin et de "
        "l'accompagnement. Pour vous protéger, n'indiquez ni nom, ni adresse, ni numéro de sécurité sociale. "
        "Que voulez-vous savoir ?"
    ),
    choices=[
        ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
        ChoiceDraft(title="Découvrir un métier", payload="/profession_info"),
        ChoiceDraft(title="Voir les rencontres", payload="/event_search"),
    ],
)

NOTICE = (
    "Vos messages sont gardés {days} jours au plus. Vous pouvez les effacer à tout moment. "
    "[Vos données et vos droits]({url})"
)

KEPT_LONGER = "Cette conversation est gardée {days} jours au plus, le temps de vous répondre."

APOLOGY = ReplyDraft(
    text=(
        "Pardon, je ne peux pas vous répondre pour l'instant. Renvoyez votre message dans un moment. "
        "Pour parler à quelqu'un : le conseil en évolution professionnelle, gratuit (mon-cep.org). "
        "Si vous êtes en danger : le 15 ou le 112. Idées suicidaires : le 3114. Enfant en danger : le 119."
    ),
    sources=[Source(title="Mon conseil en évolution professionnelle", url="https://mon-cep.org")],
)

_IMMEDIATE = "En danger immédiat, appelez le 15 ou le 112."
_OTHERWISE = (
    f"Ce que vous dites est important. {_IMMEDIATE} Pour parler à des soignants, jour et nuit, "
    "gratuitement : le 3114. Pour un enfant ou un jeune en danger : le 119."
)

# Suicide is told, and what kills is there or taken already.
AT_HAND = "at_hand"
# Who hits reads the telephone too.
WATCHED = "watched"

# By kind of danger (bot.french.safety): the slugs of its ready answer, best first, and what to say otherwise.
DISTRESS: dict[str, tuple[tuple[str, ...], str]] = {
    "suicide": (
        ("distress_suicide",),
        f"Ce que vous dites est important. {_IMMEDIATE} Des soignants vous écoutent jour et nuit au 3114 : "
        "c'est gratuit et confidentiel. Prévenez aussi une personne proche.",
    ),
    AT_HAND: (
        ("distress_at_hand", "distress_suicide"),
        "Appelez maintenant le 3114, ou le 15, ou le 112 : jour et nuit, gratuitement. Éloignez-vous de ce qui peut "
        "vous blesser, et allez près de quelqu'un.",
    ),
    "third_party_suicide": (
        ("distress_third_party_suicide", "third_party", "distress_suicide"),
        "Merci de vous en préoccuper. En danger immédiat pour cette personne, appelez le 15 ou le 112. "
        "Le 3114 conseille aussi les proches, jour et nuit, gratuitement.",
    ),
    "violence": (
        ("distress_violence",),
        "Vous n'y êtes pour rien. En danger immédiat : le 17 ou le 112, ou le 114 par SMS si vous ne pouvez "
        "pas parler. Pour être écoutée, une femme peut appeler le 3919. Pour un enfant ou un jeune : le 119.",
    ),
    WATCHED: (
        ("danger_watched", "distress_violence"),
        "Votre sécurité d'abord : effacez la conversation et l'historique. En danger immédiat : le 17, ou le 114 par SMS. "
        "Le 119, pour un enfant ou un jeune, et le 3919 ne se voient pas sur les factures.",
    ),
    "child_danger": (
        ("distress_child_danger", "distress_child"),
        "Merci d'en parler. Le 119 écoute jour et nuit, gratuitement, sans trace sur les factures. "
        "En danger immédiat : le 17 ou le 112, ou le 114 par SMS.",
    ),
    "medical": (
        ("distress_medical",),
        "Je ne peux pas donner d'avis médical. En urgence, appelez le 15 ou le 112 maintenant.",
    ),
    "placement": (
        ("distress_placement",),
        "Vous n'y êtes pour rien. Parlez-en à votre formateur référent ou à la direction de l'école. "
        "Si la vie vous pèse trop, le 3114 répond jour et nuit, gratuitement.",
    ),
    "harassment": (
        ("distress_harassment",),
        "Vous n'y êtes pour rien. Pour un harcèlement ou une violence en ligne : le 3018, gratuit. "
        "Pour un enfant ou un jeune en danger : le 119. En danger immédiat : le 17 ou le 112.",
    ),
    "elder_abuse": (
        ("distress_elder_abuse", "elder_abuse"),
        "Merci d'en parler. Le 3133 conseille en cas de maltraitance d'un adulte vulnérable, gratuitement. "
        "En danger immédiat : le 17 ou le 112.",
    ),
    "general_distress": (("distress_general_distress", "distress_general"), _OTHERWISE),
}

DISTRESS_OTHERWISE: tuple[tuple[str, ...], str] = (("distress_general",), _OTHERWISE)
