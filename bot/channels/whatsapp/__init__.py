"""WhatsApp: parse in, render out, send."""
