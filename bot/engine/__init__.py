"""What runs inside Rasa: the only code that imports Rasa or spaCy (Python 3.10)."""
