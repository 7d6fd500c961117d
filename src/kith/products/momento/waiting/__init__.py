"""The waiting list: standing in line, offers, leaving."""
