"""Passwords (argon2id), codes of the telephone (TOTP), recovery codes, and the check of the three at once."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Sequence
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.ext.asyncio import AsyncSession
from zxcvbn import zxcvbn

from bot.catalogue.models.accounts import Account
from bot.catalogue.queries import accounts, audit

# 80 random bits without special signs: CNIL's 2022-100 and ASVS 6.2 agree on length rather than composition.
SHORTEST, LONGEST = 14, 200
_DISTINCT = 6
_STRONG = 4  # of zxcvbn's scale from 0 to 4: ten thousand million guesses or more
_MEASURED = 72  # signs: what zxcvbn reads of a password
# Tried first in French and here; in one string, so that they read as a list of words.
_FIRST_TRIED = re.findall(
    r"\w+",
    "motdepasse mdp azerty azertyuiop qsdfghjklm bonjour soleil administrateur admin conseiller conseillere orisoin "
    "missionlocale francetravail chouchou doudou loulou marseille",
)
RECOVERY_CODES = 10
_ISSUER = "Orisoin"
# Before what an account keeps of its telephone. After the first a seed from which it is made, after the second the
# telephone's own secret under a mask: both are worth nothing without the service's secret.
_SEED, _SEALED = "graine:", "masque:"
_NONCE = 16  # signs of base 32
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_MASK = 32  # bytes of SHA-256, more than a telephone's secret has
# OWASP's second profile for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def password_fault(password: str, email: str) -> str | None:
    """Why a password cannot be used, in French; None when it can.

    One that is, or is made of, words of lists of passwords that were stolen is refused (ASVS 6.2.4 and 6.2.12); they come
    with zxcvbn, the words that are tried first in French and here are added.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return f"Le mot de passe doit avoir de {SHORTEST} à {LONGEST} caractères."
    if len(set(password.lower())) < _DISTINCT:
        return "Le mot de passe se répète trop : choisissez-en un autre."
    if email.partition("@")[0].lower() in password.lower():
        return "Le mot de passe ne doit pas contenir votre adresse."
    known = [*_FIRST_TRIED, *re.split(r"[@._-]", email)]
    if zxcvbn(password[:_MEASURED], user_inputs=known)["score"] < _STRONG:
        return "Ce mot de passe est trop facile à deviner : prenez quatre ou cinq mots sans lien entre eux."
    return None


def new_password() -> str:
    """A password of 120 random bits, easy to copy."""
    return secrets.token_urlsafe(15)


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(password)


def new_totp_seed() -> str:
    """What an account keeps of its telephone: 160 random bits from which, with the service's secret, its own is made."""
    return _SEED + pyotp.random_base32()


def totp_secret(secret: bytes, kept: str) -> str:
    """The secret of the telephone, in base 32, of what an account keeps.

    Accounts made before seeds were keep the secret itself, until someone comes in with it (`seal`).
    """
    if kept.startswith(_SEALED):
        nonce, masked = kept[len(_SEALED) :][:_NONCE], kept[len(_SEALED) + _NONCE :]
        return _masked(secret, nonce, masked)
    if not kept.startswith(_SEED):
        return kept
    made = hmac.new(secret, f"totp|{kept}".encode(), hashlib.sha256).digest()
    # RFC 4226 advises 160 bits.
    return base64.b32encode(made[:20]).decode()


def seal(secret: bytes, kept: str) -> str:
    """What to keep instead of `kept`, so that the database alone does not make the codes: itself where it already is so."""
    if not is_clear(kept) or len(kept) > _MASK or len(kept) % 8 or set(kept) - set(_BASE32):
        return kept
    nonce = pyotp.random_base32()[:_NONCE]
    return f"{_SEALED}{nonce}{_masked(secret, nonce, kept)}"


def _masked(secret: bytes, nonce: str, base32: str) -> str:
    """`base32` under the mask of a nonce that serves once, or without it: the same both ways."""
    mask = hmac.new(secret, f"totp-mask|{nonce}".encode(), hashlib.sha256).digest()
    return base64.b32encode(
        bytes(a ^ b for a, b in zip(base64.b32decode(base32), mask, strict=False))
    ).decode()


def is_clear(kept: str) -> bool:
    """Whether the database alone is enough to make the codes of an account."""
    return not kept.startswith((_SEED, _SEALED))


def totp_uri(secret: str, email: str) -> str:
    """The address that an authenticator reads (a QR code shows it)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def new_recovery_codes() -> list[str]:
    """Codes of 80 random bits, in four groups."""
    raw = (pyotp.random_base32()[:16].lower() for _ in range(RECOVERY_CODES))
    return ["-".join(code[start : start + 4] for start in range(0, 16, 4)) for code in raw]


def recovery_digest(code: str) -> str:
    """The digest of a recovery code, however it is typed."""
    kept = "".join(sign for sign in code.lower() if sign.isalnum())
    return hashlib.sha256(kept.encode()).hexdigest()


def keyed_digest(secret: bytes, kind: str, value: str) -> str:
    """A digest that says nothing of `value` to whoever has the database alone."""
    return hmac.new(secret, f"{kind}|{value}".encode(), hashlib.sha256).hexdigest()


@cache
def _nobody() -> tuple[str, str]:
    """What an unknown account is checked against, so that it takes as long."""
    return hash_password(secrets.token_urlsafe()), new_totp_seed()


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def totp_step(secret: str, code: str) -> int | None:
    """The step of 30 s whose code this is, among the present one and its neighbours."""
    totp, present = pyotp.TOTP(secret), int(time.time()) // 30
    typed = "".join(code.split())
    steps = [
        step
        for step in (present - 1, present, present + 1)
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode())
    ]
    return steps[0] if steps else None


async def check(
    session: AsyncSession, secret: bytes, email: str, password: str, code: str, address: str
) -> Account | None:
    """The account that these open; None otherwise, after the same work whatever is wrong. Failures are counted."""
    account_digest = keyed_digest(secret, "account", email.strip().lower())
    address_digest = keyed_digest(secret, "address", address)
    account = await accounts.find(session, email)
    password_hash, kept = _nobody() if account is None else (account.password_hash, account.totp_secret)
    right = await asyncio.to_thread(_matches, password_hash, password[:LONGEST])
    step = totp_step(totp_secret(secret, kept), code)
    locked = await accounts.is_locked(session, account_digest, address_digest)
    if account is not None and right and not locked and not account.disabled:
        by_code = step is not None and await accounts.use_step(session, account.id, step)
        by_recovery = not by_code and await accounts.use_recovery(session, account.id, recovery_digest(code))
        if by_code or by_recovery:
            account.totp_secret = seal(secret, kept)
            await accounts.forgive(session, account_digest)
            await audit.record(session, account.id, "login" if by_code else "login.recovery")
            return account
    await accounts.note_failure(session, account_digest, address_digest)
    if account is not None:
        await audit.record(session, account.id, "login.refused")
    return None


def recovery_digests(codes: Sequence[str]) -> list[str]:
    """The digests of some codes."""
    return [recovery_digest(code) for code in codes]
