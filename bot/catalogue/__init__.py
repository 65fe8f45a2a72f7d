"""The catalogue: models, migrations and plain query functions. Knows nothing of Rasa, the web or channels."""
