"""From which score a narrow answer that the engine chose is given: what the actions act upon and the evaluation counts."""

from __future__ import annotations

# Before the patterns of `data/points` are tried, and after none was found. Chosen on the held-out questions of
# tests/language/narrow (docs/language.md).
SURE, LIKELY = 1.6, -0.1
