"""Calendars: busy times read from mentors' own calendars, bookings written back to them, invitations and feeds for everybody."""
