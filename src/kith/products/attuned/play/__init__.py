"""Evenings: asking and saying yes, drawing cards, skipping, stopping at once, how it was, and drawing the same again from the seed."""
