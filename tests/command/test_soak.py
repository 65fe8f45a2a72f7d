"""What a soak finds when it reads a conversation back."""

from __future__ import annotations

import pytest

from bot.command.soak import Tally

SENT = ["bonjour", "et le salaire ?", "et le salaire ?"]


def record(*said: str) -> list[dict[str, str]]:
    """A record in which every message is answered; « - » is a message without an answer."""
    turns = [{"author": "bot"}]
    for text in said:
        turns.append({"author": "person", "text": text.removeprefix("-")})
        turns += [] if text.startswith("-") else [{"author": "bot"}]
    return turns


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (SENT, (0, 0, 0, 0)),
        (SENT[:2], (1, 0, 0, 0)),
        ([*SENT, "bonjour"], (0, 1, 0, 0)),
        ([SENT[1], SENT[0], SENT[2]], (0, 0, 1, 0)),
        (["bonjour", "-et le salaire ?", "et le salaire ?"], (0, 0, 0, 1)),
        (["bonjour", "et le salaire ?", "-et le salaire ?"], (0, 0, 0, 1)),
    ],
)
def test_what_went_wrong_is_counted(said: list[str], found: tuple[int, int, int, int]) -> None:
    tally = Tally()
    tally.read_back(SENT, record(*said))
    assert (tally.lost, tally.doubled, tally.disordered, tally.unanswered) == found
    assert (tally.wrong, tally.sent, tally.conversations) == (sum(found), 3, 1)


def test_memory_that_grows_is_seen_and_the_filling_of_caches_is_not() -> None:
    flat = [(0.0, 50e6, 9), *((hour / 10, 100e6, 9) for hour in range(1, 12))]
    assert Tally(samples=flat).growth() == pytest.approx(0, abs=1e-9)
    rising = [(hour / 10, 100e6 + hour * 1e6, 9) for hour in range(12)]
    assert Tally(samples=rising).growth() > 0.05
