"""The course of one turn: what is heard, the answer, what goes beside it, how it is said."""
