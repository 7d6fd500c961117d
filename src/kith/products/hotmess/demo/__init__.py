"""A night in London and elsewhere to click through."""
