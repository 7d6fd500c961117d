"""Prepaid sessions: what is left, what became of it, and the way back to the card."""
