"""Finding a mentor: the front door, search, a mentor's page."""
