"""One turn as an action sees it: the message, what is remembered, what our last answers were."""
