"""The board of an event, where people who do not know each other yet write."""
