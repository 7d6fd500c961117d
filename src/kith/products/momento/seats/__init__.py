"""Seats: an invitation, read and answered; confirming, giving back, reminders."""
