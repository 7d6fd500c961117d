"""Weeks and months close: places, leagues, awards."""
