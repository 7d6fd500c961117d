"""QR tokens: what opens a door for a while, on its holder's screen or on paper."""
