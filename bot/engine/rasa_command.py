"""`python -m bot.engine.rasa_command …`: Rasa's own command line, without TensorFlow when nothing needs it."""

from __future__ import annotations

from bot.engine import tensorflow_aside


def main() -> None:
    """Run the Rasa command named on the command line."""
    tensorflow_aside.leave_out()
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
