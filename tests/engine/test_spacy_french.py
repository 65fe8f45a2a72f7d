"""spaCy's French rules over the Latin alphabet cut French as spaCy's own do."""

from __future__ import annotations

import json
import subprocess
import sys
import unittest

from bot.engine.evaluation.scores import held_out
from bot.settings import ROOT

_CUT = """
import json, sys
{prepare}
import spacy
french = spacy.blank("fr")
print(json.dumps([[token.text for token in french.make_doc(text)] for text in json.load(sys.stdin)]))
"""
# What spaCy's rules look for, which few messages hold.
_WORDS = (
    "un pet-en-l'air et des sauts-de-lit, l'arc-en-ciel, Châlons-sur-Saône",
    "l'après-midi, l’anti-inflammatoire, prud'hommes, entr'aide, aujourd'hui, le week-end",
    "demi-journée, mi-temps, vice-présidente, Île-de-France, Œuvre-là, Saint-Étienne-du-Rouvray",
    "AIDE-SOIGNANTE À DOMICILE, n°3, 12,5 %, 1 500€/mois, bac+2, c'est-à-dire M. Dupont, est-ce, y a-t-il",
    "madame R. et monsieur P. sont au 3 B. L'IFSI de St. Denis, le CHU. Fini.",
)


def _tokens(prepare: str, texts: list[str]) -> list[list[str]]:
    command = [sys.executable, "-W", "ignore", "-c", _CUT.format(prepare=prepare)]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    tokens: list[list[str]] = json.loads(done.stdout)
    return tokens


class QuickFrenchTest(unittest.TestCase):
    def test_messages_are_cut_as_spacy_cuts_them(self) -> None:
        texts = [*_WORDS, *(message["text"] for message in held_out())]
        ours = _tokens("import bot.engine.spacy_french", texts)
        for text, mine, spacys in zip(texts, ours, _tokens("", texts), strict=False):
            self.assertEqual(mine, spacys, text)


if __name__ == "__main__":
    unittest.main()
