"""A site's look: what is accepted, what is refused, what its tag and its public view say."""

from __future__ import annotations

import base64
import hashlib

import pytest

from bot.catalogue.models.sites import Site
from bot.catalogue.queries.sites import colour_of
from bot.command.site import tag
from bot.gateway.assembly import widget_files
from bot.settings import load_settings


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#0B4A9E", "#0b4a9e"), ("14595a", "#14595a"), ("#FD0", "#ffdd00"), (" #fff ", "#ffffff")],
)
def test_a_colour_has_one_form(text: str, colour: str) -> None:
    assert colour_of(text) == colour


@pytest.mark.parametrize(
    "text", ["", "bleu", "#12345", "#gggggg", "rgb(0,0,0)", "#0b4a9e;x", 'red" onload="x']
)
def test_what_is_no_colour_is_refused_in_french(text: str) -> None:
    with pytest.raises(ValueError, match="n'est pas une couleur comme"):
        colour_of(text)


def test_the_tag_carries_the_look_of_the_button() -> None:
    settings = load_settings({"ORISOIN_PUBLIC_URL": "https://orisoin.exemple.fr"})
    plain = Site(key="abc", name="Agence", colours={}, position="right")
    assert tag(settings, plain) == (
        '<script src="https://orisoin.exemple.fr/embed/v1.js" data-site="abc" async></script>'
    )
    pinned = tag(settings, plain, pinned=True)
    version, files = widget_files()
    digest = base64.b64encode(hashlib.sha384(files["loader.js"].encode()).digest()).decode()
    assert f'/embed/{version}/loader.js" integrity="sha384-{digest}" crossorigin="anonymous"' in pinned
    looked = Site(key="abc", name="Agence", colours={"accent": "#14595a"}, position="left")
    assert ' data-colour="#14595a" data-position="left" async' in tag(settings, looked)
