"""HOTMESS OS: nights out, run with care."""
