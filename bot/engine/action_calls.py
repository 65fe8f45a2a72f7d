"""How an action is called: over a connection that is kept, with what actions read and no more.

Rasa opens a connection for each call, and sends the whole domain and every event since the conversation began.
"""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import rasa
import rasa.core.actions.action as action_module
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig, concat_url

from bot.engine.tracker import TrackerStore
from bot.engine.window import slim

# rasa-sdk's validation of a form reads the domain (which slots it needs); it accepts an empty one from all others.
_READS_DOMAIN = "validate_"
_JSON = {"Content-Type": "application/json"}


class ActionCalls:
    """The calls of one engine: its connections, and its store, which knows what was said earlier."""

    def __init__(self, seconds: float) -> None:
        """`seconds` is how long an action may take in all."""
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None
        self.store: TrackerStore | None = None
        self._written: tuple[Domain, dict[str, Any]] | None = None

    def adopt(self, store: Any) -> Any:
        """Read what was said earlier in `store`, which is given back."""
        self.store = store if isinstance(store, TrackerStore) else None
        return store

    def body(self, action: str, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        """What is sent for `action`: Rasa's form, with slim events and the domain for those only that read it."""
        state = tracker.current_state(EventVerbosity.NONE)
        before = list(self.store.earlier(tracker.sender_id).events) if self.store is not None else []
        events = list(tracker.events)
        last = max((at for at, event in enumerate(events) if type(event) is UserUttered), default=-1)
        now = [event.as_dict() if at == last else slim(event) for at, event in enumerate(events)]
        state["events"] = before + [event for event in now if event is not None]
        return {
            "next_action": action,
            "sender_id": tracker.sender_id,
            "tracker": state,
            "version": rasa.__version__,
            "domain": self._domain(domain) if action.startswith(_READS_DOMAIN) else {},
        }

    def _domain(self, domain: Domain) -> dict[str, Any]:
        if self._written is None or self._written[0] is not domain:
            self._written = (domain, domain.as_dict())
        return self._written[1]

    async def post(self, endpoint: EndpointConfig, body: dict[str, Any]) -> Any:
        """Call the action server; raises what Rasa's own call raises. A kept connection found closed is tried anew."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=15)
            self._session = aiohttp.ClientSession(connector=connector, timeout=self._timeout, headers=_JSON)
        data = json.dumps(body).encode()
        url = concat_url(endpoint.url, None)
        for attempt in (1, 2):
            try:
                async with self._session.post(url, data=data) as response:
                    if response.status >= 400:
                        raise ClientResponseError(
                            response.status, response.reason, await response.content.read()
                        )
                    return await response.json()
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
                # The server had closed the connection that we kept. Our actions only read and answer: calling one
                # twice changes nothing. A connection that cannot be made is another matter.
                if attempt == 2 or isinstance(error, aiohttp.ClientConnectorError):
                    raise
        return None

    def install(self) -> None:
        """Put this way of calling in the place of Rasa's."""
        calls = self

        def body(self: Any, tracker: DialogueStateTracker, domain: Any) -> dict[str, Any]:
            return calls.body(self.name(), tracker, domain)

        async def request(self: EndpointConfig, method: str = "post", **kwargs: Any) -> Any:
            return await calls.post(self, kwargs["json"])

        action_module.RemoteAction._action_call_format = body
        EndpointConfig.request = request
