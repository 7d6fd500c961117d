"""LinkUps: from a brief somebody texts to a small group that meets."""
