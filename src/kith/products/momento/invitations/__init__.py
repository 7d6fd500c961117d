"""Asking people: waves, events that fill themselves, answers that never came."""
