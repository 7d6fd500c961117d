"""What people are reminded of: a day and an hour before, and of saying how it was."""
