"""Days in a row."""
