"""Pages of the people who run HOTMESS."""
