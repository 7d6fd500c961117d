"""What the two of a connection see of each other: agreed to by both, as it was that day, as far as each one's setting goes."""
