"""The platforms side by side: how each proves who calls, is read, is answered and wants to be treated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bot.channels.incoming import Channel, Incoming
from bot.channels.messenger import parse as messenger_parse
from bot.channels.messenger import render as messenger_render
from bot.channels.messenger import send as messenger_send
from bot.channels.rendered import Rendered
from bot.channels.sending import Call, Outcome
from bot.channels.signatures import meta_allows, same_word, telegram_allows
from bot.channels.telegram import parse as telegram_parse
from bot.channels.telegram import render as telegram_render
from bot.channels.telegram import send as telegram_send
from bot.channels.whatsapp import parse as whatsapp_parse
from bot.channels.whatsapp import render as whatsapp_render
from bot.channels.whatsapp import send as whatsapp_send
from bot.replies import Reply
from bot.settings import MetaSettings, Settings, TelegramSettings

_DAY = timedelta(hours=24)
# Meta tells of every message that left, a moment later; Telegram never does.
DOUBT_SECONDS = 15.0


@dataclass(frozen=True)
class Pictures:
    """How a platform takes pictures.

    `upload(png)` has it keep one, to be sent by the name that `name` finds in the answer; None when it takes them
    with the message that shows them. `send(address, message, key, picture)` sends a message with a picture.
    """

    upload: Callable[[bytes], Call] | None
    send: Callable[..., Call]
    name: Callable[[Any], str | None]


@dataclass(frozen=True)
class Platform:
    """One platform that is set up.

    `allows(headers, body)` says whether a call comes from it (names of headers in lower case); `greets(query)` gives
    back what it wants to hear when the address is registered. `window` is how long after a person's message one
    may write to them (None: always). `pace` is the time in seconds between two messages to one person,
    `rate` how many may leave in a second. When we stopped before hearing whether a message was accepted, we wait
    `doubt` seconds for the platform to tell, then send it again.
    """

    channel: Channel
    label: str
    parse: Callable[[Any], list[Incoming]]
    render: Callable[[Sequence[Reply], str], Rendered]
    send: Callable[[str, dict[str, Any], str], Call]
    pictures: Pictures
    outcome: Callable[[int, Any, dict[str, str]], Outcome]
    allows: Callable[[Mapping[str, str], bytes], bool]
    greets: Callable[[Mapping[str, str]], str | None] | None
    acknowledge: Callable[[str], Call] | None
    window: timedelta | None
    pace: float
    rate: float
    doubt: float

    def is_telephone(self, person: str) -> bool:
        """Whether this name of a person is a telephone number, which is not kept."""
        return self.channel == "whatsapp" and person.isdigit()


def _meta_allows(settings: MetaSettings, headers: Mapping[str, str], body: bytes) -> bool:
    return meta_allows(headers.get("x-hub-signature-256"), body, settings.secrets)


def _telegram_allows(settings: TelegramSettings, headers: Mapping[str, str], body: bytes) -> bool:
    return telegram_allows(headers.get("x-telegram-bot-api-secret-token"), settings.secrets)


def _meta_greets(settings: MetaSettings, query: Mapping[str, str]) -> str | None:
    known = same_word(query.get("hub.verify_token"), settings.verify_token)
    if not known or query.get("hub.mode") != "subscribe":
        return None
    return query.get("hub.challenge", "")[:200]


def _telegram(settings: TelegramSettings) -> Platform:
    return Platform(
        channel="telegram",
        label="Telegram",
        parse=telegram_parse.parse,
        render=telegram_render.render,
        send=partial(telegram_send.send, settings),
        pictures=Pictures(
            upload=None,
            send=partial(telegram_send.send_picture, settings),
            name=telegram_send.picture_name,
        ),
        outcome=telegram_send.outcome,
        allows=partial(_telegram_allows, settings),
        greets=None,
        acknowledge=partial(telegram_send.acknowledge, settings),
        window=None,
        pace=1.0,
        rate=25.0,
        doubt=0.0,
    )


def _whatsapp(settings: MetaSettings) -> Platform:
    return Platform(
        channel="whatsapp",
        label="WhatsApp",
        parse=partial(whatsapp_parse.parse, account=settings.account),
        render=whatsapp_render.render,
        send=partial(whatsapp_send.send, settings),
        pictures=Pictures(
            upload=partial(whatsapp_send.upload, settings),
            send=partial(whatsapp_send.send_picture, settings),
            name=whatsapp_send.picture_name,
        ),
        outcome=whatsapp_send.outcome,
        allows=partial(_meta_allows, settings),
        greets=partial(_meta_greets, settings),
        acknowledge=None,
        window=_DAY,
        pace=0.2,
        rate=40.0,
        doubt=DOUBT_SECONDS,
    )


def _messenger(settings: MetaSettings) -> Platform:
    return Platform(
        channel="messenger",
        label="Messenger",
        parse=partial(messenger_parse.parse, account=settings.account),
        render=messenger_render.render,
        send=partial(messenger_send.send, settings),
        pictures=Pictures(
            upload=partial(messenger_send.upload, settings),
            send=partial(messenger_send.send_picture, settings),
            name=messenger_send.picture_name,
        ),
        outcome=messenger_send.outcome,
        allows=partial(_meta_allows, settings),
        greets=partial(_meta_greets, settings),
        acknowledge=None,
        window=_DAY,
        pace=0.2,
        rate=40.0,
        doubt=DOUBT_SECONDS,
    )


def platforms(settings: Settings) -> dict[str, Platform]:
    """The platforms that are set up, by channel."""
    found: list[Platform] = []
    if settings.telegram is not None:
        found.append(_telegram(settings.telegram))
    if settings.whatsapp is not None:
        found.append(_whatsapp(settings.whatsapp))
    if settings.messenger is not None:
        found.append(_messenger(settings.messenger))
    return {platform.channel: platform for platform in found}
