"""Momento's part of the operators' console."""
