"""`orisoin user`: what it prints opens the account, what it closes is closed."""

from __future__ import annotations

import argparse
import re
import shutil
from dataclasses import replace
from pathlib import Path

import argon2
import pyotp
import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.catalogue.queries import accounts
from bot.command import user
from bot.console import credentials
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS
from bot.settings import Settings
from tests.console.conftest import SECRET, Browser

EMAIL = "claire@exemple.fr"


async def run(settings: Settings, *words: str) -> int:
    """The exit status of a command."""
    arguments: argparse.Namespace = user._parser().parse_args(list(words))
    return await user._run(arguments, settings)


@pytest.mark.asvs("6.4", shows="S13")
async def test_what_is_printed_opens_the_account(
    template: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(settings, public_url="http://localhost:8080")
    shutil.copy(template, settings.var / "orisoin.db")
    assert await run(settings, "add", EMAIL.upper(), "--name", "Claire", "--site", "agence") == 0
    first = capsys.readouterr().out
    async with TestClient(TestServer(init_app(settings)), cookie_jar=CookieJar(unsafe=True)) as client:

        async def comes_in(printed: str, *, recovery: bool = False) -> bool:
            password = re.search(r"Mot de passe : (\S+)", printed)
            secret = re.search(r"secret=([A-Z2-7]+)", printed)
            codes = re.findall(r"^  ([a-z2-7-]{19})$", printed, re.M)
            assert password and secret and len(codes) == 10
            code = codes[0] if recovery else pyotp.TOTP(secret[1]).now()
            return (await Browser(client).log_in(EMAIL, password[1], code)).status == 303

        # What the database keeps makes no code.
        secret = re.search(r"secret=([A-Z2-7]+)", first)
        content = b"".join(path.read_bytes() for path in settings.var.glob("orisoin.db*"))
        assert secret is not None and len(secret[1]) == 32 and secret[1].encode() not in content
        assert EMAIL.encode() in content
        # An account of before keeps its secret itself, until someone comes in with it: the telephone stays the same.
        await run(settings, "list")
        assert "lecture@exemple.fr\tlecture\tagence\ttéléphone en clair" in capsys.readouterr().out
        assert (await Browser(client).log_in("lecture@exemple.fr")).status == 303
        async with client.app[SESSIONS].begin() as session:  # type: ignore[union-attr]
            account = await accounts.find(session, "lecture@exemple.fr")
            assert account is not None and credentials.seal(b"x", account.totp_secret) == account.totp_secret
            assert SECRET not in account.totp_secret and len(account.totp_secret) <= 64
            account.totp_step = 0
        assert (await Browser(client).log_in("lecture@exemple.fr")).status == 303
        assert await comes_in(first)
        await run(settings, "list")
        listed = capsys.readouterr().out
        assert f"{EMAIL}\tconseil\tagence\n" in listed
        assert "lecture@exemple.fr\tlecture\tagence\n" in listed
        assert await run(settings, "reset", EMAIL) == 0
        second = capsys.readouterr().out
        assert (await client.get("/console/", allow_redirects=False)).status == 303
        assert not await comes_in(first, recovery=True)
        assert await comes_in(second, recovery=True)
        assert await run(settings, "disable", EMAIL) == 0
        assert (await client.get("/console/", allow_redirects=False)).status == 303
        assert not await comes_in(second)
        assert await run(settings, "enable", EMAIL) == 0
        assert await comes_in(second)


def test_a_telephone_serves_one_seed_under_one_secret() -> None:
    seed = credentials.new_totp_seed()
    made = credentials.totp_secret(b"un secret", seed)
    assert made == credentials.totp_secret(b"un secret", seed)
    assert len({made, credentials.totp_secret(b"un autre", seed),
                credentials.totp_secret(b"un secret", credentials.new_totp_seed())}) == 3  # fmt: skip
    assert credentials.totp_secret(b"un secret", SECRET) == SECRET
    sealed = credentials.seal(b"un secret", SECRET)
    assert (
        credentials.totp_secret(b"un secret", sealed)
        == SECRET
        != credentials.totp_secret(b"un autre", sealed)
    )
    assert credentials.seal(b"un secret", SECRET) != sealed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "pas une adresse", "--site", "agence"), "adresse électronique"),
        (("add", EMAIL), "au moins un site"),
        (("add", EMAIL, "--site", "inconnu"), "Aucun site"),
        (("add", "admin@exemple.fr", "--role", "administration"), "existe déjà"),
    ],
)
@pytest.mark.asvs("6.2", shows="S13")
async def test_an_account_that_cannot_be_is_refused(
    template: Path, settings: Settings, words: tuple[str, ...], told: str
) -> None:
    shutil.copy(template, settings.var / "orisoin.db")
    with pytest.raises(ValueError, match=told):
        await run(settings, *words)


async def test_an_unknown_account_is_said(
    template: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(template, settings.var / "orisoin.db")
    assert await run(settings, "disable", EMAIL) == 1
    assert "Aucun compte" in capsys.readouterr().err


@pytest.mark.asvs("11.4.2", shows="S13")
def test_a_password_is_kept_as_argon2id_asks() -> None:
    kept = credentials.hash_password("un mot de passe assez long")
    parameters = argon2.extract_parameters(kept)
    assert parameters.type is argon2.Type.ID
    assert parameters.memory_cost >= 19 * 1024  # KiB
    assert (parameters.time_cost >= 2, parameters.salt_len >= 16, parameters.hash_len >= 32) == (True,) * 3
    assert kept != credentials.hash_password("un mot de passe assez long")


@pytest.mark.asvs("6.2", shows="S13")
def test_a_password_that_is_guessed_is_refused() -> None:
    """Those of lists of stolen passwords, French or not, and what is made of them; a few unrelated words are accepted."""
    guessed = ("motdepasse1234", "Password123456", "azertyuiopqsdf", "francetravail2026", "Bonjour123456789")
    told = {password: credentials.password_fault(password, "vous@agence.example") for password in guessed}
    assert {password for password, fault in told.items() if fault is None or "deviner" not in fault} == set()
    for password in ("soleil marmite tricycle", "une phrase que je retiens", credentials.new_password()):
        assert credentials.password_fault(password, "vous@agence.example") is None
