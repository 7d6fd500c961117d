"""Telling the house that something is wrong."""
