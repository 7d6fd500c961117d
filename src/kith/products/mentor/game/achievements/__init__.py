"""What is worth being told once."""
