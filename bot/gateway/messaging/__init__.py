"""Messaging apps on the gateway: what comes in kept, dealt with in order, answered once."""
