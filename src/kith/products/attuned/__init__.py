"""Attuned: a private game for couples. Adults only, consent first."""
