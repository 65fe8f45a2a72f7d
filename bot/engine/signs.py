"""What a message of signs alone says: « 👍 » is a yes, « 👋 » a hello."""

from __future__ import annotations

_SAYS = {
    "yes": "👍👌✅✔☑🆗",
    "no": "👎❌🚫✖🙅",
    "greet": "👋",
    "thanks": "🙏🫶❤💙💚💛🧡💜😘🤗🥰",
    "human": "🆘",
}
_INTENTS = {sign: intent for intent, signs in _SAYS.items() for sign in signs}
_MEANT = 0.9  # confidence


def said_by_signs(text: str) -> tuple[str, float]:
    """The intent of a message without words, and its confidence: gibberish when its signs say nothing, or two things."""
    meant = {_INTENTS[sign] for sign in text if sign in _INTENTS}
    return (meant.pop(), _MEANT) if len(meant) == 1 else ("gibberish", 1.0)
