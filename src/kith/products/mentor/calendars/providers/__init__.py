"""Google, Microsoft and CalDAV, each spoken to in its own protocol, all giving the same answers."""
