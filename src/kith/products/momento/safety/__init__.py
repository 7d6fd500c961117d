"""Blocks and reports: made where people meet, binding everywhere at once."""
