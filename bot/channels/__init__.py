"""Messaging platforms: what they send read into one form, reply blocks written within their limits."""
