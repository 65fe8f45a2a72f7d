"""Tests of what runs inside Rasa: unittest, in the engine's own environment (Python 3.10)."""
