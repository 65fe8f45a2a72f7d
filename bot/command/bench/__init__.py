"""`orisoin bench`: stock Rasa and Orisoin side by side on this machine, in one interleaved run (docs/performance.md)."""
