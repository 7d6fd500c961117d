"""Sessions from the pick of a slot to their end."""
