"""Settings of the whole service: environment variables, or a `.env` file at the root of the checkout."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingError(ValueError):
    """A setting cannot be used; the message names the variable and says what it must be, in one sentence."""


@dataclass(frozen=True)
class TelegramSettings:
    """A Telegram bot: its token, the secrets its webhook may show, and where its API is."""

    token: str
    secrets: tuple[str, ...]
    api: str


@dataclass(frozen=True)
class MetaSettings:
    """A WhatsApp number or a Messenger page: its identifier, its token, the secrets of its app, its API.

    `verify_token` is the word that proves to the platform that the address is ours.
    """

    account: str
    token: str
    secrets: tuple[str, ...]
    verify_token: str
    api: str


@dataclass(frozen=True)
class Settings:
    """What a deployer may change. Every field has a variable of the same name in `.env.example`."""

    port: int
    host: str
    public_url: str
    engine_port: int
    actions_port: int
    engine_urls: tuple[str, ...]
    engine_host: str
    actions_host: str
    actions_url: str
    trusted_proxies: tuple[Network, ...]
    limits_url: str
    queue: int
    database_url: str
    tracker_url: str
    secret: str
    demonstration: bool
    spacy_model: str
    retention_days: int
    review_figures_months: int
    review_texts_months: int
    feeds_local: bool
    log_level: str
    var: Path
    models: Path
    model_key: Path
    telegram: TelegramSettings | None
    whatsapp: MetaSettings | None
    messenger: MetaSettings | None

    @property
    def engine_url(self) -> str:
        """Address of the first engine."""
        return self.engine_urls[0]


def _integer(values: dict[str, str], name: str, default: int, low: int, high: int) -> int:
    text = values.get(name, "")
    if not text:
        return default
    if not text.isdigit() or not low <= int(text) <= high:
        raise SettingError(f"{name} doit être un nombre entier de {low} à {high}, et non « {text} ».")
    return int(text)


def _flag(values: dict[str, str], name: str, default: bool) -> bool:
    text = values.get(name, "").lower()
    if not text:
        return default
    if text in ("1", "true", "yes", "oui"):
        return True
    if text in ("0", "false", "no", "non"):
        return False
    raise SettingError(f"{name} doit valoir « oui » ou « non », et non « {text} ».")


def _networks(values: dict[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(word) for word in values.get(name, "").split())
    except ValueError:
        raise SettingError(
            f"{name} doit contenir des adresses ou des réseaux (10.0.0.0/8), séparés par des espaces."
        ) from None


def _channel(values: dict[str, str], names: tuple[str, ...]) -> tuple[str, ...] | None:
    """The values of a channel's settings; None when it is not set up. Raises SettingError when it is by half."""
    given = tuple(values.get(name, "") for name in names)
    if not any(given):
        return None
    for name, value in zip(names, given, strict=True):
        if not value:
            raise SettingError(f"{name} manque : ce canal demande aussi {', '.join(names)}.")
    return given


def _api(values: dict[str, str], name: str, default: str) -> str:
    url = (values.get(name) or default).rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise SettingError(f"{name} doit être une adresse http, et non « {url} ».")
    return url


def _telegram(values: dict[str, str]) -> TelegramSettings | None:
    given = _channel(values, ("ORISOIN_TELEGRAM_TOKEN", "ORISOIN_TELEGRAM_SECRET"))
    if given is None:
        return None
    secrets = tuple(given[1].split())
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret) for secret in secrets):
        raise SettingError(
            "ORISOIN_TELEGRAM_SECRET doit avoir de 16 à 256 lettres, chiffres, « _ » ou « - »."
        )
    return TelegramSettings(
        given[0], secrets, _api(values, "ORISOIN_TELEGRAM_API", "https://api.telegram.org")
    )


def _meta(values: dict[str, str], names: tuple[str, ...]) -> MetaSettings | None:
    given = _channel(values, names)
    if given is None:
        return None
    account, token, secrets, verify_token = given
    if not account.isdigit():
        raise SettingError(f"{names[0]} doit être un identifiant fait de chiffres.")
    api = _api(values, "ORISOIN_META_API", "https://graph.facebook.com/v25.0")
    return MetaSettings(account, token, tuple(secrets.split()), verify_token, api)


def load_settings(environment: dict[str, str] | None = None) -> Settings:
    """Read the settings from `environment`, by default the process's own over those of `.env`.

    Raises SettingError, which names the variable, when a value cannot be used.
    """
    if environment is None:
        file = {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}
        environment = {**file, **os.environ}
    values = {name: value.strip() for name, value in environment.items() if name.startswith("ORISOIN_")}
    port = _integer(values, "ORISOIN_PORT", 8080, 1, 65535)
    engine_port = _integer(values, "ORISOIN_ENGINE_PORT", 5005, 1, 65535)
    actions_port = _integer(values, "ORISOIN_ACTIONS_PORT", 5055, 1, 65535)
    var = Path(values.get("ORISOIN_VAR") or ROOT / "var")
    database_url = values.get("ORISOIN_DATABASE_URL") or f"sqlite+aiosqlite:///{var / 'orisoin.db'}"
    if not database_url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise SettingError(
            "ORISOIN_DATABASE_URL doit commencer par « sqlite+aiosqlite:/// » ou « postgresql+asyncpg:// »."
        )
    engine_urls = tuple(values.get("ORISOIN_ENGINE_URLS", "").split()) or (f"http://127.0.0.1:{engine_port}",)
    for url in engine_urls:
        if not url.startswith(("http://", "https://")):
            raise SettingError(f"ORISOIN_ENGINE_URLS doit contenir des adresses http, et non « {url} ».")
    limits_url = values.get("ORISOIN_LIMITS_URL", "")
    if limits_url and not limits_url.startswith(("redis://", "rediss://")):
        raise SettingError(
            f"ORISOIN_LIMITS_URL doit commencer par redis:// ou rediss://, et non « {limits_url} »."
        )
    log_level = (values.get("ORISOIN_LOG_LEVEL") or "INFO").upper()
    if log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingError("ORISOIN_LOG_LEVEL doit être DEBUG, INFO, WARNING ou ERROR.")
    return Settings(
        port=port,
        host=values.get("ORISOIN_HOST") or "0.0.0.0",  # noqa: S104 - the gateway is the public door
        public_url=(values.get("ORISOIN_PUBLIC_URL") or f"http://localhost:{port}").rstrip("/"),
        engine_port=engine_port,
        actions_port=actions_port,
        engine_urls=engine_urls,
        engine_host=values.get("ORISOIN_ENGINE_HOST") or "127.0.0.1",
        actions_host=values.get("ORISOIN_ACTIONS_HOST") or "127.0.0.1",
        actions_url=_api(values, "ORISOIN_ACTIONS_URL", f"http://127.0.0.1:{actions_port}"),
        trusted_proxies=_networks(values, "ORISOIN_TRUSTED_PROXIES"),
        limits_url=limits_url,
        queue=_integer(values, "ORISOIN_QUEUE", 300, 1, 100_000),
        database_url=database_url,
        tracker_url=values.get("ORISOIN_TRACKER_URL") or f"sqlite:///{var / 'tracker.db'}",
        secret=values.get("ORISOIN_SECRET") or "",
        demonstration=_flag(values, "ORISOIN_DEMONSTRATION", True),
        spacy_model=values.get("ORISOIN_SPACY_MODEL") or "",
        retention_days=_integer(values, "ORISOIN_RETENTION_DAYS", 30, 1, 730),
        review_figures_months=_integer(values, "ORISOIN_REVIEW_FIGURES_MONTHS", 12, 1, 120),
        review_texts_months=_integer(values, "ORISOIN_REVIEW_TEXTS_MONTHS", 24, 1, 120),
        feeds_local=_flag(values, "ORISOIN_FEEDS_LOCAL", False),
        log_level=log_level,
        var=var,
        models=Path(values.get("ORISOIN_MODELS") or ROOT / "models"),
        model_key=Path(values.get("ORISOIN_MODEL_KEY") or ROOT / ".keys" / "model.pub"),
        telegram=_telegram(values),
        whatsapp=_meta(
            values,
            (
                "ORISOIN_WHATSAPP_NUMBER",
                "ORISOIN_WHATSAPP_TOKEN",
                "ORISOIN_WHATSAPP_SECRET",
                "ORISOIN_WHATSAPP_VERIFY",
            ),
        ),
        messenger=_meta(
            values,
            (
                "ORISOIN_MESSENGER_PAGE",
                "ORISOIN_MESSENGER_TOKEN",
                "ORISOIN_MESSENGER_SECRET",
                "ORISOIN_MESSENGER_VERIFY",
            ),
        ),
    )
