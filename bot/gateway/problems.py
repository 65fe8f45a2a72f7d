"""Problem documents (RFC 9457): every refusal, in French a visitor can read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.replies import Reply


class Problem(Exception):
    """A refusal: its HTTP status, a stable name, a French title and detail, and replies to show if any."""

    def __init__(
        self,
        status: int,
        name: str,
        title: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        replies: Sequence[Reply] | None = None,
    ) -> None:
        super().__init__(name)
        self.status = status
        self.name = name
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})
        self.replies = replies

    def document(self) -> dict[str, Any]:
        """The problem as RFC 9457 writes it."""
        document: dict[str, Any] = {
            "type": f"urn:orisoin:problem:{self.name}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.replies is not None:
            document["replies"] = [reply.model_dump(exclude_none=True) for reply in self.replies]
        return document

    def response(self) -> web.Response:
        """The problem as an HTTP response."""
        return web.Response(
            status=self.status,
            body=json.dumps(self.document(), ensure_ascii=False).encode(),
            content_type="application/problem+json",
            headers=self.headers,
        )


def invalid_json() -> Problem:
    """400: the body cannot be read."""
    return Problem(
        400, "invalid-json", "Demande illisible", "La demande n'a pas pu être lue : elle doit être en JSON."
    )


def wrong_token() -> Problem:
    """401: no token, an altered one, or another conversation's."""
    return Problem(
        401,
        "wrong-token",
        "Accès refusé",
        "Cette conversation n'est pas ouverte ici. Commencez une nouvelle conversation.",
        headers={"WWW-Authenticate": 'Bearer realm="conversation"'},
    )


def foreign_origin() -> Problem:
    """403: a page that may not call."""
    return Problem(403, "origin", "Site non autorisé", "Ce site n'est pas autorisé à utiliser l'assistant.")


def unknown(what: str = "Cette page") -> Problem:
    """404: `what` (French, with its article) does not exist."""
    return Problem(404, "unknown", "Introuvable", f"{what} n'existe pas.")


def wrong_method(allowed: str) -> Problem:
    """405."""
    return Problem(
        405, "method", "Action impossible", "Cette action n'existe pas ici.", headers={"Allow": allowed}
    )


def slow_body() -> Problem:
    """408: the body did not come in time."""
    return Problem(
        408,
        "slow-body",
        "Envoi trop long",
        "Votre message n'est pas arrivé en entier. Vérifiez votre connexion et renvoyez-le.",
        headers={"Connection": "close"},
    )


def erased() -> Problem:
    """410: the conversation was erased."""
    return Problem(
        410,
        "erased",
        "Conversation effacée",
        "Cette conversation a été effacée. Vous pouvez en commencer une nouvelle.",
    )


def expired() -> Problem:
    """410: the token is too old."""
    return Problem(
        410,
        "expired",
        "Conversation expirée",
        "Cette conversation est fermée depuis un moment. Rouvrez-la ou commencez-en une nouvelle.",
    )


def too_large() -> Problem:
    """413."""
    return Problem(
        413, "too-large", "Envoi trop lourd", "Cet envoi est trop lourd. Écrivez un message plus court."
    )


def encoded() -> Problem:
    """415: a compressed body."""
    return Problem(
        415, "encoding", "Format non accepté", "Les envois compressés ou codés ne sont pas acceptés."
    )


def unusable(detail: str) -> Problem:
    """422: what was sent cannot be used, and why (French)."""
    return Problem(422, "unusable", "Envoi à corriger", detail)


def too_many(seconds: int, detail: str) -> Problem:
    """429: come back in `seconds`."""
    return Problem(429, "too-many", "Trop de demandes", detail, headers={"Retry-After": str(max(1, seconds))})


def failure() -> Problem:
    """500: our mistake."""
    return Problem(
        500,
        "failure",
        "Erreur de notre côté",
        "Une erreur est survenue de notre côté. Réessayez dans un instant.",
    )


def unavailable(detail: str, replies: Sequence[Reply], seconds: int = 3) -> Problem:
    """503: something behind us is away; what to say to the person meanwhile."""
    return Problem(
        503,
        "unavailable",
        "Réponse impossible pour l'instant",
        detail,
        headers={"Retry-After": str(seconds)},
        replies=replies,
    )


def full(reply: Reply) -> Problem:
    """503: more people write than can be answered; what helps meanwhile, and when to come back."""
    seconds = 5 + secrets.randbelow(11)  # not all at the same moment
    return unavailable(
        "Beaucoup de personnes écrivent en ce moment. Votre message n'est pas gardé : renvoyez-le dans quelques secondes.",
        [reply],
        seconds,
    )
