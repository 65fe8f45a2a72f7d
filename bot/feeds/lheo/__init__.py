"""LHÉO, the French language of training offers: its elements, as records of trainings and of events."""
