"""The channel between gateway and engine: escaping, reply blocks, refusals."""

from __future__ import annotations

import unittest

from bot.engine.channel import drafts, escape
from bot.french.folding import fold_text


class Escaping(unittest.TestCase):
    """Words never become a payload."""

    def test_a_leading_slash_is_replaced_one_for_one(self) -> None:
        for text in ("/restart", "  /pay", "/", '/pay{"profession": "x"}', "\n/help"):
            escaped = escape(text)
            self.assertFalse(escaped.strip().startswith("/"), text)
            self.assertEqual(len(escaped), len(text))
            self.assertEqual(fold_text(escaped), fold_text(text))

    def test_other_texts_are_untouched(self) -> None:
        for text in ("", "bonjour", "AS/AES ?", "c'est quoi un ASH / AS"):
            self.assertEqual(escape(text), text)


class Drafts(unittest.TestCase):
    """What an output channel collected, as reply blocks."""

    def test_custom_messages_pass_as_they_are(self) -> None:
        block = {"text": "Bonjour", "choices": [], "cards": [], "sources": []}
        self.assertEqual(drafts([{"recipient_id": "x", "custom": block}]), [block])

    def test_plain_text_and_buttons_become_a_block(self) -> None:
        message = {"text": "Lequel ?", "buttons": [{"title": "A", "payload": "/pay"}]}
        self.assertEqual(
            drafts([message]), [{"text": "Lequel ?", "choices": [{"title": "A", "payload": "/pay"}]}]
        )

    def test_an_empty_message_is_no_reply(self) -> None:
        self.assertEqual(drafts([{"recipient_id": "x"}, {"text": ""}]), [])


if __name__ == "__main__":
    unittest.main()
