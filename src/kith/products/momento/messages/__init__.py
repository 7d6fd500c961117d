"""Letters between people who have met."""
