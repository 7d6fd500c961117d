"""Who was there, as several people tell it."""
