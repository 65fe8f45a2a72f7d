"""`orisoin user add|list|disable|enable|reset`: the accounts of the console. There is none at first."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys

import segno
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models.accounts import Account
from bot.catalogue.queries import accounts, audit
from bot.console import credentials
from bot.console.roles import Role
from bot.secret import secret
from bot.settings import Settings, load_settings

_ROLES = {"administration": Role.ADMINISTRATOR, "conseil": Role.COUNSELLOR, "lecture": Role.READER}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="orisoin user", description="Les comptes de la console.")
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="crée un compte et affiche, une seule fois, ce qui l'ouvre")
    add.add_argument("email", metavar="ADRESSE", help="l'adresse électronique de la personne")
    add.add_argument("--name", default="", metavar="NOM", help="le nom affiché aux collègues")
    add.add_argument("--role", choices=sorted(_ROLES), default="conseil", help="conseil par défaut")
    add.add_argument("--site", action="append", default=[], metavar="CLÉ", help="un site confié ; répétable")
    actions.add_parser("list", help="les comptes, leur rôle et leurs sites")
    for name, words in (
        ("disable", "ferme un compte et ses sessions, tout de suite"),
        ("enable", "rouvre un compte fermé"),
        ("reset", "refait le mot de passe, le code du téléphone et les codes de secours"),
    ):
        actions.add_parser(name, help=words).add_argument("email", metavar="ADRESSE")
    return parser


def _ask_password(email: str) -> str:
    """The password typed twice at the terminal; one made here when nothing is typed, or nobody is there to type."""
    if not sys.stdin.isatty():
        return credentials.new_password()
    while True:
        typed = getpass.getpass("Mot de passe (Entrée pour qu'il soit tiré au sort) : ")
        if not typed:
            return credentials.new_password()
        fault = credentials.password_fault(typed, email)
        if fault is None and getpass.getpass("Encore une fois : ") == typed:
            return typed
        print(fault or "Les deux ne sont pas les mêmes.", file=sys.stderr)


def _show(email: str, password: str, totp_secret: str, codes: list[str]) -> None:
    """Print what opens the account."""
    uri = credentials.totp_uri(totp_secret, email)
    print(f"Compte : {email}\nMot de passe : {password}\n\nÀ scanner avec une application de codes :\n{uri}")
    if sys.stdout.isatty():
        segno.make(uri).terminal(compact=True)
    print("\nCodes de secours, chacun valable une fois :")
    print("\n".join(f"  {code}" for code in codes))
    print("\nTout cela ne sera plus affiché : transmettez-le par un moyen sûr.")


async def _add(session: AsyncSession, arguments: argparse.Namespace, key: bytes) -> None:
    password = _ask_password(arguments.email)
    seed, codes = credentials.new_totp_seed(), credentials.new_recovery_codes()
    account = await accounts.add(
        session,
        arguments.email,
        arguments.name,
        _ROLES[arguments.role].value,
        arguments.site,
        credentials.hash_password(password),
        seed,
        credentials.recovery_digests(codes),
    )
    await audit.record(session, None, "account.add", f"account:{account.id}")
    _show(account.email, password, credentials.totp_secret(key, seed), codes)


async def _change(session: AsyncSession, account: Account, action: str, key: bytes) -> None:
    await audit.record(session, None, f"account.{action}", f"account:{account.id}")
    if action == "enable":
        account.disabled = False
        print("Compte rouvert.")
        return
    await accounts.end_sessions(session, account.id)
    if action == "disable":
        account.disabled = True
        print("Compte fermé, et ses sessions avec lui.")
        return
    password = _ask_password(account.email)
    seed, codes = credentials.new_totp_seed(), credentials.new_recovery_codes()
    account.password_hash, account.totp_secret = credentials.hash_password(password), seed
    account.totp_step = 0
    await accounts.set_recovery(session, account.id, credentials.recovery_digests(codes))
    _show(account.email, password, credentials.totp_secret(key, seed), codes)


async def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    engine, key = open_database(settings.database_url), secret(settings)
    try:
        async with session_maker(engine)() as session, session.begin():
            if arguments.action == "add":
                await _add(session, arguments, key)
            elif arguments.action == "list":
                for one in await accounts.every(session):
                    closed = "\tfermé" if one.disabled else ""
                    # Its codes could be made by whoever has the database.
                    closed += (
                        "\ttéléphone en clair (jusqu'à sa prochaine connexion)"
                        if credentials.is_clear(one.totp_secret)
                        else ""
                    )
                    sites = ", ".join(sorted(one.site_keys)) or "-"
                    print(f"{one.email}\t{Role(one.role).label}\t{sites}{closed}")
            else:
                account = await accounts.find(session, arguments.email)
                if account is None:
                    print(f"Aucun compte pour « {arguments.email} ».", file=sys.stderr)
                    return 1
                await _change(session, account, arguments.action, key)
        return 0
    finally:
        await engine.dispose()


def main() -> int:
    """Read the arguments and act; errors are one French sentence on the standard error."""
    try:
        return asyncio.run(_run(_parser().parse_args(), load_settings()))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"La base de données ne répond pas comme attendu : {type(error).__name__}.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
