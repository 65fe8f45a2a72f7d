"""French as people write it: one understanding shared by the engine, the gateway and the feeds.

Pure Python, 3.10 and later: nothing here imports Rasa, spaCy, aiohttp or SQLAlchemy.
"""
