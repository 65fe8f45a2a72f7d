"""The platforms as the gateway sees them: loopback servers that accept, slow down, fail, hang and call with signatures."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
from aiohttp import BodyPartReader, web
from PIL import Image

from bot.settings import Settings, load_settings
from tests.channels.limits import check_messenger, check_telegram, check_whatsapp
from tests.channels.samples import BSUID, NUMBER, PAGE, PERSON
from tests.gateway.fakes import free_port

TELEGRAM_TOKEN = "1234:jeton-d-essai"
TELEGRAM_SECRET = "un-secret-de-telegram"
META_TOKEN = "jeton-de-meta"
META_SECRET = "secret-de-l-application"
VERIFY = "mot-convenu"
ADDRESSES = {"telegram": str(PERSON), "whatsapp": BSUID, "messenger": "psid1"}


@dataclass(frozen=True)
class Sent:
    """One message that a platform accepted."""

    channel: str
    address: str
    text: str
    options: dict[str, str]
    key: str | None
    picture: bytes | None = None


@dataclass
class FakePlatforms:
    """All three platforms on one port; `plan` holds how to answer the next messages, `accept` being the rule.

    `upload_plan` does the same for the pictures that Meta is given apart, which `uploads` keeps by their names.
    """

    port: int = field(default_factory=free_port)
    plan: deque[Any] = field(default_factory=deque)
    upload_plan: deque[Any] = field(default_factory=deque)
    uploads: dict[str, bytes] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    seconds: float = 0.0
    # Called after a message was accepted and before its caller is told.
    accepted: Callable[[Sent], Awaitable[None]] | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where they listen."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._telegram)
        app.router.add_post("/{account}/messages", self._meta)
        app.router.add_post("/{account}/{kind:media|message_attachments}", self._upload)
        app.router.add_get("/{account}", self._account)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        """Refuse connections."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def texts(self, channel: str | None = None) -> list[str]:
        """What was received, in order."""
        return [one.text for one in self.sent if channel in (None, one.channel)]

    async def wait(self, count: int, seconds: float = 10.0) -> list[Sent]:
        """The messages received, once there are `count` of them."""
        async with asyncio.timeout(seconds):
            while len(self.sent) < count:
                self._arrived.clear()
                await self._arrived.wait()
        return self.sent

    async def carried_out(self, seconds: float = 10.0) -> None:
        """Wait until every planned answer was given, and what follows from it had a moment to happen."""
        async with asyncio.timeout(seconds):
            while self.plan:  # noqa: ASYNC110 - looked at by tests only
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)

    async def _planned(self) -> web.Response | None:
        await asyncio.sleep(self.seconds)
        return await self._step(self.plan)

    async def _step(self, plan: deque[Any]) -> web.Response | None:
        step = plan.popleft() if plan else "accept"
        if step == "accept":
            return None
        if step == "hang":
            await asyncio.sleep(60)
        status, body = step
        return web.json_response(body, status=status)

    async def _telegram(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body, attached = await _body(request)
        if request.match_info["token"] != TELEGRAM_TOKEN:
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        self.calls.append((method, body))
        if method == "answerCallbackQuery":
            self.acknowledged.append(body["callback_query_id"])
            return web.json_response({"ok": True, "result": True})
        if method in ("getMe", "getWebhookInfo", "setWebhook"):
            return web.json_response(
                {"ok": True, "result": {"username": "essai_bot", "url": "", "pending_update_count": 0}}
            )
        if (planned := await self._planned()) is not None:
            return planned
        address = body.pop("chat_id")
        assert isinstance(address, int)
        if method == "sendPhoto":
            return await self._photo(address, body, attached)
        assert method == "sendMessage" and not attached
        check_telegram(body)
        await self._accept(Sent("telegram", str(address), body["text"], _keys(body), None))
        return web.json_response({"ok": True, "result": {"message_id": len(self.sent)}})

    async def _photo(self, address: int, body: dict[str, Any], attached: dict[str, bytes]) -> web.Response:
        """`sendPhoto`: a file of the form, or the name that an earlier one got."""
        if attached:
            assert set(attached) == {"photo"} and "photo" not in body
            name = self._keep(attached["photo"])
        else:
            name = body["photo"]
            if name not in self.uploads:
                told = {"ok": False, "error_code": 400, "description": "Bad Request: wrong file identifier"}
                return web.json_response(told, status=400)
        check_telegram({**body, "photo": name})
        sent = Sent("telegram", str(address), body["caption"], _keys(body), None, self.uploads[name])
        await self._accept(sent)
        sizes = [{"file_id": f"{name}-s", "width": 90}, {"file_id": name, "width": 720}]
        return web.json_response({"ok": True, "result": {"message_id": len(self.sent), "photo": sizes}})

    def _keep(self, png: bytes) -> str:
        assert Image.open(BytesIO(png)).format == "PNG"
        name = f"9{len(self.uploads):06}"
        self.uploads[name] = png
        return name

    async def _upload(self, request: web.Request) -> web.Response:
        """What Meta is given to keep: a form with a file, its type, and what it is for."""
        if request.headers.get("Authorization") != f"Bearer {META_TOKEN}":
            return web.json_response({"error": {"code": 190}}, status=401)
        fields, attached = await _body(request)
        self.calls.append((request.match_info["kind"], fields))
        if (planned := await self._step(self.upload_plan)) is not None:
            return planned
        if request.match_info["account"] == NUMBER:
            assert request.match_info["kind"] == "media"
            assert fields == {"messaging_product": "whatsapp", "type": "image/png"}
            return web.json_response({"id": self._keep(attached["file"])})
        assert (request.match_info["account"], request.match_info["kind"]) == (PAGE, "message_attachments")
        assert fields == {"message": {"attachment": {"type": "image", "payload": {"is_reusable": True}}}}
        return web.json_response({"attachment_id": self._keep(attached["filedata"])})

    async def _account(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {META_TOKEN}":
            return web.json_response({"error": {"code": 190}}, status=401)
        return web.json_response({"id": request.match_info["account"]})

    async def _meta(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {META_TOKEN}":
            return web.json_response({"error": {"code": 190}}, status=401)
        body = await request.json()
        if (planned := await self._planned()) is not None:
            return planned
        if request.match_info["account"] == NUMBER:
            await self._accept(_whatsapp(body, self.uploads))
            return web.json_response({"messages": [{"id": f"wamid.{len(self.sent)}"}]})
        assert request.match_info["account"] == PAGE
        await self._accept(_messenger(body, self.uploads))
        return web.json_response({"recipient_id": "x", "message_id": f"m{len(self.sent)}"})

    async def _accept(self, sent: Sent) -> None:
        self.sent.append(sent)
        self._arrived.set()
        if self.accepted is not None:
            await self.accepted(sent)


async def _body(request: web.Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The fields of a call and its files: JSON, or a form really cut in parts, whose files say what they are."""
    if request.content_type == "application/json":
        return await request.json(), {}
    assert request.content_type == "multipart/form-data"
    fields: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader) and part.name is not None
        if part.filename is None:
            text = await part.text()
            fields[part.name] = json.loads(text) if text[0] in "{[-0123456789" else text
        else:
            assert part.headers["Content-Type"] == "image/png"
            files[part.name] = bytes(await part.read())
    return fields, files


def _keys(body: dict[str, Any]) -> dict[str, str]:
    rows = body.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    return {button["callback_data"]: button["text"] for row in rows for button in row}


def _whatsapp(body: dict[str, Any], uploads: dict[str, bytes]) -> Sent:
    assert body.pop("messaging_product") == "whatsapp" and body.pop("recipient_type") == "individual"
    key = body.pop("biz_opaque_callback_data")
    address = body.pop("recipient", None) or body.pop("to")
    check_whatsapp(body)
    if body["type"] == "text":
        return Sent("whatsapp", address, body["text"]["body"], {}, key)
    if body["type"] == "image":
        image = body["image"]
        return Sent("whatsapp", address, image["caption"], {}, key, uploads[image["id"]])
    inner = body["interactive"]
    if inner["type"] == "button":
        options = {one["reply"]["id"]: one["reply"]["title"] for one in inner["action"]["buttons"]}
    else:
        rows = inner["action"]["sections"][0]["rows"]
        options = {row["id"]: row.get("description", row["title"]) for row in rows}
    picture = uploads[inner["header"]["image"]["id"]] if "header" in inner else None
    return Sent("whatsapp", address, inner["body"]["text"], options, key, picture)


def _messenger(body: dict[str, Any], uploads: dict[str, bytes]) -> Sent:
    assert body["messaging_type"] == "RESPONSE"
    message = body["message"]
    key = message.pop("metadata")
    check_messenger(message)
    options = {one["payload"]: one["title"] for one in message.get("quick_replies", [])}
    picture = uploads[message["attachment"]["payload"]["attachment_id"]] if "attachment" in message else None
    return Sent("messenger", body["recipient"]["id"], message.get("text", ""), options, key, picture)


def with_channels(settings: dict[str, str], url: str) -> Settings:
    """Settings with the three channels set up, whose platforms are at `url`."""
    return load_settings(
        {
            **settings,
            "ORISOIN_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "ORISOIN_TELEGRAM_SECRET": TELEGRAM_SECRET,
            "ORISOIN_WHATSAPP_NUMBER": NUMBER,
            "ORISOIN_WHATSAPP_TOKEN": META_TOKEN,
            "ORISOIN_WHATSAPP_SECRET": META_SECRET,
            "ORISOIN_WHATSAPP_VERIFY": VERIFY,
            "ORISOIN_MESSENGER_PAGE": PAGE,
            "ORISOIN_MESSENGER_TOKEN": META_TOKEN,
            "ORISOIN_MESSENGER_SECRET": META_SECRET,
            "ORISOIN_MESSENGER_VERIFY": VERIFY,
            "ORISOIN_TELEGRAM_API": url,
            "ORISOIN_META_API": url,
        }
    )


def signed(channel: str, payload: Any) -> tuple[bytes, dict[str, str]]:
    """A webhook call as the platform makes it: its body and its headers."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    headers = {"Content-Type": "application/json"}
    if channel == "telegram":
        headers["X-Telegram-Bot-Api-Secret-Token"] = TELEGRAM_SECRET
    else:
        digest = hmac.new(META_SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Hub-Signature-256"] = f"sha256={digest}"
    return body, headers


async def deliver(base: str, channel: str, payload: Any, tries: int = 60) -> int:
    """Call a webhook until it answers 200, as platforms do; how many calls it took."""
    body, headers = signed(channel, payload)
    async with aiohttp.ClientSession() as http:
        for count in range(1, tries + 1):
            try:
                async with http.post(f"{base}/webhooks/{channel}", data=body, headers=headers) as response:
                    if response.status == 200:
                        return count
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.25)
    raise AssertionError("never accepted")
