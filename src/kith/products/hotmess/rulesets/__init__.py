"""What may be put up: versions of words, and checks a machine can do."""
