"""Beacons: what is on, from a draft to its end."""
