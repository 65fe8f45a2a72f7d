"""The secret is made once, kept for its owner only, and the internal key follows from it."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.secret import internal_key, secret
from bot.settings import ROOT, Settings, load_settings

_TEXTS = frozenset(
    {".py", ".yml", ".yaml", ".json", ".md", ".toml", ".txt", ".conf", ".sql", ".sh", ".js", ".html"}
)


def _settings(var: Path, value: str = "") -> Settings:
    return load_settings({"ORISOIN_VAR": str(var), "ORISOIN_SECRET": value})


@pytest.mark.asvs("13.3", shows="S18")
def test_a_secret_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: secret(_settings(tmp_path / "var")), range(16)))
    assert len(made) == 1
    assert len(made.pop()) == 64
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret"]


def test_the_internal_key_depends_on_the_secret_alone(tmp_path: Path) -> None:
    assert internal_key(_settings(tmp_path, "a")) == internal_key(_settings(tmp_path / "else", "a"))
    assert internal_key(_settings(tmp_path, "a")) != internal_key(_settings(tmp_path, "b"))
    # RFC 2104 over SHA-256, checked with `printf engine | openssl dgst -sha256 -hmac a`.
    assert (
        internal_key(_settings(tmp_path, "a"))
        == "f3de07c4df5899ff38a6d3765ef564ed9a5ef8c059c0ecf08d43d8634d807f9f"
    )
    assert not (tmp_path / "secret").exists()


# Keys and tokens as their makers write them: a private key, those of Amazon, GitHub, Slack, Telegram, Meta.
_SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n|\bAKIA[0-9A-Z]{16}\b|\bgh[opsu]_[A-Za-z0-9]{36}\b|\bxox[abp]-[0-9]{8}"
    r"|\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b|\bEAA[A-Za-z0-9]{80}"
)


@pytest.mark.asvs("13.3", shows="S18")
def test_no_secret_is_in_the_repository() -> None:
    folders = ("bot", "actions", "data", "deploy", "docs", "requirements", "tests")
    listed = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    listed += [path for path in ROOT.iterdir() if path.is_file() and path.name != ".env"]
    read = [path for path in listed if path.suffix in _TEXTS or path.name.startswith(".env")]
    assert len(read) > 500
    assert [
        path for path in read if _SECRETS.search(path.read_text(encoding="utf-8", errors="replace"))
    ] == []
    # What is there to be filled in holds nothing.
    for example in (ROOT / ".env.example", ROOT / "deploy" / "orisoin.env.example"):
        filled = re.findall(
            r"^(\w*(?:SECRET|TOKEN|PASSWORD|VERIFY)\w*)=(.+)$", example.read_text(encoding="utf-8"), re.M
        )
        assert [name for name, value in filled if not value.startswith(("$", "CHANGE"))] == [], example
