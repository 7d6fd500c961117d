"""Checking in at an event."""
