"""How somebody stands in the game, for themselves and on their page."""
