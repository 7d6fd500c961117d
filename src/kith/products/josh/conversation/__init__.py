"""What people text to JOSH and what JOSH texts back: reading and copy, all pure functions."""
