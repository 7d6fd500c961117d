"""What moderators can do to what is here."""
