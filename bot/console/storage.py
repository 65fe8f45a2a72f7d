"""Where aiohttp-session keeps sessions: rows of the database, so that one can be ended from elsewhere.

Before login nothing is stored: the cookie itself holds the form's token, signed.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from aiohttp import web
from aiohttp_session import AbstractStorage, Session
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.accounts import ConsoleSession
from bot.catalogue.queries import accounts
from bot.console.keys import set_caller

_SIGNED = "s."
_SIGNED_SECONDS = 7200
# In a session: it is someone else's from now on, under a new name.
FRESH = "fresh"


def session_digest(token: str) -> str:
    """What the database knows of a cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


class DatabaseStorage(AbstractStorage):
    """Sessions in the database once someone is logged in, in a signed cookie before."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], secret: bytes, secure: bool) -> None:
        # __Host- binds the cookie to this host, over https only.
        name = "__Host-orisoin-console" if secure else "orisoin-console"
        super().__init__(cookie_name=name, path="/", secure=secure, httponly=True, samesite="Strict")
        self._sessions = sessions
        self._signer = URLSafeTimedSerializer(secret, salt="console-session")

    async def load_session(self, request: web.Request) -> Session:
        """The session of the cookie, a new one when there is none or it is over."""
        cookie = self.load_cookie(request) or ""
        if cookie.startswith(_SIGNED):
            try:
                data = self._signer.loads(cookie.removeprefix(_SIGNED), max_age=_SIGNED_SECONDS)
            except BadData:
                return Session(None, data=None, new=True)
            return Session(cookie, data={"created": 0, "session": data}, new=False)
        if not cookie:
            return Session(None, data=None, new=True)
        async with self._sessions.begin() as session:
            found = await accounts.live_session(session, session_digest(cookie))
        if found is None:
            return Session(None, data=None, new=True)
        row, account = found
        set_caller(request, account)
        return Session(cookie, data={"created": 0, "session": row.data}, new=False)

    async def save_session(
        self, request: web.Request, response: web.StreamResponse, session: Session
    ) -> None:
        """Keep a changed session; an emptied one is ended."""
        data: dict[str, Any] = dict(session)
        identity = str(session.identity or "")
        kept = bool(identity) and not identity.startswith(_SIGNED)
        if data.pop(FRESH, False) and kept:
            await self._end(identity)
            kept = False
        if "account" not in data:
            if kept:
                await self._end(identity)
            if data:
                self._set(response, _SIGNED + str(self._signer.dumps(data)))
            else:
                self._set(response, "")
            return
        async with self._sessions.begin() as database:
            row = await database.get(ConsoleSession, session_digest(identity)) if kept else None
            if row is not None:
                row.data = data
            elif not kept:
                identity = secrets.token_urlsafe(32)
                await accounts.open_session(database, session_digest(identity), data["account"], data)
                self._set(response, identity)

    async def _end(self, identity: str) -> None:
        async with self._sessions.begin() as database:
            row = await database.get(ConsoleSession, session_digest(identity))
            if row is not None:
                await database.delete(row)

    def _set(self, response: web.StreamResponse, value: str) -> None:
        secure = bool(self.cookie_params["secure"])
        response.set_cookie(
            self.cookie_name,
            value,
            path="/",
            secure=secure,
            httponly=True,
            samesite="Strict",
            max_age=None if value else 0,
        )
