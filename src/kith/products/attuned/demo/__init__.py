"""Attuned's part of the demo."""
