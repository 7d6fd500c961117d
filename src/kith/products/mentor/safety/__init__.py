"""Blocking and reporting."""
