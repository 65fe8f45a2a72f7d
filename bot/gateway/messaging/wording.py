"""What is said on messaging apps only. Plain words; each text is light Markdown."""

from __future__ import annotations

from bot.replies import ChoiceDraft, Reply, ReplyDraft

# Completes the notice of the first message: who else reads, how to leave, where to go with what is private.
NOTICE = (
    "{label} appartient à une entreprise établie hors de l'Union européenne, qui traite aussi vos messages. "
    "Pour un sujet délicat, écrivez plutôt sur [la page web]({url}/chat). "
    "À tout moment : « stop » pour ne plus rien recevoir, « effacer » pour tout effacer, « web » pour continuer "
    "sur le site."
)

STOPPED = ReplyDraft(
    text=(
        "C'est noté : je ne vous écrirai plus de moi-même, et vos rappels sont annulés. "
        "Pour reprendre, il suffit de m'écrire. Pour effacer nos échanges, envoyez « effacer »."
    )
)

ERASED = ReplyDraft(
    text=(
        "C'est fait : vos messages, mes réponses et vos rappels sont effacés chez nous. Cette application garde sa "
        "propre copie : supprimez aussi la discussion dans {label}. Si vous écrivez de nouveau, nous repartirons de zéro."
    )
)

NOTHING_MORE = ReplyDraft(text="Vous avez tout lu. Posez-moi une autre question quand vous voulez.")

CONTINUE = (
    "Vous pouvez continuer cette conversation sur le site avec ce lien : {url} (il reste valable {minutes} minutes "
    "et ouvre vos échanges : gardez-le pour vous)."
)

_TALK = [ChoiceDraft(title="Parler à quelqu'un", payload="/human")]
_UNREAD = {
    "voice": "Je ne peux pas écouter les messages vocaux. Écrivez-moi votre question, même en quelques mots.",
    "picture": "Je ne peux pas regarder les images. Écrivez-moi votre question, même en quelques mots.",
    "video": "Je ne peux pas regarder les vidéos. Écrivez-moi votre question, même en quelques mots.",
    "file": "Je ne peux pas ouvrir les fichiers. Écrivez-moi votre question, même en quelques mots.",
    "place": "Je ne peux pas lire une position. Écrivez-moi le nom de votre commune ou son code postal.",
    "contact": "Je ne lis pas les fiches de contact, et je n'ai pas besoin de coordonnées. Écrivez-moi votre question.",
    "sticker": "Merci ! Je ne lis que les mots : écrivez-moi votre question, même courte.",
}
_UNREAD_OTHERWISE = "Je ne lis que les messages écrits. Écrivez-moi votre question, même en quelques mots."
_BESIDE = {
    "picture": "Je ne peux pas regarder l'image : je réponds à votre texte.",
    "video": "Je ne peux pas regarder la vidéo : je réponds à votre texte.",
    "voice": "Je ne peux pas écouter le son : je réponds à votre texte.",
    "file": "Je ne peux pas ouvrir le fichier : je réponds à votre texte.",
}


def unread(what: str | None) -> ReplyDraft:
    """What to say to a content that is not read, with a way to a human."""
    return ReplyDraft(text=_UNREAD.get(what or "", _UNREAD_OTHERWISE), choices=_TALK)


def beside(what: str | None) -> ReplyDraft | None:
    """What to say of a content that came with a text; None when nothing need be said."""
    text = _BESIDE.get(what or "")
    return ReplyDraft(text=text) if text else None


def automatic(reply: Reply) -> Reply:
    """`reply` saying that the machine speaks again, after a human did."""
    return reply.model_copy(update={"text": f"Réponse automatique :\n\n{reply.text}"})
