"""`orisoin feeds add|list|remove|refresh`: the addresses that are read again on a schedule."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.database import open_database, session_maker
from bot.feeds import subscriptions
from bot.feeds.fetching import FetchFailed, shown
from bot.feeds.readers import READERS
from bot.feeds.records import Unreadable
from bot.settings import Settings, load_settings

_PARIS = ZoneInfo("Europe/Paris")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orisoin feeds", description="Les sources relues à intervalle régulier."
    )
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="s'abonner à une adresse")
    add.add_argument(
        "url",
        metavar="ADRESSE",
        help="une adresse https:// (un lien secret le reste : il n'est jamais affiché)",
    )
    add.add_argument("--name", required=True, help="le nom de la source")
    add.add_argument("--format", choices=sorted(READERS), help="le format, s'il n'est pas reconnu tout seul")
    add.add_argument(
        "--every", type=int, default=24, metavar="HEURES", help="relire toutes les … heures (24 par défaut)"
    )
    add.add_argument("--site", help="la clé du site auquel elle appartient")
    add.add_argument("--licence", help="la licence des données")
    add.add_argument("--all", action="store_true", help="tout garder dans le champ")
    actions.add_parser("list", help="les sources, et quand elles seront relues")
    remove = actions.add_parser("remove", help="oublier une source et tout ce qu'elle a apporté")
    remove.add_argument("slug", metavar="SOURCE")
    refresh = actions.add_parser("refresh", help="relire maintenant une source, ou celles dont c'est l'heure")
    refresh.add_argument("slug", nargs="?", metavar="SOURCE")
    refresh.add_argument(
        "--force", action="store_true", help="relire même si le serveur dit que rien n'a changé"
    )
    return parser


def _when(moment: datetime | None) -> str:
    return moment.astimezone(_PARIS).strftime("%d/%m/%Y %H:%M") if moment else "jamais"


async def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    engine = open_database(settings.database_url)
    sessions = session_maker(engine)
    try:
        if arguments.action == "add":
            feed = await subscriptions.add(
                sessions,
                arguments.url,
                arguments.name,
                format_name=arguments.format,
                every_hours=arguments.every,
                site_key=arguments.site,
                licence=arguments.licence,
                keeps_all=arguments.all,
                allow_local=settings.feeds_local,
            )
            print(f"Source ajoutée : {feed.slug}. Elle sera lue dans la minute si le service tourne.")
            return 0
        if arguments.action == "list":
            for feed in await subscriptions.every(sessions):
                where = shown(feed.url) if feed.url else "fichier"
                after = f", relue le {_when(feed.next_refresh_at)}" if feed.url else ""
                trouble = f", {feed.failures} échec(s) : {feed.last_error}" if feed.failures else ""
                print(f"{feed.slug}\t{where}\tlue : {_when(feed.last_read_at)}{after}{trouble}")
            return 0
        if arguments.action == "remove":
            counts = await subscriptions.remove(sessions, arguments.slug)
            if counts is None:
                print(f"Aucune source ne s'appelle « {arguments.slug} ».", file=sys.stderr)
                return 1
            print(f"Source oubliée, avec {counts[0]} événement(s) et {counts[1]} formation(s).")
            return 0
        return await _refresh(arguments, sessions, settings)
    finally:
        await engine.dispose()


async def _refresh(
    arguments: argparse.Namespace,
    sessions: async_sessionmaker[AsyncSession],
    settings: Settings,
) -> int:
    slugs = [arguments.slug] if arguments.slug else await subscriptions.due(sessions, subscriptions.now())
    status = 0
    for slug in slugs:
        try:
            report = await subscriptions.refresh(
                sessions, slug, allow_local=settings.feeds_local, forced=arguments.force
            )
        except (FetchFailed, Unreadable, OSError) as error:
            print(f"{slug} : {error}", file=sys.stderr)
            status = 2
            continue
        print("\n".join(report.lines()) if report else f"{slug} : rien de nouveau.")
        if report and report.skipped and not status:
            status = 3
    return status


def main() -> int:
    """Read the arguments and act; errors are one French sentence on the standard error."""
    try:
        return asyncio.run(_run(_parser().parse_args(), load_settings()))
    except (FetchFailed, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"La base de données ne répond pas comme attendu : {type(error).__name__}.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
