"""OpenAgenda: the shapes its events come in, and their times."""
