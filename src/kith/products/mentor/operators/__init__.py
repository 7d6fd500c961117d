"""Mentor's part of the operators' console."""
