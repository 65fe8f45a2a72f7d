"""How well messages are understood: the held-out messages read, counted, shown, and compared with stock Rasa."""
