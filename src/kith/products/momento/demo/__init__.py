"""Momento's part of the demo city."""
