"""`orisoin channels check|register|test|queue`: the messaging apps, from the side of those who run the service."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from datetime import datetime, timezone
from typing import Any

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.queries import inbox, outbox
from bot.channels.platforms import platforms
from bot.channels.sending import Call
from bot.channels.telegram import send as telegram
from bot.replies import Reply
from bot.settings import SettingError, Settings, load_settings

_SECONDS = 15.0
_NAMES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "messenger": "Messenger"}
_TEST = "Message d'essai du service Orisoin : si vous le lisez, l'envoi fonctionne."


async def _post(http: aiohttp.ClientSession, call: Call) -> tuple[int, Any]:
    """The status and the JSON of an answer; 0 when there is none. The address is never shown: it may hold a secret."""
    try:
        async with http.post(call.url, json=call.body, headers=call.headers) as response:
            return response.status, json.loads(await response.content.read(100_000))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return 0, None


async def _account(http: aiohttp.ClientSession, settings: Settings, channel: str) -> int:
    """The status Meta gives to a question about our own account; 0 when it does not answer."""
    meta = settings.whatsapp if channel == "whatsapp" else settings.messenger
    assert meta is not None
    try:
        headers = {"Authorization": f"Bearer {meta.token}"}
        async with http.get(
            f"{meta.api}/{meta.account}", params={"fields": "id"}, headers=headers
        ) as response:
            return response.status
    except (aiohttp.ClientError, TimeoutError):
        return 0


def _webhook(settings: Settings, channel: str) -> str:
    return f"{settings.public_url}/webhooks/{channel}"


async def _check(settings: Settings, http: aiohttp.ClientSession) -> int:
    """Say of each channel whether it is set up and whether its platform recognises us."""
    known = platforms(settings)
    wrong = 0
    for channel, label in _NAMES.items():
        if channel not in known:
            print(f"{label} : non configuré (voir .env.example et docs/messagerie.md).")
            continue
        print(f"{label} : configuré. Adresse à déclarer : {_webhook(settings, channel)}")
        if not settings.public_url.startswith("https://"):
            print("  ORISOIN_PUBLIC_URL doit être en https : la plateforme n'appelle pas d'autre adresse.")
            wrong += 1
        wrong += await (
            _check_telegram(settings, http) if channel == "telegram" else _check_meta(settings, http, channel)
        )
    return 1 if wrong else 0


async def _check_telegram(settings: Settings, http: aiohttp.ClientSession) -> int:
    assert settings.telegram is not None
    status, me = await _post(http, telegram.describe(settings.telegram, "getMe"))
    if status != 200:
        print(f"  Telegram ne reconnaît pas le jeton (réponse {status or 'absente'}).")
        return 1
    print(f"  Le robot s'appelle @{me['result'].get('username')}.")
    _, info = await _post(http, telegram.describe(settings.telegram, "getWebhookInfo"))
    result = (info or {}).get("result", {})
    if result.get("url") != _webhook(settings, "telegram"):
        print("  L'adresse n'est pas déclarée : lancez « ./orisoin channels register ».")
        return 1
    print(
        f"  Adresse déclarée ; messages en attente chez Telegram : {result.get('pending_update_count', 0)}."
    )
    if result.get("last_error_message"):
        print(f"  Dernière erreur vue par Telegram : {result['last_error_message']}")
    return 0


async def _check_meta(settings: Settings, http: aiohttp.ClientSession, channel: str) -> int:
    status = await _account(http, settings, channel)
    if status != 200:
        print(f"  Meta ne reconnaît pas le jeton ou l'identifiant (réponse {status or 'absente'}).")
        return 1
    print("  Meta reconnaît le jeton et l'identifiant.")
    return 0


async def _register(settings: Settings, http: aiohttp.ClientSession) -> int:
    """Declare our address to Telegram; for Meta, say what to enter in its console."""
    known = platforms(settings)
    failed = 0
    if settings.telegram is not None:
        call = telegram.register(settings.telegram, _webhook(settings, "telegram"))
        status, answer = await _post(http, call)
        done = status == 200 and answer.get("ok") is True
        failed += not done
        told = (answer or {}).get("description") or f"réponse {status or 'absente'}"
        print("Telegram : adresse déclarée." if done else f"Telegram : refusé ({told}).")
    for channel, meta in (("whatsapp", settings.whatsapp), ("messenger", settings.messenger)):
        if meta is not None:
            print(
                f"{_NAMES[channel]} : dans la console de Meta, indiquez l'adresse {_webhook(settings, channel)}"
            )
            print(f"  et, comme mot de vérification, la valeur de ORISOIN_{channel.upper()}_VERIFY.")
    if not known:
        print("Aucun canal n'est configuré.")
    return 1 if failed or not known else 0


async def _test(settings: Settings, http: aiohttp.ClientSession, channel: str, address: str) -> int:
    """Send a message to one person."""
    platform = platforms(settings).get(channel)
    if platform is None:
        print(f"{_NAMES[channel]} n'est pas configuré.", file=sys.stderr)
        return 1
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    rendered = platform.render([Reply(id="test", at=now, text=_TEST)], settings.public_url)
    for message in rendered.pages[0]:
        try:
            call = platform.send(address, message, "test")
        except ValueError:
            print("Sur Telegram, l'adresse est le numéro de la discussion (des chiffres).", file=sys.stderr)
            return 2
        status, answer = await _post(http, call)
        outcome = platform.outcome(status, answer, {})
        if outcome.kind != "sent":
            print(f"Non envoyé : {outcome.kind} (réponse {status or 'absente'}, motif {outcome.reason}).")
            return 1
    print("Envoyé.")
    return 0


def _age(moment: datetime | None) -> str:
    if moment is None:
        return ""
    # What SQLite computes over a column comes back without its zone.
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return f" (le plus ancien depuis {int((datetime.now(timezone.utc) - aware).total_seconds())} s)"


async def _queue(settings: Settings) -> int:
    """What waits, for how long, and what could not be delivered; the exit status is 1 when something could not."""
    engine = open_database(settings.database_url)
    undelivered = 0
    try:
        async with session_maker(engine)() as session:
            for channel, label in _NAMES.items():
                come, since = await inbox.waiting(session, channel)
                go, oldest = await outbox.waiting(session, channel)
                print(f"{label} : {come} à traiter{_age(since)}, {go} à envoyer{_age(oldest)}.")
                pause = await outbox.paused(session, channel, datetime.now(timezone.utc))
                if pause is not None:
                    print(f"  En pause jusqu'à {pause.until:%H:%M:%S} UTC (réponse {pause.reason}).")
                for one in await outbox.dead(session, channel):
                    undelivered += 1
                    print(f"  Non remis, {one.settled_at:%Y-%m-%d %H:%M} UTC : {one.last_error} ({one.key})")
    finally:
        await engine.dispose()
    return 1 if undelivered else 0


async def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.action == "queue":
        return await _queue(settings)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as http:
        if arguments.action == "check":
            return await _check(settings, http)
        if arguments.action == "register":
            return await _register(settings, http)
        return await _test(settings, http, arguments.channel, arguments.address)


def main(words: list[str] | None = None) -> int:
    """Read the arguments and act."""
    parser = argparse.ArgumentParser(prog="orisoin channels", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser(
        "check", help="vérifie les réglages et demande aux plateformes si elles nous reconnaissent"
    )
    actions.add_parser(
        "register", help="déclare l'adresse à Telegram et rappelle ce qu'il faut saisir chez Meta"
    )
    test = actions.add_parser("test", help="envoie un message d'essai")
    test.add_argument("channel", choices=sorted(_NAMES))
    test.add_argument("address", help="numéro de discussion Telegram, identifiant WhatsApp ou Messenger")
    actions.add_parser("queue", help="ce qui attend, depuis quand, et ce qui n'a pas pu être remis")
    try:
        return asyncio.run(_run(parser.parse_args(words), load_settings()))
    except SettingError as error:
        print(error, file=sys.stderr)
    except (SQLAlchemyError, OSError) as error:
        print(f"La base de données ne répond pas comme attendu : {type(error).__name__}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
