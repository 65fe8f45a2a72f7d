"""The narrow answer just given is not given again when the message says that it was not what was asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.thread.rejected import rejected


def after(point: str, text: str) -> Any:
    """A message said just after the narrow answer `point`."""
    return SimpleNamespace(
        text=text,
        typed=text,
        point_before=point,
        earlier=("et après ?",),
        in_form=False,
        known=lambda _: None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "vous m'avez pas comprise",
        "c'est pas ça que je demande",
        "laissez tomber la VAE",
        "non la vae c'est après",
    ],
)
def test_what_was_given_is_rejected(text: str) -> None:
    assert rejected(after("vae_start", text)) == "vae_start"


@pytest.mark.parametrize(
    "text", ["non, je demandais si je garde mon RSA", "et sans le bac ?", "/vae", "je comprends, merci"]
)
def test_what_is_only_asked_again_is_not(text: str) -> None:
    assert rejected(after("rsa_kept", text)) is None
