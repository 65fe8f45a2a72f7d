"""Agendas and training catalogues in: one reader per format, one import report."""
