"""Orisoin: conversational orientation for the professions of care and support in France."""
