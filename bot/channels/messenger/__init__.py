"""Messenger: parse in, render out, send."""
