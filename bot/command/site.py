"""`orisoin site add|list|tag|remove`: the sites that embed the service."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models.sites import Site
from bot.catalogue.queries import sites
from bot.console import kit
from bot.gateway.assembly import widget_files
from bot.gateway.embedding import integrity
from bot.settings import Settings, load_settings


def tag(settings: Settings, site: Site, *, pinned: bool = False) -> str:
    """The tag an agency pastes into its pages; `pinned` names one version and its digest.

    The look of the button is in it: nothing is asked of the service before the button is pressed.
    """
    usual = kit.tag(settings.public_url, site)
    if not pinned:
        return usual
    version, files = widget_files()
    digest = integrity(files["loader.js"])
    address = (
        f'src="{settings.public_url}/embed/{version}/loader.js" integrity="{digest}" crossorigin="anonymous"'
    )
    return usual.replace(f'src="{settings.public_url}/embed/v1.js"', address)


def _unknown(key: str) -> str:
    return f"Aucun site n'a la clé « {key} »."


async def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    engine = open_database(settings.database_url)
    try:
        async with session_maker(engine)() as session, session.begin():
            if arguments.action == "add":
                site = await sites.add(
                    session,
                    name=arguments.name,
                    origins=arguments.origin,
                    territory=arguments.territory,
                    colour=arguments.colour,
                    greeting=arguments.greeting,
                    position={"droite": "right", "gauche": "left"}[arguments.position],
                )
                print(f"Clé : {site.key}\nÀ coller dans les pages :\n{tag(settings, site)}")
                print(f"Sans script : {settings.public_url}/chat?site={site.key}")
                return 0
            if arguments.action == "list":
                for site in await sites.every(session):
                    print(f"{site.key}\t{site.name}\t{' '.join(site.origins)}")
                return 0
            if arguments.action == "tag":
                found = await sites.get(session, arguments.key)
                if found is not None:
                    print(tag(settings, found, pinned=arguments.pinned))
                    return 0
            elif await sites.remove(session, arguments.key):
                print("Site retiré.")
                return 0
            print(_unknown(arguments.key), file=sys.stderr)
            return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        await engine.dispose()


def main() -> int:
    """Read the arguments and act."""
    parser = argparse.ArgumentParser(prog="orisoin site", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="crée un site et affiche sa clé et son code à coller")
    add.add_argument("--name", required=True, help="le nom de l'organisme")
    add.add_argument(
        "--origin", required=True, action="append", help="une origine autorisée, https://exemple.fr"
    )
    add.add_argument("--territory", help="un code de département, de région ou d'EPCI")
    add.add_argument("--colour", help="la couleur de l'organisme, #rrggbb ; trop claire, elle est foncée")
    add.add_argument("--greeting", help="une phrase d'accueil propre à l'organisme")
    add.add_argument("--position", choices=["droite", "gauche"], default="droite", help="le côté du bouton")
    actions.add_parser("list", help="les sites et leurs origines")
    shown = actions.add_parser("tag", help="affiche le code à coller d'un site")
    shown.add_argument("key")
    shown.add_argument("--pinned", action="store_true", help="d'une version précise, avec son empreinte")
    remove = actions.add_parser("remove", help="retire un site")
    remove.add_argument("key")
    return asyncio.run(_run(parser.parse_args(), load_settings()))


if __name__ == "__main__":
    sys.exit(main())
