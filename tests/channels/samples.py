"""One payload of every documented kind, per platform, with what must be made of it."""

from __future__ import annotations

from typing import Any

PERSON = 700123
NUMBER = "109000000000001"
PAGE = "220000000000002"
BSUID = "FR.13491208655302741918"
PHONE = "33600000001"
AT = 1_790_000_000

Expected = list[tuple[str, str | None]]


def _chat(sort: str = "private") -> dict[str, Any]:
    return {"id": PERSON, "type": sort, "first_name": "Personne"}


def telegram_message(number: int = 1, date: int = AT, **content: Any) -> dict[str, Any]:
    """An update with a private message."""
    base = {"message_id": number, "date": date, "chat": _chat(), "from": {"id": PERSON, "is_bot": False}}
    return {"update_id": number, "message": {**base, **content}}


def telegram_press(number: int, data: str, title: str = "Oui", person: int = PERSON) -> dict[str, Any]:
    """An update with a pressed button."""
    shown = {
        "message_id": 5,
        "date": AT,
        "chat": {"id": person, "type": "private"},
        "text": "?",
        "reply_markup": {"inline_keyboard": [[{"text": title, "callback_data": data}]]},
    }
    return {
        "update_id": number,
        "callback_query": {"id": "77", "from": {"id": person}, "message": shown, "data": data},
    }


def _member(status: str, sort: str = "private") -> dict[str, Any]:
    return {
        "update_id": 9,
        "my_chat_member": {
            "chat": _chat(sort),
            "date": AT,
            "old_chat_member": {"status": "member"},
            "new_chat_member": {"status": status},
        },
    }


_FILE = {"file_id": "x", "file_unique_id": "y", "mime_type": "a/b", "duration": 3}

TELEGRAM: list[tuple[str, dict[str, Any], Expected]] = [
    ("text", telegram_message(text="bonjour"), [("text", "bonjour")]),
    ("start", telegram_message(text="/start"), [("start", "/start")]),
    ("invited", telegram_message(text="/start affiche"), [("start", "/start affiche")]),
    ("addressed", telegram_message(text="/stop@orisoin_bot"), [("stop", "/stop@orisoin_bot")]),
    ("erase", telegram_message(text="Effacer."), [("erase", "Effacer.")]),
    ("caption", telegram_message(photo=[_FILE], caption="c'est bien ?"), [("text", "c'est bien ?")]),
    *[
        (name, telegram_message(**{name: _FILE}), [("unsupported", None)])
        for name in (
            "voice",
            "audio",
            "video",
            "video_note",
            "sticker",
            "document",
            "animation",
            "dice",
            "poll",
        )
    ],
    ("photo", telegram_message(photo=[_FILE]), [("unsupported", None)]),
    ("location", telegram_message(location={"latitude": 1.0, "longitude": 2.0}), [("unsupported", None)]),
    ("contact", telegram_message(contact={"phone_number": "1"}), [("unsupported", None)]),
    ("new kind", telegram_message(hologram={"id": 1}), [("unsupported", None)]),
    ("pinned", telegram_message(pinned_message={"message_id": 1}), []),
    ("edited", {"update_id": 2, "edited_message": telegram_message(text="a")["message"]}, []),
    (
        "group",
        {"update_id": 2, "message": {**telegram_message(text="a")["message"], "chat": _chat("group")}},
        [],
    ),
    ("channel post", {"update_id": 2, "channel_post": {"chat": _chat("channel"), "text": "a"}}, []),
    ("press", telegram_press(3, "c:abc"), [("choice", "Oui")]),
    ("press without message", {"update_id": 3, "callback_query": {"id": "7", "data": "c:a"}}, []),
    ("blocked", _member("kicked"), [("blocked", None)]),
    ("unblocked", _member("member"), []),
    ("out of a group", _member("left", "group"), []),
    ("reaction", {"update_id": 4, "message_reaction": {"chat": _chat(), "new_reaction": []}}, []),
    ("inline query", {"update_id": 4, "inline_query": {"id": "1", "query": "a"}}, []),
]


def whatsapp(*messages: dict[str, Any], contact: str = "both", **value: Any) -> dict[str, Any]:
    """A webhook with these messages; `contact` says how the person is known."""
    contacts = {
        "both": [{"wa_id": PHONE, "user_id": BSUID, "profile": {"name": "P", "username": "p"}}],
        "phone": [{"wa_id": PHONE, "profile": {"name": "P"}}],
        "bsuid": [{"user_id": BSUID, "profile": {"name": "P"}}],
        "none": [],
    }[contact]
    content = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, **value}
    if messages:
        content |= {"contacts": contacts, "messages": list(messages)}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": content}]}],
    }


def whatsapp_message(
    sort: str, content: Any = None, identifier: str = "wamid.1", at: int = AT, **more: Any
) -> dict[str, Any]:
    """One message of a webhook, as a person known by both names sends it."""
    message = {
        "id": identifier,
        "from": PHONE,
        "from_user_id": BSUID,
        "timestamp": str(at),
        "type": sort,
        **more,
    }
    return message if content is None else {**message, sort: content}


def whatsapp_text(text: str, identifier: str = "wamid.1", at: int = AT) -> dict[str, Any]:
    """A text message."""
    return whatsapp_message("text", {"body": text}, identifier, at)


def whatsapp_press(choice: str, title: str, identifier: str) -> dict[str, Any]:
    """A pressed reply button."""
    pressed = {"type": "button_reply", "button_reply": {"id": choice, "title": title}}
    return whatsapp_message("interactive", pressed, identifier)


def whatsapp_status(state: str, key: str | None = "k", **more: Any) -> dict[str, Any]:
    """A webhook with the status of one of our messages."""
    status = {"id": "wamid.out", "status": state, "timestamp": str(AT), "recipient_id": PHONE, **more}
    if key is not None:
        status["biz_opaque_callback_data"] = key
    return whatsapp(statuses=[status])


_MEDIA = {"id": "m", "mime_type": "a/b", "sha256": "x"}
_ROW = {"type": "list_reply", "list_reply": {"id": "abc", "title": "Oui", "description": "d"}}

WHATSAPP: list[tuple[str, dict[str, Any], Expected]] = [
    ("text", whatsapp(whatsapp_text("bonjour")), [("text", "bonjour")]),
    ("stop", whatsapp(whatsapp_text("STOP")), [("stop", "STOP")]),
    (
        "template button",
        whatsapp(whatsapp_message("button", {"text": "Oui", "payload": "p"})),
        [("choice", "Oui")],
    ),
    ("button", whatsapp(whatsapp_press("abc", "Oui", "w")), [("choice", "Oui")]),
    ("row", whatsapp(whatsapp_message("interactive", _ROW)), [("choice", "Oui")]),
    (
        "flow",
        whatsapp(
            whatsapp_message("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}})
        ),
        [("unsupported", None)],
    ),
    ("caption", whatsapp(whatsapp_message("image", {**_MEDIA, "caption": "ça ?"})), [("text", "ça ?")]),
    *[
        (name, whatsapp(whatsapp_message(name, _MEDIA)), [("unsupported", None)])
        for name in ("image", "video", "audio", "sticker", "document")
    ],
    (
        "location",
        whatsapp(whatsapp_message("location", {"latitude": 1, "longitude": 2})),
        [("unsupported", None)],
    ),
    ("contacts", whatsapp(whatsapp_message("contacts", [{"phones": []}])), [("unsupported", None)]),
    ("order", whatsapp(whatsapp_message("order", {"catalog_id": "1"})), [("unsupported", None)]),
    (
        "unsupported",
        whatsapp(whatsapp_message("unsupported", errors=[{"code": 131051}])),
        [("unsupported", None)],
    ),
    ("new kind", whatsapp(whatsapp_message("hologram", {"id": 1})), [("unsupported", None)]),
    ("welcome", whatsapp(whatsapp_message("request_welcome")), [("start", None)]),
    ("reaction", whatsapp(whatsapp_message("reaction", {"message_id": "w", "emoji": "👍"})), []),
    ("group", whatsapp(whatsapp_message("text", {"body": "a"}, group_id="g")), []),
    ("delivered", whatsapp_status("delivered"), [("status", None)]),
    ("failed", whatsapp_status("failed", errors=[{"code": 131047, "title": "t"}]), [("status", None)]),
    ("a stranger's status", whatsapp_status("sent", key=None), []),
    ("errors alone", whatsapp(errors=[{"code": 130429}]), []),
    ("another number", whatsapp(whatsapp_text("a"), metadata={"phone_number_id": "5"}), []),
    (
        "another field",
        {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "flows"}]}]},
        [],
    ),
    (
        "number changed",
        whatsapp(whatsapp_message("system", {"type": "user_changed_number", "wa_id": "33600000002"})),
        [("moved", None)],
    ),
    ("other news", whatsapp(whatsapp_message("system", {"type": "customer_identity_changed"})), []),
]


def messenger(*events: dict[str, Any]) -> dict[str, Any]:
    """A webhook with these events."""
    return {"object": "page", "entry": [{"id": PAGE, "time": AT * 1000, "messaging": list(events)}]}


def messenger_event(person: str = "psid1", at: int = AT * 1000, **content: Any) -> dict[str, Any]:
    """One event a person caused."""
    return {"sender": {"id": person}, "recipient": {"id": PAGE}, "timestamp": at, **content}


def messenger_text(text: str, mid: str = "m1", at: int = AT * 1000) -> dict[str, Any]:
    """A text message."""
    return messenger_event(at=at, message={"mid": mid, "text": text})


def _attached(sort: str) -> dict[str, Any]:
    return messenger(
        messenger_event(message={"mid": "m", "attachments": [{"type": sort, "payload": {"url": "u"}}]})
    )


_ECHO = {
    "sender": {"id": PAGE},
    "recipient": {"id": "psid1"},
    "timestamp": AT * 1000,
    "message": {"mid": "m9", "is_echo": True, "app_id": 1, "metadata": "k", "text": "a"},
}

MESSENGER: list[tuple[str, dict[str, Any], Expected]] = [
    ("text", messenger(messenger_text("bonjour")), [("text", "bonjour")]),
    ("effacer", messenger(messenger_text("tout effacer")), [("erase", "tout effacer")]),
    (
        "quick reply",
        messenger(messenger_event(message={"mid": "m", "text": "Oui", "quick_reply": {"payload": "abc"}})),
        [("choice", "Oui")],
    ),
    (
        "postback",
        messenger(messenger_event(postback={"mid": "m", "title": "Oui", "payload": "abc"})),
        [("choice", "Oui")],
    ),
    (
        "old postback",
        messenger(messenger_event(postback={"title": "Oui", "payload": "abc"})),
        [("choice", "Oui")],
    ),
    (
        "start",
        messenger(messenger_event(postback={"title": "Démarrer", "payload": "GET_STARTED"})),
        [("start", "Démarrer")],
    ),
    *[
        (name, _attached(name), [("unsupported", None)])
        for name in ("image", "audio", "video", "file", "location")
    ],
    ("new kind", _attached("hologram"), [("unsupported", None)]),
    ("echo", messenger(_ECHO), [("status", None)]),
    ("read", messenger(messenger_event(read={"watermark": 1})), []),
    ("delivery", messenger(messenger_event(delivery={"mids": ["m"], "watermark": 1})), []),
    (
        "reaction",
        messenger(messenger_event(reaction={"reaction": "smile", "action": "react", "mid": "m"})),
        [],
    ),
    ("deleted", messenger(messenger_event(message={"mid": "m", "is_deleted": True})), []),
    ("optin", messenger(messenger_event(optin={"ref": "r"})), []),
    ("referral", messenger(messenger_event(referral={"ref": "r"})), []),
    ("edit", messenger(messenger_event(message_edit={"mid": "m", "text": "a", "num_edit": 1})), []),
    ("standby", {"object": "page", "entry": [{"id": PAGE, "standby": [messenger_text("a")]}]}, []),
    ("changes", {"object": "page", "entry": [{"id": PAGE, "changes": [{"field": "feed", "value": {}}]}]}, []),
]
