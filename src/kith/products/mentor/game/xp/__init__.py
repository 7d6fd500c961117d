"""XP: what earns how much, and what a level is."""
