"""Counters for Prometheus: how many, how long, how it ended; nothing about a person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 3.0, 5.0, 6.0)


class Metrics:
    """The gateway's measures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "orisoin_http_requests",
            "HTTP requests by route and status",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "orisoin_http_seconds",
            "Time to answer a request",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.conversations = Counter(
            "orisoin_conversations", "Conversations begun", ("channel",), registry=self.registry
        )
        self.turns = Counter(
            "orisoin_turns",
            "Messages by outcome: answered, distress, repeated, or why the engine failed",
            ("outcome",),
            registry=self.registry,
        )
        self.channel_messages = Counter(
            "orisoin_channel_messages",
            "Messages kept from messaging apps",
            ("channel", "kind"),
            registry=self.registry,
        )
        self.channel_sent = Counter(
            "orisoin_channel_sent",
            "Attempts to send on messaging apps: sent, later, blocked, refused",
            ("channel", "outcome"),
            registry=self.registry,
        )
        self.engine_seconds = Histogram(
            "orisoin_engine_seconds", "Time the engine takes", buckets=_SECONDS, registry=self.registry
        )

    def text(self) -> bytes:
        """The measures in Prometheus's text form."""
        return generate_latest(self.registry)
