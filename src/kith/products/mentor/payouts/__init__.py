"""Paying mentors: their account, what is due to them, and what comes back."""
