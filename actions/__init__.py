"""Actions: one module per topic, each a thin class per thing the bot can do; what they share, in folders by theme."""
