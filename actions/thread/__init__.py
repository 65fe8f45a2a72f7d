"""The thread of a talk: what was said, asked and given before, and the words that hang on it."""
