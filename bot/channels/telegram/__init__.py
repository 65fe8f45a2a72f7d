"""Telegram: parse in, render out, send."""
