"""The secret is made once, kept for its owner only, and the internal key follows from it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.secret import internal_key, secret
from bot.settings import Settings, load_settings


def _settings(var: Path, value: str = "") -> Settings:
    return load_settings({"ORISOIN_VAR": str(var), "ORISOIN_SECRET": value})


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
