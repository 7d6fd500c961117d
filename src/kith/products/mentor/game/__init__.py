"""The game: what people earn for what they do anyway, and who is shown for it."""
