"""How facts are said: figures, dates, cards, choices, easy words, texts kept in the catalogue."""
