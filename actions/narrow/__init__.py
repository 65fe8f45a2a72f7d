"""Narrow questions (`data/points`): which one a message asks, and the answers made from the facts."""
