"""Releases with a beginning and an end: the countdown, the line before the door, and what time does to them."""
