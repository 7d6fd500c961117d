"""The bank of cards: those that come with the house, and what operators do with them."""
