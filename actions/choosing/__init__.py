"""The questions that help to choose, and what is said before, amid and after them."""
