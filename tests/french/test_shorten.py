"""A long message becomes short and keeps what it asks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.safety import find_danger
from bot.french.shorten import shorten

STORY = "J'ai beaucoup travaillé dans ma vie et les journées étaient longues. "


@pytest.mark.parametrize(
    "request_",
    [
        "Est-ce que je peux devenir infirmière à Gap avec la VAE ?",
        "je voudrais savoir combien gagne une auxiliaire de puériculture",
        "Y a-t-il une journée portes ouvertes à Lyon en janvier",
        "Comment payer la formation d'aide-soignante ?",
    ],
)
@pytest.mark.parametrize("place", [0, 20, 55])
def test_the_request_stays_wherever_it_stands(request_: str, place: int) -> None:
    sentences = [STORY] * 55
    sentences.insert(place, f"{request_}. " if request_[-1] != "?" else f"{request_} ")
    short = shorten("".join(sentences), 1000)
    assert len(short) <= 1000
    assert request_ in short


def test_the_story_does_not_drown_the_request() -> None:
    story = "".join(f"J'ai travaillé {n} ans en caisse et mes horaires étaient durs. " for n in range(40))
    short = shorten(story + story + "Est-ce que la VAE permet de devenir aide-soignante ?", 1000)
    assert short.endswith("Est-ce que la VAE permet de devenir aide-soignante ?")
    assert len(short) < 400


def test_words_of_danger_stay_among_many_questions() -> None:
    text = (
        "Combien gagne une infirmière à Gap ? " * 60
        + "J'ai envie de mourir. "
        + "Comment faire à Lyon ? " * 60
    )
    short = shorten(text, 1000)
    assert find_danger(short) is not None


def test_a_text_that_fits_is_untouched_and_one_without_an_end_is_cut() -> None:
    assert shorten("  deux\n mots ", 1000) == "  deux\n mots "
    assert 0 < len(shorten("mot " * 1000 + "aide-soignante " * 3, 1000)) <= 1000
    assert len(shorten("x" * 4000, 1000)) <= 1000


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([STORY, "Combien ? ", "Gap\n", "…", "!!", "mot" * 90, "a. b. ", " "]), max_size=80
    ),
    st.integers(50, 1000),
)
def test_it_is_always_short_and_made_of_the_same_words(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)
    short = shorten(text, limit)
    assert len(short) <= limit
    if len(text) > limit:
        letters = iter("".join(text.split()))
        assert all(letter in letters for letter in "".join(short.split())), "same letters, same order"
