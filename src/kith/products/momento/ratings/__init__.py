"""What attendees thought of host and event."""
