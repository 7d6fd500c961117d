"""What is on tonight, city by city."""
